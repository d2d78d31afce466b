/**
 * Local days and calendar units in the model's zone. A day is text `YYYY-MM-DD`; an instant is a Date. Days are 23
 * to 25 hours long, and a midnight that a clock change skips is the first instant of that day.
 */
import { tzOffset } from '@date-fns/tz';
import type { Grain } from '../sql/Dialect';
import type { Calendar } from './types';

const msPerDay = 86_400_000;
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Days since 1970-01-01 of a day; proleptic Gregorian, years 0001 to 9999. */
export function dayNumber(day: string): number {
  const [year, month, date] = day.split('-').map(Number);
  const utc = new Date(Date.UTC(2000, month! - 1, date!));
  utc.setUTCFullYear(year!, month! - 1, date!);
  return Math.round(utc.getTime() / msPerDay);
}

export function dayOfNumber(days: number): string {
  const utc = new Date(days * msPerDay);
  return `${pad(utc.getUTCFullYear(), 4)}-${pad(utc.getUTCMonth() + 1)}-${pad(utc.getUTCDate())}`;
}

export const addDays = (day: string, count: number): string => dayOfNumber(dayNumber(day) + count);

/** The same day of the month `count` months on, or that month's last day. */
export function addMonths(day: string, count: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const months = year! * 12 + month! - 1 + count;
  const first = `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1)}-01`;
  const nextMonths = months + 1;
  const length = dayNumber(`${pad(Math.floor(nextMonths / 12), 4)}-${pad((nextMonths % 12) + 1)}-01`) - dayNumber(first);
  return addDays(first, Math.min(date!, length) - 1);
}

/** Wall-clock time in `zone` as `YYYY-MM-DDTHH:MM:SS.sss`. */
export function localTimeOf(instant: Date, zone: string): string {
  const local = new Date(instant.getTime() + tzOffset(zone, instant) * 60_000);
  return `${pad(local.getUTCFullYear(), 4)}-${local.toISOString().slice(-19, -1)}`;
}

export const dayOf = (instant: Date, zone: string): string => localTimeOf(instant, zone).slice(0, 10);

/** The first instant of a local day; where a clock change repeats midnight, the earlier one. */
export function startOfDay(day: string, zone: string): Date {
  const wall = dayNumber(day) * msPerDay;
  const offsets = [-1, 0, 1].map((shift) => tzOffset(zone, new Date(wall + shift * msPerDay)) * 60_000);
  const candidates = offsets.map((offset) => new Date(wall - offset)).sort((a, b) => a.getTime() - b.getTime());
  const exact = candidates.find((candidate) => localTimeOf(candidate, zone).slice(0, 19) === `${day}T00:00:00`);
  if (exact) {
    return exact;
  }
  // Midnight is skipped: the day begins at the change, between the two candidates.
  let [before, after] = [candidates[0]!.getTime(), candidates.at(-1)!.getTime()];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    [before, after] = dayOf(new Date(middle), zone) < day ? [middle, after] : [before, middle];
  }
  return new Date(after);
}

/**
 * The instant of `day` at which its clocks show so many milliseconds after midnight: the first of two where a clock
 * change repeats them, and the time that follows the change where it skips them.
 */
export function atClock(day: string, sinceMidnight: number, zone: string): Date {
  const start = startOfDay(day, zone).getTime();
  const offset = (at: number) => tzOffset(zone, new Date(at)) * 60_000;
  const skipped = start + offset(start) - dayNumber(day) * msPerDay;
  const guess = start + sinceMidnight - skipped;
  const changed = guess - (offset(guess) - offset(start));
  return new Date(Math.max(start, offset(changed) === offset(guess) ? changed : guess));
}

/** The first local day that begins at or after `instant`: bounds of date columns are converted with it. */
export function firstDayFrom(instant: Date, zone: string): string {
  const day = dayOf(instant, zone);
  return startOfDay(day, zone).getTime() === instant.getTime() ? day : addDays(day, 1);
}

const weekShift = { monday: 0, sunday: 1, saturday: 2 } as const;

/** Days to add to a day before weeks are cut on Mondays. */
export const weekOffset = (calendar: Calendar): number => weekShift[calendar.weekStart];

/** The first day of the calendar unit that holds `day`; quarters and years are fiscal. */
export function startOfUnit(day: string, grain: Grain, calendar: Calendar): string {
  const [year, month] = day.split('-').map(Number);
  switch (grain) {
    case 'day':
      return day;
    case 'week': {
      const days = dayNumber(day) + weekOffset(calendar);
      // 1970-01-01 was a Thursday.
      return dayOfNumber(days - ((((days + 3) % 7) + 7) % 7) - weekOffset(calendar));
    }
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
    case 'year': {
      const length = grain === 'quarter' ? 3 : 12;
      const months = year! * 12 + month! - 1;
      const back = (((months - (calendar.fiscalYearStart - 1)) % length) + length) % length;
      return addMonths(`${day.slice(0, 7)}-01`, -back);
    }
  }
}

/** The first day of the unit `count` units after the one that begins at `start`. */
export function addUnits(start: string, grain: Grain, count: number): string {
  switch (grain) {
    case 'day':
      return addDays(start, count);
    case 'week':
      return addDays(start, 7 * count);
    case 'month':
      return addMonths(start, count);
    case 'quarter':
      return addMonths(start, 3 * count);
    case 'year':
      return addMonths(start, 12 * count);
  }
}

/** Monday to Friday less the holidays, over days from `from` up to but not including `to`. */
export function workingDays(from: string, to: string, calendar: Calendar): number {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (end <= start) {
    return 0;
  }
  const weeks = Math.floor((end - start) / 7);
  let count = weeks * 5;
  for (let day = start + weeks * 7; day < end; day++) {
    count += isWeekday(day) ? 1 : 0;
  }
  return count - new Set(calendar.holidays.filter((day) => day >= from && day < to && isWeekday(dayNumber(day)))).size;
}

const isWeekday = (days: number): boolean => (((days + 3) % 7) + 7) % 7 < 5;

export interface Period {
  readonly kind: 'month' | 'quarter' | 'year';
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}

/** `2026`, `2026-Q4` (both fiscal, named by the year in which the fiscal year ends) or `2026-10`; undefined otherwise. */
export function parsePeriod(text: string, calendar: Calendar): Period | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const [, year, quarter, month] = match;
  if (month) {
    const from = `${year}-${month}-01`;
    return { kind: 'month', from, to: addMonths(from, 1) };
  }
  const startYear = calendar.fiscalYearStart === 1 ? Number(year) : Number(year) - 1;
  const first = `${pad(startYear, 4)}-${pad(calendar.fiscalYearStart)}-01`;
  if (quarter) {
    const from = addMonths(first, 3 * (Number(quarter) - 1));
    return { kind: 'quarter', from, to: addMonths(from, 3) };
  }
  return { kind: 'year', from: first, to: addMonths(first, 12) };
}
