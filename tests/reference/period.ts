/** The period that growth is measured against (M03, M63). */
import type { Grain } from '../../src/model/types';
import { addUnits, dayOf, dayStart, instantOf, unitStart, wallOf, type Bucket } from './calendar';
import type { Company } from './rows';

/** The instant that lies as many local days and as much wall-clock time after `start` as `at` does after `origin`. */
export function sameElapsed(zone: string, start: number, origin: number, at: number): number {
  const wall = wallOf(zone, at);
  const days = dayOf(zone, at) - dayOf(zone, origin);
  const timeOfDay = wall - dayOf(zone, at) * 86_400_000;
  return instantOf(zone, (dayOf(zone, start) + days) * 86_400_000 + timeOfDay);
}

/** What growth is measured against: [from, to) before the bucket, or before the range without a grain. */
export function periodBefore(company: Company, grain: Grain | undefined, bucket: Bucket, now: number): { from: number; to: number } {
  const { calendar } = company.model;
  const zone = calendar.timeZone;
  const end = Math.min(bucket.to, now);
  if (grain) {
    const start = dayStart(zone, addUnits(grain, dayOf(zone, bucket.start), -1));
    return {
      from: bucket.from === bucket.start ? start : Math.min(bucket.start, sameElapsed(zone, start, bucket.start, bucket.from)),
      to: end === bucket.end ? bucket.start : Math.min(bucket.start, sameElapsed(zone, start, bucket.start, end)),
    };
  }
  for (const unit of ['year', 'quarter', 'month', 'week', 'day'] as const) {
    const first = dayOf(zone, bucket.from);
    const last = dayOf(zone, bucket.to);
    const startsUnit = (day: number, at: number): boolean => dayStart(zone, day) === at && unitStart(calendar, unit, day) === day;
    if (startsUnit(first, bucket.from) && startsUnit(last, bucket.to)) {
      let units = 0;
      while (addUnits(unit, first, units) < last) {
        units += 1;
      }
      const start = dayStart(zone, addUnits(unit, first, -units));
      return { from: start, to: end === bucket.to ? bucket.from : Math.min(bucket.from, sameElapsed(zone, start, bucket.from, end)) };
    }
  }
  return { from: bucket.from - (end - bucket.from), to: bucket.from };
}
