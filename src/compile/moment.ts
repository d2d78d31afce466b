/** Instants as SQL: a literal where the instant is known, an expression where the database works it out (plan/Moment.ts). */
import { dayOf, firstDayFrom } from '../model/calendar';
import { isKnown, type Instant, type Moment } from '../plan/Moment';
import { binary, call, cast, day, instant, literal } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import { unreachable } from '../sql/SalesError';
import type { Sql } from '../sql/tree';
import { dayOfSql, firstDayFromSql, shiftSql, startOfMidnight } from './native/days';
import { boundOfDay, dateOfDay, instantOfDay } from './native/ofDay';
import { unitOf } from './unit';

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
      return startOfMidnight(midnightOf(at, dialect)!, at.calendar.timeZone, dialect);
    case 'shift': {
      const midnight = midnightOf(at, dialect);
      return midnight ? startOfMidnight(midnight, at.zone, dialect) : shiftSql(instantOf(at.of, dialect), { days: at.days, months: at.months }, at.zone, dialect);
    }
    case 'sameElapsed': {
      const [origin, start] = [at.origin, at.start].map((one) => dayOfMoment(one, dialect, at.zone));
      const days = cast(dialect.days(origin!, start!), 'integer');
      return shiftSql(instantOf(at.of, dialect), { days }, at.zone, dialect);
    }
    case 'mirrored': {
      const [of, until] = [instantOf(at.of, dialect), instantOf(at.until, dialect)];
      return dialect.addSeconds(of, dialect.seconds(until, of));
    }
    case 'ago':
      return dialect.addSeconds(instantOf(at.of, dialect), literal(-86_400 * at.days));
    case 'earlier':
      return call('LEAST', ...at.of.map((one) => instantOf(one, dialect)));
    case 'ofDay':
      return instantOfDay(at.name);
    default:
      return unreachable(at);
  }
}

/** The midnight (a local time) that a moment is known to be; undefined for any other. */
function midnightOf(at: Instant, dialect: Dialect): Sql | undefined {
  if (isKnown(at)) {
    return undefined;
  }
  if (at.moment === 'startOf') {
    return unitOf(dialect.toLocal(instantOf(at.of, dialect), at.calendar.timeZone), at.grain, dialect, at.calendar);
  }
  const of = at.moment === 'shift' ? midnightOf(at.of, dialect) : undefined;
  if (!of || at.moment !== 'shift') {
    return undefined;
  }
  const onMonths = at.months ? dialect.addMonths(of, at.months) : of;
  return at.days ? dialect.addDays(onMonths, literal(at.days)) : onMonths;
}

/** The local day in which it falls. */
export const dayOfMoment = (at: Instant, dialect: Dialect, zone: string): Sql =>
  isKnown(at) ? day(dayOf(at, zone)) : isOfDay(at) ? dateOfDay(at.name) : dayOfMidnight(at, dialect) ?? dayOfSql(instantOf(at, dialect), zone, dialect);

/** The first local day that begins at it or later: what date columns are compared with. */
export const firstDayFromMoment = (at: Instant, dialect: Dialect, zone: string): Sql =>
  isKnown(at) ? day(firstDayFrom(at, zone)) : isOfDay(at) ? boundOfDay(at.name) : dayOfMidnight(at, dialect) ?? firstDayFromSql(instantOf(at, dialect), zone, dialect);

const isOfDay = (at: Moment): at is Extract<Moment, { moment: 'ofDay' }> => at.moment === 'ofDay';

function dayOfMidnight(at: Instant, dialect: Dialect): Sql | undefined {
  const midnight = midnightOf(at, dialect);
  return midnight && cast(midnight, 'date');
}

/** Whether one instant is before the other, where only the database can tell. */
export const isEarlier = (one: Instant, other: Instant, dialect: Dialect): Sql =>
  isKnown(one) && isKnown(other) ? literal(one < other) : binary(instantOf(one, dialect), '<', instantOf(other, dialect));
