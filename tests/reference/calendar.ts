/**
 * Local time for the reference: plain numbers, no code shared with the plugin.
 *
 * Instants are milliseconds since 1970 in UTC; local days are whole days since 1970-01-01.
 *
 * A wall-clock time that a clock change skips or repeats was tried on PostgreSQL 18 and on DuckDB 1.5 (`AT TIME ZONE`,
 * in nine zones, see calendar.test.ts): both read a skipped time with the offset before the change (02:30 becomes
 * 03:30 summer time) and a repeated time as the second of the two (standard time).
 */
import { tzOffset } from '@date-fns/tz';
import type { Calendar, Grain, TimeColumn } from '../../src/model/types';

const dayLength = 86_400_000;

/** When something happened. Where `isDate`, only the day is known, and `at` is that day's first instant. */
export interface Moment {
  readonly at: number;
  /** Local day of the model's zone. */
  readonly day: number;
  readonly isDate: boolean;
}

/** A calendar unit, and the part of it that a range covers. */
export interface Bucket {
  /** First local day, `YYYY-MM-DD`; empty for a range without a grain. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

const offsets = new Map<string, number>();

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant. */
export function offset(zone: string, at: number): number {
  // Zones change their clocks at full quarters of an hour.
  const quarter = Math.floor(at / 900_000) * 900_000;
  const key = `${zone} ${quarter}`;
  let found = offsets.get(key);
  if (found === undefined) {
    found = tzOffset(zone, new Date(quarter)) * 60_000;
    offsets.set(key, found);
  }
  return found;
}

/** Wall-clock time of an instant, as if it were UTC. */
export function wallOf(zone: string, at: number): number {
  return at + offset(zone, at);
}

/** Instant of a wall-clock time (given as if it were UTC). */
export function instantOf(zone: string, wall: number): number {
  const before = wall - offset(zone, wall - dayLength);
  const after = wall - offset(zone, wall + dayLength);
  const beforeIsReal = wallOf(zone, before) === wall;
  const afterIsReal = wallOf(zone, after) === wall;
  if (beforeIsReal && afterIsReal) {
    return Math.max(before, after);
  }
  return afterIsReal ? after : before;
}

export function dayOf(zone: string, at: number): number {
  return Math.floor(wallOf(zone, at) / dayLength);
}

/** First instant of a local day; 00:00, or what follows it where a clock change skips midnight. */
export function dayStart(zone: string, day: number): number {
  const wall = day * dayLength;
  const candidates = [wall - offset(zone, wall - dayLength), wall - offset(zone, wall + dayLength)];
  return Math.min(...candidates.filter((at) => dayOf(zone, at) === day));
}

export function dayText(day: number): string {
  return new Date(day * dayLength).toISOString().slice(0, 10);
}

export function dayNumber(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / dayLength;
}

const dayOfMonth = (year: number, month: number): number => Date.UTC(year, month - 1, 1) / dayLength;
const firstWeekday = { sunday: 0, monday: 1, saturday: 6 };

/** First day of the calendar unit that holds `day`; quarters and years are fiscal ones. */
export function unitStart(calendar: Calendar, grain: Grain, day: number): number {
  const date = new Date(day * dayLength);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const monthOfFiscalYear = (month - calendar.fiscalYearStart + 12) % 12;
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return day - ((date.getUTCDay() - firstWeekday[calendar.weekStart] + 7) % 7);
    case 'month':
      return dayOfMonth(year, month);
    case 'quarter':
      return dayOfMonth(year, month - (monthOfFiscalYear % 3));
    case 'year':
      return dayOfMonth(year, month - monthOfFiscalYear);
  }
}

/** First day of the calendar unit that is `units` after (or before) the one that starts on `start`. */
export function addUnits(grain: Grain, start: number, units: number): number {
  const date = new Date(start * dayLength);
  const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[grain];
  if (months > 0) {
    return dayOfMonth(date.getUTCFullYear(), date.getUTCMonth() + 1 + units * months);
  }
  return start + units * (grain === 'week' ? 7 : 1);
}

/** The calendar units that a range touches, in order; without a grain the range itself. */
export function buckets(calendar: Calendar, grain: Grain | undefined, from: number, to: number): Bucket[] {
  if (!grain) {
    return [{ label: '', start: from, end: to, from, to }];
  }
  const found: Bucket[] = [];
  let day = unitStart(calendar, grain, dayOf(calendar.timeZone, from));
  while (dayStart(calendar.timeZone, day) < to) {
    const next = addUnits(grain, day, 1);
    const start = dayStart(calendar.timeZone, day);
    const end = dayStart(calendar.timeZone, next);
    found.push({ label: dayText(day), start, end, from: Math.max(start, from), to: Math.min(end, to) });
    day = next;
  }
  return found;
}

/** Local days whose first instant lies in [from, to). */
export function daysBeginningIn(calendar: Calendar, from: number, to: number): number[] {
  const days: number[] = [];
  for (let day = dayOf(calendar.timeZone, from); dayStart(calendar.timeZone, day) < to; day++) {
    if (dayStart(calendar.timeZone, day) >= from) {
      days.push(day);
    }
  }
  return days;
}

export function isWorkingDay(calendar: Calendar, day: number): boolean {
  const weekday = new Date(day * dayLength).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !calendar.holidays.includes(dayText(day));
}

export function workingDays(calendar: Calendar, from: number, to: number): number[] {
  return daysBeginningIn(calendar, from, to).filter((day) => isWorkingDay(calendar, day));
}

/** First day and first day after the end of `2026` (fiscal), `2026-Q4` (fiscal) or `2026-10` (calendar month). */
export function periodDays(calendar: Calendar, period: string): { grain: Grain; start: number; end: number } {
  const year = Number(period.slice(0, 4));
  // A fiscal year is named by the calendar year in which it ends.
  const fiscalStart = dayOfMonth(calendar.fiscalYearStart === 1 ? year : year - 1, calendar.fiscalYearStart);
  if (/^\d{4}$/.test(period)) {
    return { grain: 'year', start: fiscalStart, end: addUnits('year', fiscalStart, 1) };
  }
  if (/^\d{4}-Q[1-4]$/.test(period)) {
    const start = addUnits('quarter', fiscalStart, Number(period.slice(6)) - 1);
    return { grain: 'quarter', start, end: addUnits('quarter', start, 1) };
  }
  if (/^\d{4}-\d{2}$/.test(period)) {
    const start = dayOfMonth(year, Number(period.slice(5)));
    return { grain: 'month', start, end: addUnits('month', start, 1) };
  }
  throw new Error(`not a period: ${period}`);
}

/** Reads a value of a time column; text of an instant ends in Z or an offset, local times and dates have none. */
export function momentOf(column: TimeColumn, value: unknown, zone: string): Moment | null {
  if (value === null || value === undefined) {
    return null;
  }
  if (column.is === 'date') {
    const day = dayNumber(String(value));
    return { at: dayStart(zone, day), day, isDate: true };
  }
  const text = value instanceof Date ? value.toISOString() : String(value).replace(' ', 'T');
  const at = column.is === 'instant' ? Date.parse(text) : instantOf(column.zone, Date.parse(`${text}Z`));
  if (Number.isNaN(at)) {
    throw new Error(`not a time: ${text}`);
  }
  return instant(at, zone);
}

export function instant(at: number, zone: string): Moment {
  return { at, day: dayOf(zone, at), isDate: false };
}

/** Days from one time to another: seconds / 86,400, or whole local days where either is a date (R9). */
export function daysBetween(from: Moment, to: Moment): number {
  return from.isDate || to.isDate ? to.day - from.day : (to.at - from.at) / dayLength;
}

/** Whether `a` happened after `b`; as local days where either is a date. */
export function isAfter(a: Moment, b: Moment): boolean {
  return a.isDate || b.isDate ? a.day > b.day : a.at > b.at;
}

/** Whether it happened in [from, to). */
export function inside(moment: Moment | null, from: number, to: number): boolean {
  return moment !== null && moment.at >= from && moment.at < to;
}
