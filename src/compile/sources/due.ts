/**
 * Deals that were open at the start of each period and expected to close in it, with whether they slipped: at its end, or
 * now, a deal is still open, and is no longer expected in the period or its expected close has passed (docs/catalogue.md M57).
 */
import { isKnown, type Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Bucket, Window } from '../../plan/windows';
import { and, call, literal, not } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import type { Sql } from '../../sql/tree';
import { constantAsOf } from '../AsOf';
import { bucketForm } from '../bucket';
import { expectedCloseAsOf, hasPassed } from '../dealChanges';
import type { Group } from '../Group';
import { isEarlier } from '../moment';
import { makeScan, type Scan } from '../Scan';
import { isBefore, isFrom, type TimeValue } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import { isOpen, lookedAt } from './open';

/** @throws SalesError `native/no-time-axis` where the database works out the periods */
export function compileDue(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  const { now } = plan.range;
  return windowsOf(plan, source).flatMap((window) => {
    if (window.inSteps) {
      throw new SalesError('native/no-time-axis', 'deals that slipped have no native form along time: ask for them without a grain');
    }
    const begun = window.buckets.filter(({ start }) => !isKnown(start) || !isKnown(now) || start < now);
    return (begun.length ? begun : window.buckets.slice(0, 1)).map((bucket) => dueIn(plan, source, window, bucket, dialect));
  });
}

function dueIn(plan: MetricsPlan<Instant>, source: PlannedSource, window: Window<Instant>, bucket: Bucket<Instant>, dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const { now } = plan.range;
  const start: Scan = { ...makeScan('deal', plan, dialect, constantAsOf(bucket.start, false, dialect, zone), bucket.start), areOpen: true };
  const { at, isNow } = lookedAt(window, bucket.end, now, dialect);
  const end: Scan = { ...start, asOf: constantAsOf(at, isNow, dialect, zone), at };
  const within = (close: TimeValue): Sql => and(isFrom(close, bucket.start, dialect, zone), isBefore(close, bucket.end, dialect, zone));
  const later = expectedCloseAsOf(end, 'expected_later');
  // A deal whose date was taken away is not expected in the period either.
  const stays = call('COALESCE', and(within(later), not(hasPassed(end, later))), literal(false));
  // A period that has not begun has no start to look at.
  const begun = isEarlier(bucket.start, now, dialect);
  const scan: Scan = { ...start, slipped: and(isOpen(end), not(stays)) };
  return groupOf(plan, source, scan, {
    name: 'deals_due',
    comment: 'deals open at the start of the period and then expected to close in it',
    where: [...(isKnown(bucket.start) && isKnown(now) && bucket.start < now ? [] : [begun]), isOpen(scan), within(expectedCloseAsOf(scan))],
    window: windowColumn(plan, window.role),
    bucket: bucketForm(plan, dialect)?.constant(bucket),
    pastStages: true,
  });
}
