/** Instants as SQL: a literal where the instant is known, an expression where the database works it out (plan/Moment.ts). */
import { dayOf, firstDayFrom } from '../model/calendar';
import { isKnown, type Instant } from '../plan/Moment';
import { binary, call, cast, day, instant, literal } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import { unreachable } from '../sql/SalesError';
import type { Sql } from '../sql/tree';
import { dayOfSql, firstDayFromSql, shiftSql, startOfUnitSql } from './native/days';

export function instantOf(at: Instant, dialect: Dialect): Sql {
  if (isKnown(at)) {
    return instant(at.toISOString());
  }
  switch (at.moment) {
    case 'rangeStart':
      return dialect.bounds.from;
    case 'rangeEnd':
      return dialect.bounds.to;
    case 'clock':
      return dialect.clock;
    case 'startOf':
      return startOfUnitSql(instantOf(at.of, dialect), at.grain, at.calendar, dialect);
    case 'shift':
      return shiftSql(instantOf(at.of, dialect), { days: at.days, months: at.months, isDayStart: startsDay(at.of) }, at.zone, dialect);
    case 'sameElapsed': {
      const [origin, start] = [at.origin, at.start].map((one) => dayOfMoment(one, dialect, at.zone));
      const days = cast(dialect.days(origin!, start!), 'integer');
      return shiftSql(instantOf(at.of, dialect), { days }, at.zone, dialect);
    }
    case 'ago':
      return dialect.addSeconds(instantOf(at.of, dialect), literal(-86_400 * at.days));
    case 'earlier':
      return call('LEAST', ...at.of.map((one) => instantOf(one, dialect)));
    default:
      return unreachable(at);
  }
}

const startsDay = (at: Instant): boolean => !isKnown(at) && (at.moment === 'startOf' || (at.moment === 'shift' && startsDay(at.of)));

/** The local day in which it falls. */
export const dayOfMoment = (at: Instant, dialect: Dialect, zone: string): Sql =>
  isKnown(at) ? day(dayOf(at, zone)) : dayOfSql(instantOf(at, dialect), zone, dialect);

/** The first local day that begins at it or later: what date columns are compared with. */
export const firstDayFromMoment = (at: Instant, dialect: Dialect, zone: string): Sql =>
  isKnown(at) ? day(firstDayFrom(at, zone)) : firstDayFromSql(instantOf(at, dialect), zone, dialect);

/** Whether one instant is before the other, where only the database can tell. */
export const isEarlier = (one: Instant, other: Instant, dialect: Dialect): Sql =>
  isKnown(one) && isKnown(other) ? literal(one < other) : binary(instantOf(one, dialect), '<', instantOf(other, dialect));
