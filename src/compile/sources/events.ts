import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Window } from '../../plan/windows';
import type { Dialect } from '../../sql/Dialect';
import type { EntityName } from '../../model/types';
import { constantAsOf } from '../AsOf';
import type { Group } from '../Group';
import { timeSql } from '../rows';
import { makeScan } from '../Scan';
import { bucketForm } from '../bucket';
import { isBefore, isFrom, isInRange, isOlder } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import { lookedAt } from './open';
import { createdAt } from '../../metrics/rows';

/** Rows whose time lies in the window; cohorts keep those old enough to tell. One group a window. */
export const compileEvents = (plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] =>
  windowsOf(plan, source).map((window) => compileWindow(plan, source, window, dialect));

function compileWindow(plan: MetricsPlan<Instant>, source: PlannedSource, window: Window<Instant>, dialect: Dialect): Group {
  const { spec } = source;
  if (spec.kind !== 'event' && spec.kind !== 'cohort') {
    throw new Error(`not an event source: ${spec.kind}`);
  }
  const zone = plan.model.calendar.timeZone;
  // A cohort is judged by what is known today (docs/decisions/0010); a fact by the end of its window.
  const { at, isNow } = spec.kind === 'event' ? lookedAt(window, window.to, plan.range.now, dialect) : { at: plan.range.now, isNow: true };
  const base = makeScan(spec.entity, plan, dialect, constantAsOf(at, isNow, dialect, zone), at);
  // Members that are too young stay among the rows, so that the row count tells whether the bucket is mature.
  const scan =
    spec.kind === 'cohort' ? { ...base, only: isOlder(timeSql(createdAt, base), plan.horizon[spec.entity], at, dialect, zone) } : base;
  const time = timeSql(spec.kind === 'event' ? spec.time : createdAt, scan);
  // A plain count needs nothing but the index of its time: then one range is read fastest.
  const where = isPlainCount(plan, source) ? [isFrom(time, window.from, dialect, zone), isBefore(time, window.until, dialect, zone)] : [isInRange(time, window.from, window.until, dialect, zone)];
  if (spec.kind === 'event' && spec.closed) {
    where.push(scan.outcome.closed);
  }
  const stretch = { current: 'the range', previous: 'the period before', lookback: 'the periods before' }[window.role];
  return groupOf(plan, source, scan, {
    name: stepName(spec.entity, spec.kind === 'cohort' ? 'cohort' : spec.closed ? 'closed' : eventName(spec.time)) + (window.role === 'previous' ? '_before' : ''),
    comment: `${plural(spec.entity)} ${spec.kind === 'cohort' ? `created in ${stretch}; sums over those old enough to tell` : `by ${eventName(spec.time)} date, in ${stretch}`}`,
    where,
    window: windowColumn(plan, window.role),
    bucket: bucketForm(plan, dialect)?.of(time, window),
  });
}

const isPlainCount = (plan: MetricsPlan<Instant>, { spec, components }: PlannedSource): boolean =>
  spec.kind === 'event' && !spec.closed && plan.dimensions.length + plan.filters.length + plan.model.entities[spec.entity]!.where.length === 0 &&
  Object.values(components).every(({ of }) => of.fn === 'count' && of.where === undefined);

const stepName = (entity: EntityName, what: string): string => `${plural(entity)}_${what}`;
const plural = (entity: EntityName): string => (entity === 'revenue' ? 'revenue' : `${entity}s`);

function eventName(time: { time: string; name?: string }): string {
  const names: Record<string, string> = {
    createdAt: 'created', closedAt: 'closed', qualifiedAt: 'qualified', convertedAt: 'converted', startedAt: 'started', at: 'booked',
  };
  return time.time === 'firstWon' ? 'won' : (names[time.name ?? ''] ?? 'dated');
}
