/** The stretches of time that a query looks at: the range, cut into buckets, and the earlier one it is compared with. */
import { addDays, addMonths, addUnits, atClock, dayNumber, dayOf, localTimeOf, startOfDay, startOfUnit } from '../model/calendar';
import type { Calendar } from '../model/types';
import type { Grain } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import { isKnown, type Instant } from './Moment';
import type { Comparison, Range } from './query';

export interface Bucket<T extends Instant = Date> {
  /** First local day of the calendar unit; '' without a grain. */
  readonly key: string;
  /** Cut by the range. */
  readonly start: T;
  readonly end: T;
  readonly whole: boolean;
}

export interface Window<T extends Instant = Date> {
  /** `lookback`: only which groups it has is asked. */
  readonly role: 'current' | 'previous' | 'lookback';
  readonly from: T;
  readonly to: T;
  /** Where counting ends: `to`, or now while the window is running and compared with an equal elapsed part. */
  readonly until: T;
  readonly buckets: ReadonlyArray<Bucket<T>>;
  /** Whether it ends before now, where its instants are not known and it can be told all the same. */
  readonly isPast?: boolean;
  /** Its buckets are rows of the step `periods`, since the database works them out; `buckets` holds the whole window. */
  readonly inSteps?: true;
}

/** Whether a window ends before now; undefined where only the database can tell. */
export const isPast = (window: Window<Instant>, now: Instant): boolean | undefined =>
  isKnown(window.to) && isKnown(now) ? window.to < now : window.isPast;

const mostBuckets = 4000;

/** @throws SalesError `query/empty-range`, `query/too-many-buckets` */
export function makeWindow(role: Window['role'], from: Date, to: Date, grain: Grain | undefined, calendar: Calendar): Window {
  if (!(from.getTime() < to.getTime())) {
    throw new SalesError('query/empty-range', `the time range is empty: it runs from ${show(from)} to ${show(to)}; choose an end after the start`);
  }
  if (from.getUTCFullYear() < 1 || to.getUTCFullYear() > 9999) {
    throw new SalesError('query/bad-range', `the time range runs from ${show(from)} to ${show(to)}: databases keep the years 1 to 9999; choose a range within them`);
  }
  if (!grain) {
    return { role, from, to, until: to, buckets: [{ key: '', start: from, end: to, whole: true }] };
  }
  const buckets: Bucket[] = [];
  let key = startOfUnit(dayOf(from, calendar.timeZone), grain, calendar);
  let unitStart = startOfDay(key, calendar.timeZone);
  while (unitStart < to) {
    if (buckets.length === mostBuckets) {
      throw new SalesError('query/too-many-buckets', `the range has more than ${mostBuckets} buckets by ${grain}: choose a shorter range or a coarser grain`);
    }
    const next = addUnits(key, grain, 1);
    const unitEnd = startOfDay(next, calendar.timeZone);
    const start = unitStart < from ? from : unitStart;
    const end = unitEnd > to ? to : unitEnd;
    buckets.push({ key, start, end, whole: start === unitStart && end === unitEnd });
    [key, unitStart] = [next, unitEnd];
  }
  return { role, from, to, until: to, buckets };
}

const show = (instant: Date): string => (Number.isNaN(instant.getTime()) ? 'an invalid time' : instant.toISOString());

/** The same wall-clock time `shift` further on or back, the day's first instant that of the other day; a month's end stays within its month. */
export function shiftInstant(instant: Date, shift: (day: string) => string, zone: string): Date {
  const [day, clock] = localTimeOf(instant, zone).split('T') as [string, string];
  const isStart = startOfDay(day, zone).getTime() === instant.getTime();
  return isStart ? startOfDay(shift(day), zone) : atClock(shift(day), Date.parse(`1970-01-01T${clock}Z`), zone);
}

/** As many local days and as much time of day after `start` as `at` is after `origin`; both begin their days. */
const sameElapsed = (at: Date, origin: Date, start: Date, zone: string): Date =>
  shiftInstant(at, (day) => addDays(day, dayNumber(dayOf(start, zone)) - dayNumber(dayOf(origin, zone))), zone);

const grains: readonly Grain[] = ['year', 'quarter', 'month', 'week', 'day'];

/** The largest calendar unit of which the range is a whole number, and that number. */
export function wholePeriods(from: Date, to: Date, calendar: Calendar): { grain: Grain; count: number } | undefined {
  const [first, last] = [dayOf(from, calendar.timeZone), dayOf(to, calendar.timeZone)];
  const atMidnight = (instant: Date, day: string) => startOfDay(day, calendar.timeZone).getTime() === instant.getTime();
  if (!atMidnight(from, first) || !atMidnight(to, last)) {
    return undefined;
  }
  const grain = grains.find((unit) => startOfUnit(first, unit, calendar) === first && startOfUnit(last, unit, calendar) === last);
  return grain && { grain, count: countUnits(first, last, grain) };
}

function countUnits(first: string, last: string, grain: Grain): number {
  if (grain === 'day' || grain === 'week') {
    return (dayNumber(last) - dayNumber(first)) / (grain === 'week' ? 7 : 1);
  }
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return (months(last) - months(first)) / { month: 1, quarter: 3, year: 12 }[grain];
}

/** The smallest calendar unit that begins with the range and holds all of it. */
const runningPeriod = (from: Date, to: Date, calendar: Calendar): Grain | undefined =>
  [...grains].reverse().find((grain) => {
    const first = dayOf(from, calendar.timeZone);
    const begins = startOfUnit(first, grain, calendar) === first && startOfDay(first, calendar.timeZone).getTime() === from.getTime();
    return begins && to <= startOfDay(addUnits(first, grain, 1), calendar.timeZone);
  });

/**
 * The range that `range` is compared with (docs/metrics.md, The period before): the calendar periods before it when it is whole periods,
 * their equal elapsed part while they are running, else the stretch of equal length before; a year earlier for
 * `previous-year`.
 */
export function previousRange(range: Range, grain: Grain | undefined, compare: Comparison, calendar: Calendar): { from: Date; to: Date } {
  const zone = calendar.timeZone;
  const running = range.from < range.now && range.now < range.to;
  const end = running ? range.now : range.to;
  const shifted = (shift: (day: string) => string) => ({ from: shiftInstant(range.from, shift, zone), to: shiftInstant(end, shift, zone) });
  if (compare === 'previous-year') {
    return shifted((day) => (grain === 'week' ? addDays(day, -364) : addMonths(day, -12)));
  }
  const whole = wholePeriods(range.from, range.to, calendar);
  const unit = range.to.getTime() >= range.now.getTime() ? runningPeriod(range.from, range.to, calendar) : undefined;
  const back = whole ?? (unit && { grain: unit, count: 1 });
  if (back) {
    const from = shiftInstant(range.from, (day) => addUnits(day, back.grain, -back.count), zone);
    return { from, to: whole && !running ? range.from : earlier(sameElapsed(end, range.from, from, zone), range.from) };
  }
  if (grain) {
    const count = makeWindow('current', range.from, range.to, grain, calendar).buckets.length;
    return shifted((day) => addUnits(day, grain, -count));
  }
  const [first, last] = [dayOf(range.from, zone), dayOf(end, zone)];
  const wholeDays = [range.from, end].every((instant) => startOfDay(dayOf(instant, zone), zone).getTime() === instant.getTime());
  const from = wholeDays ? startOfDay(addDays(first, dayNumber(first) - dayNumber(last)), zone) : new Date(2 * range.from.getTime() - end.getTime());
  return { from, to: range.from };
}

/** A longer month's elapsed part may not run past a shorter one's end. */
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** Each bucket against the calendar unit before it; the running one against its equal elapsed part. */
export function previousBuckets(range: Range, grain: Grain, calendar: Calendar): { from: Date; to: Date } {
  const zone = calendar.timeZone;
  const end = range.from < range.now && range.now < range.to ? range.now : range.to;
  const unitsAt = (at: Date) => {
    const unit = startOfUnit(dayOf(at, zone), grain, calendar);
    return [0, 1, -1].map((count) => startOfDay(addUnits(unit, grain, count), zone)) as [Date, Date, Date];
  };
  const [first, , beforeFirst] = unitsAt(range.from);
  const [last, lastEnd, beforeLast] = unitsAt(new Date(end.getTime() - 1));
  return {
    from: earlier(sameElapsed(range.from, first, beforeFirst, zone), first),
    to: end.getTime() === lastEnd.getTime() ? last : earlier(sameElapsed(end, last, beforeLast, zone), last),
  };
}
