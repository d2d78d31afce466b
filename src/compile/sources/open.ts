/** Deals that are open at the end of each bucket, at most now; a spine of instants where there are several. */
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Bucket, Window } from '../../plan/windows';
import { and, column, isNull, literal, not, nothing, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Sql } from '../../sql/tree';
import { constantAsOf, spineAsOf, spineColumns, spineValues } from '../AsOf';
import { source as tableOf } from '../entity';
import { bucketForm } from '../bucket';
import type { Group } from '../Group';
import { makeScan, type Scan } from '../Scan';
import { isBefore, isFrom, timeValue } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import { canSpan, openSpans } from './openSpans';

export interface Instant {
  readonly window: Window;
  readonly bucket: Bucket;
  readonly at: Date;
  readonly isNow: boolean;
}

/** metrics.md R3: the state at the bucket's end, or now while the bucket is running; the future has no state. */
export function asOfInstants(plan: MetricsPlan, source: PlannedSource, future = false): readonly Instant[] {
  const { now } = plan.range;
  return windowsOf(plan, source).flatMap((window) =>
    window.buckets
      .filter((bucket) => future || bucket.start < now || window.buckets.length === 1)
      .map((bucket) => ({ window, bucket, at: bucket.end < now ? bucket.end : now, isNow: bucket.end >= now }))
  );
}

export function compileOpen(plan: MetricsPlan, source: PlannedSource, dialect: Dialect): readonly Group[] {
  const expected = source.spec.kind === 'open' && source.spec.expected === true;
  // What is expected in a period to come is open now.
  const instants = asOfInstants(plan, source, expected);
  if (instants.length === 1 || expected) {
    return instants.map((instant) => openAt(plan, source, instant, dialect));
  }
  const form = bucketForm(plan, dialect);
  return [form?.isText && canSpan(plan, source, dialect) ? openSpans(plan, source, instants, form, dialect) : openAlong(plan, source, instants, dialect)];
}

/**
 * Open at the as-of instant: created before it and not closed before it. A deal with an outcome and no closed date is
 * never open; one without a created date exists only now.
 */
export function isOpen(scan: Scan): Sql {
  const { entity, alias, outcome, asOf } = scan;
  const created = timeValue(entity.times['createdAt']!, alias);
  const closedAt = entity.times['closedAt'];
  const wasCreated = asOf.isAfter(created);
  const unknown = and(isNull(created.of), ...(typeof asOf.isNow === 'boolean' ? [] : [asOf.isNow]));
  const began = asOf.isNow !== false ? or(wasCreated, unknown) : wasCreated;
  if (!closedAt) {
    return and(began, outcome.open);
  }
  const closed = timeValue(closedAt, alias);
  return and(began, or(outcome.open, not(asOf.isAfter(closed))));
}

function openAt(plan: MetricsPlan, source: PlannedSource, { window, bucket, at, isNow }: Instant, dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const scan = makeScan('deal', plan, dialect, constantAsOf(at, isNow, zone), at);
  const expected = source.spec.kind === 'open' && source.spec.expected;
  const close = expected ? timeValue(scan.entity.times['expectedClose']!, scan.alias) : undefined;
  const where = close ? [isFrom(close, bucket.start, zone), isBefore(close, bucket.end, zone)] : [];
  return groupOf(plan, source, scan, {
    name: expected ? 'deals_expected' : 'deals_open',
    comment: expected ? 'deals open at the end of the period and expected to close in it' : 'deals open at the end of the period',
    where: [isOpen(scan), ...where],
    window: windowColumn(plan, window.role),
    bucket: bucketForm(plan, dialect)?.constant(bucket),
    pastStages: true,
  });
}

function openAlong(plan: MetricsPlan, source: PlannedSource, instants: readonly Instant[], dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const form = bucketForm(plan, dialect);
  const compares = plan.windows.length > 1;
  const hasNow = instants.some((instant) => instant.isNow);
  const isNow = column('is_now', 'period');
  const last = instants.reduce((latest, { at }) => (at > latest ? at : latest), instants[0]!.at);
  const base = makeScan('deal', plan, dialect, spineAsOf('period', isNow, dialect), last);
  const scan: Scan = hasNow ? base : { ...base, asOf: { ...base.asOf, isNow: false } };
  const rows = instants.map(({ window, bucket, at, isNow: now }): readonly Sql[] => [
    literal(window.role),
    form?.constant(bucket) ?? nothing,
    ...spineValues(at, zone),
    literal(now),
  ]);
  return groupOf(plan, source, scan, {
    name: 'deals_open',
    comment: 'deals open at the end of each period',
    from: { kind: 'nested', as: 'period', of: { kind: 'values', columns: ['window', 'bucket', ...spineColumns, 'is_now'], rows } },
    joins: [{ how: 'inner', to: dealTable(scan), on: isOpen(scan) }],
    where: [],
    window: compares ? column('window', 'period') : undefined,
    bucket: plan.query.grain && column('bucket', 'period'),
    pastStages: true,
  });
}

const dealTable = (scan: Scan) => tableOf(scan.entity.from, scan.alias);
