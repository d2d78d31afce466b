/** Working days between days that only the database knows: Monday to Friday, less the model's holidays. */
import { addDays, addMonths, workingDays } from '../../model/calendar';
import type { Calendar } from '../../model/types';
import { binary, call, column, countRows, day, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Sql, Step } from '../../sql/tree';

const holidays = 'holidays';

/** Holidays that would be worked, each once: what `workingDaysSql` reads. No step where there are none. */
export function holidaySteps(calendar: Calendar): readonly Step[] {
  const isWeekday = (one: string) => workingDays(one, addDays(one, 1), { ...calendar, holidays: [] }) === 1;
  const days = [...new Set(calendar.holidays)].filter(isWeekday).sort();
  return days.length ? [{ name: holidays, of: { kind: 'values', columns: ['holiday'], rows: days.map((one) => [day(one)]) } }] : [];
}

/**
 * Working days from the date `from` up to but not including `to`, which is not before it; a double. The statement must
 * have `holidaySteps`.
 */
export function workingDaysSql(from: Sql, to: Sql, calendar: Calendar, dialect: Dialect): Sql {
  const days = [dialect.days(from, to), sevenths(saturdays, from, to, dialect), sevenths(sundays, from, to, dialect)];
  const weekdays = days.reduce((rest, less) => binary(rest, '-', less));
  const holiday = column('holiday', holidays);
  return holidaySteps(calendar).length === 0
    ? weekdays
    : binary(weekdays, '-', {
        kind: 'scalar',
        of: {
          kind: 'select',
          columns: [{ as: 'days', of: countRows() }],
          from: { kind: 'step', name: holidays, as: holidays },
          where: [binary(holiday, '>=', from), binary(holiday, '<', to)],
        },
      });
}

/** The day after a Saturday, and after a Sunday: whole weeks since then count Saturdays and Sundays before a day. */
const [saturdays, sundays] = ['2000-01-02', '2000-01-03'] as const;

function sevenths(after: string, from: Sql, to: Sql, dialect: Dialect): Sql {
  const before = (of: Sql): Sql => call('FLOOR', binary(dialect.days(day(after), of), '/', literal(7)));
  return binary(before(to), '-', before(from));
}

/** Days from a date to `today` as above, as a double; 0 before it: result/values.ts `days_in_range`. */
export const daysInRangeSql = (from: Sql, today: Sql, dialect: Dialect): Sql => call('GREATEST', dialect.days(from, today), literal(0));

/**
 * Working days up to `today` over those of the stretch: 0 before it begins, 1 after it ends, NULL where it has none.
 * `today` is the first day that begins at or after now, and not after `to`. The statement must have `holidaySteps`.
 */
export function elapsedShareSql(from: Sql, to: Sql, today: Sql, calendar: Calendar, dialect: Dialect): Sql {
  const passed = when(binary(today, '<=', from), literal(0), workingDaysSql(from, today, calendar, dialect));
  return binary(passed, '/', call('NULLIF', workingDaysSql(from, to, calendar, dialect), literal(0)));
}

/** Whether the holidays leave some month without a day that is worked. */
export const hasIdleMonth = (calendar: Calendar): boolean =>
  [...new Set(calendar.holidays.map((one) => `${one.slice(0, 7)}-01`))].some((month) => workingDays(month, addMonths(month, 1), calendar) === 0);
