/**
 * The company's time. Everything is generated on one axis of days, in which 0 is the end of the data and -91 is
 * thirteen weeks before; only here do such days become instants and dates. The axis is bent to the week and to the
 * hours of work, always forwards, so that order is kept and whole weeks stay whole weeks: what is generated does
 * not depend on the day it is built, and -91 is exactly thirteen weeks ago on every day.
 */
import { addMonths, dayNumber, dayOf, dayOfNumber, startOfDay } from '../../model/calendar';
import { SalesError } from '../../sql/SalesError';

/** Days relative to the end of the data. */
export type Day = number;

export const timeZone = 'Europe/Berlin';
/** The first day of the history: three years of 52 weeks and a few days. */
export const firstDay: Day = -1095;

const msPerDay = 86_400_000;
/** Share of a working day's work by weekday, Sunday first. */
export const weekdayWeights = [0.12, 1, 1.08, 1.06, 1, 0.9, 0.18];
/** How much of a day's work is done by which local hour. Nothing happens at night, when clocks change. */
export const workDone: ReadonlyArray<readonly [hour: number, share: number]> = [
  [5, 0], [7, 0.015], [8, 0.06], [9, 0.16], [12, 0.5], [13, 0.57], [17, 0.91], [18, 0.955], [23.9, 1],
];

export interface Clock {
  /** Local midnight at which the data end, in milliseconds since 1970. */
  readonly end: number;
  /** Milliseconds since 1970, in whole seconds. */
  readonly instant: (day: Day) => number;
  /** Local day `YYYY-MM-DD`. */
  readonly date: (day: Day) => string;
  /** Local day `YYYY-MM-DD`, so many whole days after the end; the week is not bent for it. */
  readonly wholeDay: (days: number) => string;
  /** Local wall-clock time `YYYY-MM-DD HH:MM:SS`. */
  readonly local: (day: Day) => string;
  /** Days since 1970 of the local day. */
  readonly dayNumber: (day: Day) => number;
  /** Days since 1970 of the day after the last one. */
  readonly today: number;
}

/** The data end at the beginning of the local day of `asOf`, a day `YYYY-MM-DD` or an instant. */
export function clockFor(asOf: string): Clock {
  const today = dayNumber(dayOfText(asOf));
  const bend = bendToWeek((((today + 4) % 7) + 7) % 7);
  const split = (day: Day) => {
    const { days, part } = bend(day);
    return { number: today + days, ms: Math.floor(timeOfDay(part) * 3600) * 1000 };
  };
  const midnights = new Map<number, number>();
  // The offset at noon: no hour of work lies before the clocks change.
  const midnight = (number: number): number => {
    const known = midnights.get(number) ?? startOfDay(dayOfNumber(number + 1), timeZone).getTime() - msPerDay;
    midnights.set(number, known);
    return known;
  };
  return {
    today,
    end: startOfDay(dayOfNumber(today), timeZone).getTime(),
    instant: (day) => {
      const { number, ms } = split(day);
      return midnight(number) + ms;
    },
    date: (day) => dateText(split(day).number),
    wholeDay: (days) => dateText(today + days),
    local: (day) => {
      const { number, ms } = split(day);
      return `${dateText(number)} ${new Date(ms).toISOString().slice(11, 19)}`;
    },
    dayNumber: (day) => split(day).number,
  };
}

function dayOfText(asOf: string): string {
  const instant = new Date(asOf);
  if (Number.isNaN(instant.getTime())) {
    throw new SalesError('demo/as-of', `"${asOf}" is neither a day nor an instant: write 2026-10-01 or 2026-10-01T08:00:00Z`);
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : dayOf(instant, timeZone);
}

/** From an even axis to one on which weekdays have their weights: whole days, and the part of the day that is done. */
function bendToWeek(todaysWeekday: number): (day: Day) => { days: number; part: number } {
  const total = weekdayWeights.reduce((sum, weight) => sum + weight, 0);
  const weights = weekdayWeights.map((_, index) => (7 * (weekdayWeights[(index + todaysWeekday) % 7] ?? 0)) / total);
  return (day) => {
    const weeks = Math.floor(day / 7);
    let rest = day - weeks * 7;
    let weekday = 0;
    for (let weight = weights[0] ?? 1; weekday < 6 && rest >= weight; weight = weights[weekday] ?? 1) {
      rest -= weight;
      weekday++;
    }
    return { days: weeks * 7 + weekday, part: Math.min(rest / (weights[weekday] ?? 1), 0.999999) };
  };
}

/** Local hour at which this part of the day's work is done. */
function timeOfDay(part: number): number {
  const after = workDone.findIndex(([, share]) => part < share);
  const [fromHour, fromShare] = workDone[after - 1] ?? [5, 0];
  const [toHour, toShare] = workDone[after] ?? [24, 1];
  return fromHour + ((toHour - fromHour) * (part - fromShare)) / (toShare - fromShare);
}

const dates = new Map<number, string>();

/** `YYYY-MM-DD` of days since 1970. */
export function dateText(number: number): string {
  const known = dates.get(number) ?? dayOfNumber(number);
  dates.set(number, known);
  return known;
}

export interface Span {
  readonly period: string;
  /** Days since 1970; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** The calendar month `offset` months after the one that holds the day. */
export function monthAt(number: number, offset = 0): Span {
  const first = addMonths(`${dateText(number).slice(0, 7)}-01`, offset);
  return { period: first.slice(0, 7), from: dayNumber(first), to: dayNumber(addMonths(first, 1)) };
}

/** The calendar quarter `offset` quarters after the one that holds the day. */
export function quarterAt(number: number, offset = 0): Span {
  const month = Number(dateText(number).slice(5, 7));
  const first = addMonths(`${dateText(number).slice(0, 7)}-01`, 3 * offset - ((month - 1) % 3));
  const quarter = Math.floor((Number(first.slice(5, 7)) - 1) / 3) + 1;
  return { period: `${first.slice(0, 4)}-Q${quarter}`, from: dayNumber(first), to: dayNumber(addMonths(first, 3)) };
}
