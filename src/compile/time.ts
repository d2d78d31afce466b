/**
 * Time columns of the three kinds. Bounds are converted to the column's kind and the column is left alone, so that
 * an index serves; only grouping and durations convert the column itself. A date happens at its day's first instant
 * in the model's zone. A wall-clock time that a clock change repeats is the later one, as AT TIME ZONE reads it.
 */
import { tzOffset } from '@date-fns/tz';
import { addDays, dayOf, firstDayFrom, localTimeOf, startOfDay } from '../model/calendar';
import type { Calendar, TimeColumn } from '../model/types';
import { isKnown, type Instant } from '../plan/Moment';
import { and, binary, call, cast, column, day, instant, literal, localTime, or } from '../sql/build';
import type { Dialect, Grain } from '../sql/Dialect';
import type { Sql } from '../sql/tree';
import { dayOfMoment, firstDayFromMoment, instantOf } from './moment';
import { unitOf } from './unit';

/** A time in a statement: the expression and how it is stored. */
export interface TimeValue {
  readonly of: Sql;
  readonly time: TimeColumn;
}

export const timeValue = (time: TimeColumn, table: string): TimeValue => ({ of: column(time.column, table), time });

const isoInstant = (at: Date): Sql => instant(at.toISOString());

/** The first wall-clock time of `zone` that means `at` or later. */
function wallBound(at: Date, zone: string): string {
  const offset = tzOffset(zone, at);
  const later = tzOffset(zone, new Date(at.getTime() + 7_200_000));
  const repeat = at.getTime() + (offset - later) * 60_000;
  if (later >= offset || tzOffset(zone, new Date(repeat)) !== later) {
    return localTimeOf(at, zone);
  }
  let [before, after] = [at.getTime(), repeat];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    [before, after] = tzOffset(zone, new Date(middle)) === later ? [before, middle] : [middle, after];
  }
  return localTimeOf(new Date(after), zone);
}

/** `at` in the column's own kind, so that `column < bound` means "before `at`" and `>=` means "at it or later". */
export function bound(time: TimeColumn, at: Date, zone: string): Sql {
  switch (time.is) {
    case 'instant':
      return isoInstant(at);
    case 'local':
      return localTime(wallBound(at, time.zone));
    case 'date':
      return day(firstDayFrom(at, zone));
  }
}

export const isBefore = (value: TimeValue, at: Instant, dialect: Dialect, zone: string): Sql => compared(value, '<', at, dialect, zone);
export const isFrom = (value: TimeValue, at: Instant, dialect: Dialect, zone: string): Sql => compared(value, '>=', at, dialect, zone);

function compared(value: TimeValue, op: '<' | '>=', at: Instant, dialect: Dialect, zone: string): Sql {
  const { of, time } = value;
  if (isKnown(at)) {
    return binary(of, op, bound(time, at, zone));
  }
  switch (time.is) {
    case 'instant':
      return binary(of, op, instantOf(at, dialect));
    case 'date':
      return binary(of, op, firstDayFromMoment(at, dialect, zone));
    case 'local': {
      // A clock change repeats wall-clock times: the instant decides, and a wider bound of the column serves its index.
      const wall = dialect.toLocal(instantOf(at, dialect), time.zone);
      const wide = dialect.addDays(wall, literal(op === '>=' ? -1 : 1));
      return and(binary(of, op, wide), binary(dialect.toInstant(of, time.zone), op, instantOf(at, dialect)));
    }
  }
}

/** In the half-open range, in the form that lets the database read it fastest. */
export function isInRange(value: TimeValue, from: Instant, to: Instant, dialect: Dialect, zone: string): Sql {
  const within = (start: Instant, end: Instant) => and(isFrom(value, start, dialect, zone), isBefore(value, end, dialect, zone));
  if (!isKnown(from) || !isKnown(to)) {
    return within(from, to);
  }
  const middle = startOfDay(dayOf(new Date((from.getTime() + to.getTime()) / 2), zone), zone);
  return dialect.splitsRanges && from < middle && middle < to ? or(within(from, middle), within(middle, to)) : within(from, to);
}

/** At least `days` old at `at`: seconds / 86,400, or the difference of local dates for a date column. */
export function isOlder(value: TimeValue, days: number, at: Instant, dialect: Dialect, zone: string): Sql {
  const { of, time } = value;
  if (!isKnown(at)) {
    return time.is === 'date'
      ? binary(of, '<=', cast(dialect.addDays(dayOfMoment(at, dialect, zone), literal(-days)), 'date'))
      : binary(asInstant(value, dialect, zone), '<=', instantOf({ moment: 'ago', of: at, days }, dialect));
  }
  const limit = new Date(at.getTime() - days * 86_400_000);
  // Nothing is older than dates are.
  if (!(limit.getUTCFullYear() >= 1)) {
    return literal(false);
  }
  switch (time.is) {
    case 'instant':
      return binary(of, '<=', isoInstant(limit));
    case 'local':
      return binary(of, '<=', localTime(localTimeOf(limit, time.zone)));
    case 'date':
      return binary(of, '<=', day(addDays(dayOf(at, zone), -days)));
  }
}

export function asInstant({ of, time }: TimeValue, dialect: Dialect, zone: string): Sql {
  switch (time.is) {
    case 'instant':
      return of;
    case 'local':
      return dialect.toInstant(of, time.zone);
    case 'date':
      return dialect.toInstant(cast(of, 'local'), zone);
  }
}

/** Wall-clock time in the model's zone. */
export function asLocal(value: TimeValue, dialect: Dialect, zone: string): Sql {
  const { of, time } = value;
  if (time.is === 'date') {
    return cast(of, 'local');
  }
  return time.is === 'local' && time.zone === zone ? of : dialect.toLocal(asInstant(value, dialect, zone), zone);
}

export const asDate = (value: TimeValue, dialect: Dialect, zone: string): Sql =>
  value.time.is === 'date' ? value.of : cast(asLocal(value, dialect, zone), 'date');

/** Days from one time to the other: seconds / 86,400, or the difference of local dates when either is a date (R9). */
export function daysBetween(from: TimeValue, to: TimeValue, dialect: Dialect, zone: string): Sql {
  return from.time.is === 'date' || to.time.is === 'date'
    ? dialect.days(asDate(from, dialect, zone), asDate(to, dialect, zone))
    : binary(dialect.seconds(asInstant(from, dialect, zone), asInstant(to, dialect, zone)), '/', literal(86_400));
}

/** Longer than two dates can be apart: ten thousand years. */
const longest = 3_660_000;

/** The last instant that is at most `days` after a time, as `daysBetween` counts them; not for dates. */
export const daysAfter = (value: TimeValue, days: number, dialect: Dialect, zone: string): Sql =>
  dialect.addSeconds(asInstant(value, dialect, zone), literal(86_400 * Math.min(days, longest)));

/** Whether at most `days` lie between two times; `latest` is `daysAfter` the first, where a statement has it at hand. */
export function isWithinDays(from: TimeValue, to: TimeValue, days: number, dialect: Dialect, zone: string, latest?: Sql): Sql {
  return from.time.is === 'date' || to.time.is === 'date'
    ? binary(daysBetween(from, to, dialect, zone), '<=', literal(days))
    : binary(asInstant(to, dialect, zone), '<=', latest ?? daysAfter(from, days, dialect, zone));
}

/** Whether `first` is not after `second`, compared as local dates when either is a date. */
export function isNotAfter(first: TimeValue, second: TimeValue, dialect: Dialect, zone: string): Sql {
  if (first.time.is === 'date' || second.time.is === 'date') {
    return binary(asDate(first, dialect, zone), '<=', asDate(second, dialect, zone));
  }
  return binary(asInstant(first, dialect, zone), '<=', asInstant(second, dialect, zone));
}

/** The first local time of the calendar unit that holds a time; weeks and fiscal units as the model says. */
export const bucketOf = (value: TimeValue, grain: Grain, dialect: Dialect, calendar: Calendar): Sql =>
  unitOf(asLocal(value, dialect, calendar.timeZone), grain, dialect, calendar);

/** The first time, or the second where it is missing; as instants where they are stored differently. */
export function either(first: TimeValue, second: TimeValue, dialect: Dialect, zone: string): TimeValue {
  const alike = first.time.is === second.time.is && (first.time.is !== 'local' || (second.time.is === 'local' && second.time.zone === first.time.zone));
  return alike
    ? { of: call('COALESCE', first.of, second.of), time: first.time }
    : { of: call('COALESCE', asInstant(first, dialect, zone), asInstant(second, dialect, zone)), time: { column: '', is: 'instant', nullable: true } };
}
