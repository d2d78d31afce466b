/** Working days between days that only the database knows: Monday to Friday, less the model's holidays. */
import { addDays, addMonths, workingDays } from '../../model/calendar';
import type { Calendar, SalesModel } from '../../model/types';
import { binary, call, column, countRows, day, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Relation, Source, Sql, Step } from '../../sql/tree';

type Model = Pick<SalesModel, 'calendar'>;

const holidays = 'holidays';

/** The step `holidays`, for statements that count working days in many places; none where nothing is a holiday. */
export function holidaySteps({ calendar }: Model): readonly Step[] {
  const of = holidayRows(calendar);
  return of ? [{ name: holidays, of }] : [];
}
export const holidayStep: Source = { kind: 'step', name: holidays, as: holidays };

/** Holidays that would be worked, each once. */
function holidayRows(calendar: Calendar): Relation | undefined {
  const isWeekday = (one: string) => workingDays(one, addDays(one, 1), { ...calendar, holidays: [] }) === 1;
  const days = [...new Set(calendar.holidays)].filter(isWeekday).sort();
  return days.length ? { kind: 'values', columns: ['holiday'], rows: days.map((one) => [day(one)]) } : undefined;
}

/**
 * Working days from the date `from` up to but not including `to`, which is not before it; a double. The holidays are
 * written where they are used, or read from `holidayStep`.
 */
export function workingDaysSql(from: Sql, to: Sql, { calendar }: Model, dialect: Dialect, listed?: Source): Sql {
  const weekdays = binary(weekdaysBefore(to, dialect), '-', weekdaysBefore(from, dialect));
  const rows = holidayRows(calendar);
  const holiday = column('holiday', holidays);
  return rows
    ? binary(weekdays, '-', {
        kind: 'scalar',
        of: {
          kind: 'select',
          columns: [{ as: 'days', of: countRows() }],
          from: listed ?? { kind: 'nested', of: rows, as: holidays },
          where: [binary(holiday, '>=', from), binary(holiday, '<', to)],
        },
      })
    : weekdays;
}

/** A Monday: weeks are counted from it, in both directions. */
const monday = day('2000-01-03');

/** Weekdays from that Monday to a day: five a week, and those of the week that has begun. */
function weekdaysBefore(of: Sql, dialect: Dialect): Sql {
  const days = dialect.days(monday, of);
  const weeks = call('FLOOR', binary(days, '/', literal(7)));
  return binary(binary(literal(5), '*', weeks), '+', call('LEAST', binary(days, '-', binary(literal(7), '*', weeks)), literal(5)));
}

/** Days from one date to another, as a double: result/values.ts `days_in_range`. */
export const daysInRangeSql = (from: Sql, to: Sql, dialect: Dialect): Sql => dialect.days(from, to);

/**
 * Working days up to `today` over those of the stretch: 0 before it begins, 1 after it ends, NULL where it has none.
 * `today` is the first day that begins at or after now, and not after `to`.
 */
export function elapsedShareSql(from: Sql, to: Sql, today: Sql, model: Model, dialect: Dialect): Sql {
  const passed = when(binary(today, '<=', from), literal(0), workingDaysSql(from, today, model, dialect));
  return binary(passed, '/', call('NULLIF', workingDaysSql(from, to, model, dialect), literal(0)));
}

/** Whether the holidays leave some month without a day that is worked. */
export const hasIdleMonth = ({ calendar }: Model): boolean =>
  [...new Set(calendar.holidays.map((one) => `${one.slice(0, 7)}-01`))].some((month) => workingDays(month, addMonths(month, 1), calendar) === 0);
