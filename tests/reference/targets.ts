/** R15: which target rows answer for a range and a grain of dimensions. */
import type { Calendar, TargetRow } from '../../src/model/types';
import { isWorkingDay, periodDays, workingDays } from './calendar';
import { Unavailable, type Company } from './rows';

/** For each dimension asked for, which of its values belong to the answer. */
export type AskedDimensions = Readonly<Record<string, (value: string) => boolean>>;

const shortestFirst = ['month', 'quarter', 'year'];

/** What a row plans for one working day: its value spread evenly over the working days of its period. */
function planForDay(calendar: Calendar, row: TargetRow): number {
  const { start, end } = periodDays(calendar, row.period);
  let days = 0;
  for (let day = start; day < end; day++) {
    days += isWorkingDay(calendar, day) ? 1 : 0;
  }
  return row.value / days;
}

/** The row that holds for a day: a month's before a quarter's before a year's. */
function rowForDay(calendar: Calendar, rows: readonly TargetRow[], day: number): TargetRow | undefined {
  for (const grain of shortestFirst) {
    for (const row of rows) {
      const period = periodDays(calendar, row.period);
      if (period.grain === grain && day >= period.start && day < period.end) {
        return row;
      }
    }
  }
  return undefined;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  }
  return [...groups.values()];
}

const levelOf = (row: TargetRow): string => Object.keys(row.dimensions).sort().join();
const memberOf = (row: TargetRow): string => JSON.stringify(Object.entries(row.dimensions).sort());

/** Target of [from, to): of exactly the dimensions asked for, else of the finest complete level below, else null. */
export function targetOf(company: Company, metric: string, from: number, to: number, asked: AskedDimensions): number | null {
  const { calendar, targets } = company.model;
  if (!targets || targets.kind !== 'rows') {
    throw new Unavailable('no target');
  }
  const dimensions = Object.keys(asked);
  const rows = targets.rows.filter(
    (row) =>
      row.metric === metric &&
      dimensions.every((id) => row.dimensions[id] !== undefined && asked[id]!(row.dimensions[id]))
  );
  const days = workingDays(calendar, from, to);
  const exact = [...dimensions].sort().join();
  const levels = groupBy(rows, levelOf)
    .filter((level) => days.every((day) => rowForDay(calendar, level, day)))
    .sort((a, b) => {
      const rank = (level: TargetRow[]): number => (levelOf(level[0]!) === exact ? Infinity : Object.keys(level[0]!.dimensions).length);
      return rank(b) - rank(a) || (levelOf(a[0]!) < levelOf(b[0]!) ? -1 : 1);
    });
  const level = levels[0];
  if (!level) {
    return null;
  }
  let total = 0;
  for (const member of groupBy(level, memberOf)) {
    for (const day of days) {
      const row = rowForDay(calendar, member, day);
      total += row ? planForDay(calendar, row) : 0;
    }
  }
  return total;
}
