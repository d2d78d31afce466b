/**
 * Local days of instants that only the database knows: model/calendar.ts in SQL. Each takes an instant or a day as an
 * expression and repeats it as seldom as the zone allows.
 */
import { midnightsOf } from '../../model/midnights';
import { binary, cast, column, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Sql } from '../../sql/tree';

/** The local day (a date) of an instant. */
export const dayOfSql = (at: Sql, zone: string, dialect: Dialect): Sql => cast(dialect.toLocal(at, zone), 'date');

/** The first local day (a date) that begins at an instant or later. */
export const firstDayFromSql = (at: Sql, zone: string, dialect: Dialect): Sql =>
  nextDay(dayOfSql(dialect.addSeconds(at, literal(-0.000001)), zone, dialect), dialect);

const nextDay = (day: Sql, dialect: Dialect): Sql => cast(dialect.addDays(day, literal(1)), 'date');

/** The first instant of a local day, which is given as a date. */
export const startOfDaySql = (day: Sql, zone: string, dialect: Dialect): Sql => startOfMidnight(cast(day, 'local'), zone, dialect);

/** The first instant of the day that begins at a local time; a midnight that is skipped is read as the instant of the change. */
export const startOfMidnight = (midnight: Sql, zone: string, dialect: Dialect): Sql =>
  midnightsOf(zone).repeated ? named('midnight', midnight, (of) => firstReading(of, zone, dialect)) : dialect.toInstant(midnight, zone);

export interface Shift {
  readonly days?: number | Sql;
  readonly months?: number;
}

/**
 * The same wall-clock time so many months, then days, on or back (negative): plan/windows.ts `shiftInstant`. A day's
 * first instant stays one, months end within themselves, of two equal wall-clock times it is the first, and a skipped
 * one is the time that follows the change.
 */
export function shiftSql(at: Sql, { days = 0, months = 0 }: Shift, zone: string, dialect: Dialect): Sql {
  const { skipped } = midnightsOf(zone);
  const local = dialect.toLocal(at, zone);
  const moved = (of: Sql): Sql => {
    const onMonths = months === 0 ? of : dialect.addMonths(of, months);
    return days === 0 ? onMonths : dialect.addDays(onMonths, typeof days === 'number' ? literal(days) : days);
  };
  if (!skipped) {
    return named('wall', moved(local), (wall) => firstReading(wall, zone, dialect));
  }
  const start = dialect.startOf(local, 'day');
  const clock = when(binary(startOfMidnight(start, zone, dialect), '=', at), start, local);
  return named('wall', moved(clock), (wall) => {
    const begins = startOfMidnight(dialect.startOf(wall, 'day'), zone, dialect);
    return when(binary(wall, '<=', dialect.toLocal(begins, zone)), begins, firstReading(wall, zone, dialect));
  });
}

/** Longer than any clock change that repeats a wall-clock time. */
const threeHours = 10_800;

/** The first of the instants at which clocks show `wall`; AT TIME ZONE reads it as the last. */
function firstReading(wall: Sql, zone: string, dialect: Dialect): Sql {
  const early = dialect.addSeconds(dialect.toInstant(dialect.addSeconds(wall, literal(-threeHours)), zone), literal(threeHours));
  return when(binary(dialect.toLocal(early, zone), '=', wall), early, dialect.toInstant(wall, zone));
}

/** An expression over another that it repeats: `(SELECT … FROM (SELECT of AS name) AS named)`. */
const named = (name: string, of: Sql, over: (named: Sql) => Sql): Sql => ({
  kind: 'scalar',
  of: {
    kind: 'select',
    columns: [{ as: 'at', of: over(column(name)) }],
    from: { kind: 'nested', as: 'given', of: { kind: 'select', columns: [{ as: name, of }] } },
  },
});
