/** Deals that are open at the end of each bucket, at most now; a spine of instants where there are several. */
import { earlierOf, isKnown, type Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import { isPast, type Bucket, type Window } from '../../plan/windows';
import { and, binary, column, isNull, literal, not, nothing, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Sql } from '../../sql/tree';
import { constantAsOf, spineAsOf, spineColumns, spineValues } from '../AsOf';
import { expectedCloseAsOf } from '../dealChanges';
import { source as tableOf } from '../entity';
import { bucketForm } from '../bucket';
import type { Group } from '../Group';
import { makeScan, type Scan } from '../Scan';
import { isEarlier } from '../moment';
import { periodsStep } from '../native/periods';
import { asDate, asInstant, isBefore, isFrom, timeValue } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import { canSpan, openSpans } from './openSpans';

export interface Snapshot {
  readonly window: Window<Instant>;
  readonly bucket: Bucket<Instant>;
  readonly at: Instant;
  /** Whether it is the present; SQL where only the database can tell. */
  readonly isNow: Sql | boolean;
}

/** docs/metrics.md R3: the state at the bucket's end, or now while the bucket is running; the future has no state. */
export function snapshots(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect, future = false): readonly Snapshot[] {
  const { now } = plan.range;
  return windowsOf(plan, source).flatMap((window) =>
    window.buckets
      .filter(({ start }) => future || window.buckets.length === 1 || !isKnown(start) || !isKnown(now) || start < now)
      .map((bucket) => ({ window, bucket, ...lookedAt(window, bucket.end, now, dialect) }))
  );
}

/** An end, or now where it is not over. */
export function lookedAt(window: Window<Instant>, end: Instant, now: Instant, dialect: Dialect): Pick<Snapshot, 'at' | 'isNow'> {
  const past = isKnown(end) && isKnown(now) ? end < now : isPast(window, now);
  return past === undefined ? { at: earlierOf(end, now), isNow: not(isEarlier(end, now, dialect)) } : { at: past ? end : now, isNow: !past };
}

export function compileOpen(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  const expected = source.spec.kind === 'open' && source.spec.expected === true;
  // What is expected in a period to come is open now.
  const inSteps = windowsOf(plan, source).filter((window) => window.inSteps);
  if (inSteps.length > 0) {
    return inSteps.map((window) => openInSteps(plan, source, window, dialect));
  }
  const instants = snapshots(plan, source, dialect, expected);
  if (instants.length === 1 || expected || instants.every(({ at }) => !isKnown(at))) {
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

/** Of deals that are open at its instant. */
export const amongOpen = (scan: Scan): Scan => ({ ...scan, areOpen: true, among: isOpen(scan) });

function openAt(plan: MetricsPlan<Instant>, source: PlannedSource, { window, bucket, at, isNow }: Snapshot, dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const scan = amongOpen(makeScan('deal', plan, dialect, constantAsOf(at, isNow, dialect, zone), at));
  const expected = source.spec.kind === 'open' && source.spec.expected;
  const close = expected ? expectedCloseAsOf(scan) : undefined;
  const where = close ? [isFrom(close, bucket.start, dialect, zone), isBefore(close, bucket.end, dialect, zone)] : [];
  return groupOf(plan, source, scan, {
    name: expected ? 'deals_expected' : 'deals_open',
    comment: expected ? 'deals open at the end of the period and expected to close in it' : 'deals open at the end of the period',
    where: [isOpen(scan), ...where],
    window: windowColumn(plan, window.role),
    bucket: bucketForm(plan, dialect)?.constant(bucket),
    pastStages: true,
  });
}

function openAlong(plan: MetricsPlan<Instant>, source: PlannedSource, instants: readonly Snapshot[], dialect: Dialect): Group {
  const zone = plan.model.calendar.timeZone;
  const form = bucketForm(plan, dialect);
  const compares = plan.windows.length > 1;
  const hasNow = instants.some((instant) => instant.isNow !== false);
  const isNow = column('is_now', 'period');
  const last = instants.reduce((latest, { at }) => (isKnown(at) && isKnown(latest) && at < latest ? latest : at), instants[0]!.at);
  const base: Scan = { ...makeScan('deal', plan, dialect, spineAsOf('period', isNow, dialect), last), areOpen: true };
  const scan: Scan = hasNow ? base : { ...base, asOf: { ...base.asOf, isNow: false } };
  const rows = instants.map(({ window, bucket, at, isNow: now }): readonly Sql[] => [
    literal(window.role),
    form?.constant(bucket) ?? nothing,
    ...spineValues(at, dialect, zone),
    typeof now === 'boolean' ? literal(now) : now,
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

/** Instants that the database works out: one row a period in a step of the statement (native/periods.ts). */
function openInSteps(plan: MetricsPlan<Instant>, source: PlannedSource, window: Window<Instant>, dialect: Dialect): Group {
  const expected = source.spec.kind === 'open' && source.spec.expected === true;
  const asOf = spineAsOf('period', column('is_now', 'period'), dialect);
  const scan: Scan = { ...makeScan('deal', plan, dialect, asOf, earlierOf(window.to, plan.range.now)), areOpen: true };
  const close = expected ? expectedCloseAsOf(scan) : undefined;
  const zone = plan.model.calendar.timeZone;
  // A date lies in a bucket as a day; an instant may lie on either side of the range's end within it.
  const [time, from, to] = close?.time.is === 'date' ? [asDate(close, dialect, zone), 'from_day', 'to_day'] : [close && asInstant(close, dialect, zone), 'starts_at', 'ends_at'];
  const within = time ? [binary(time, '>=', column(from, 'period')), binary(time, '<', column(to, 'period'))] : [not(column('is_future', 'period'))];
  return groupOf(plan, source, scan, {
    name: expected ? 'deals_expected' : 'deals_open',
    comment: expected ? 'deals open at the end of each period and expected to close in it' : 'deals open at the end of each period',
    from: { kind: 'step', name: periodsStep(window.role), as: 'period' },
    joins: [{ how: 'inner', to: dealTable(scan), on: isOpen(scan) }],
    where: within,
    window: windowColumn(plan, window.role),
    bucket: column('bucket', 'period'),
    pastStages: true,
  });
}

const dealTable = (scan: Scan) => tableOf(scan.entity.from, scan.alias);
