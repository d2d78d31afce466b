/** A query's own stretch of time: a calendar unit around the clock in place of the dashboard's range. */
import { addUnits, dayOf, startOfDay, startOfUnit } from '../model/calendar';
import type { Calendar } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import type { PeriodName, Range } from './query';

/** A calendar unit: 0 this one, -1 the last, 1 the next. Quarters and years are fiscal. */
export interface UnitWindow {
  readonly kind: 'unit';
  readonly grain: 'month' | 'quarter' | 'year';
  readonly offset: number;
}

const unit = (grain: UnitWindow['grain'], offset: number): UnitWindow => ({ kind: 'unit', grain, offset });
const windows: Readonly<Record<PeriodName, UnitWindow>> = {
  'this-month': unit('month', 0),
  'next-month': unit('month', 1),
  'last-month': unit('month', -1),
  'this-quarter': unit('quarter', 0),
  'next-quarter': unit('quarter', 1),
  'last-quarter': unit('quarter', -1),
  'this-year': unit('year', 0),
};

export const periodNames = Object.keys(windows) as readonly PeriodName[];

/** @throws SalesError `query/unknown-period` */
export function windowOfPeriod(period: string): UnitWindow {
  if (!Object.hasOwn(windows, period)) {
    const guess = nearest(period, periodNames);
    throw new SalesError('query/unknown-period', `unknown period "${period}": ${guess ? `did you mean "${guess}"?` : `use ${periodNames.join(', ')}`}`);
  }
  return windows[period as PeriodName];
}

/**
 * The range that a query looks at, from the first instant of the unit to the first one after it, in the model's zone;
 * the dashboard's own range where no period is named.
 * @throws SalesError `query/unknown-period`
 */
export function rangeOf(period: PeriodName | '' | undefined, range: Range, calendar: Calendar): Range {
  if (!period) {
    return range;
  }
  const { grain, offset } = windowOfPeriod(period);
  const first = addUnits(startOfUnit(dayOf(range.now, calendar.timeZone), grain, calendar), grain, offset);
  const [from, to] = [first, addUnits(first, grain, 1)].map((day) => startOfDay(day, calendar.timeZone)) as [Date, Date];
  return { from, to, now: range.now };
}

/** The sentence that goes with the answer, so that nobody reads it as the dashboard's range. */
export function periodNotice(period: PeriodName, { from, to }: Range, { timeZone }: Calendar): string {
  const last = dayOf(new Date(to.getTime() - 1), timeZone);
  return `${period.replace('-', ' ')}: ${dayOf(from, timeZone)} to ${last}, whatever the time range of the dashboard`;
}
