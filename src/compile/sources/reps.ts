/**
 * Active reps. Where the owner table says who is active, those, today; else the owners of deals and leads created or
 * closed in the bucket, and of deals open at its end.
 */
import type { Dimension } from '../../model/types';
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Bucket, Window } from '../../plan/windows';
import { and, cast, column, isNotNull, literal, nothing, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import type { Select, Sql } from '../../sql/tree';
import { constantAsOf } from '../AsOf';
import { leadClosings } from '../closings';
import { aliasOf, dimensionSql, distinctJoins, filterSql, isLabelled, labelAliasOf } from '../dimension';
import { existing, source as tableOf } from '../entity';
import { bucketForm } from '../bucket';
import type { Group } from '../Group';
import { makeScan, type Scan } from '../Scan';
import { periodsStep } from '../native/periods';
import { isBefore, isFrom, timeValue } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';
import { isOpen, lookedAt } from './open';

export function compileReps(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  const owner = plan.model.entities.owner;
  const periods = windowsOf(plan, source).flatMap((window) => window.buckets.map((bucket) => ({ window, bucket })));
  const inSteps = windowsOf(plan, source).filter((window) => window.inSteps);
  if (inSteps.length > 0) {
    return inSteps.map((window) => activeOwnersInSteps(plan, source, window, dialect));
  }
  return owner?.columns['active']
    ? [activeOwners(plan, source, periods, dialect)]
    : periods.map((period) => ownersOfRecords(plan, source, period, dialect));
}

interface Period {
  readonly window: Window<Instant>;
  readonly bucket: Bucket<Instant>;
}

function activeOwners(plan: MetricsPlan<Instant>, source: PlannedSource, periods: readonly Period[], dialect: Dialect): Group {
  const now = plan.range.now;
  const scan = makeScan('owner', plan, dialect, constantAsOf(now, true, dialect, plan.model.calendar.timeZone), now);
  const rows = periods.map(({ window, bucket }): readonly Sql[] => [literal(window.role), bucketForm(plan, dialect)?.constant(bucket) ?? nothing]);
  return groupOf(plan, source, scan, {
    name: 'active_reps',
    comment: 'reps that are active today, in each period',
    from: { kind: 'nested', as: 'period', of: { kind: 'values', columns: ['window', 'bucket'], rows } },
    joins: [{ how: 'cross', to: tableOf(scan.entity.from, scan.alias) }],
    where: [isActive(scan)],
    window: plan.windows.length > 1 ? column('window', 'period') : undefined,
    bucket: plan.query.grain && column('bucket', 'period'),
  });
}

/** Periods that the database works out. */
function activeOwnersInSteps(plan: MetricsPlan<Instant>, source: PlannedSource, window: Window<Instant>, dialect: Dialect): Group {
  const now = plan.range.now;
  if (!plan.model.entities.owner?.columns['active']) {
    throw new SalesError('native/reps-by-time', 'active reps over time have no native form where the model does not say who is active: map "active" under entities.owner, or leave the grain out');
  }
  const scan = makeScan('owner', plan, dialect, constantAsOf(now, true, dialect, plan.model.calendar.timeZone), now);
  return groupOf(plan, source, scan, {
    name: 'active_reps',
    comment: 'reps that are active today, in each period',
    from: { kind: 'step', name: periodsStep(window.role), as: 'period' },
    joins: [{ how: 'cross', to: tableOf(scan.entity.from, scan.alias) }],
    where: [isActive(scan)],
    window: windowColumn(plan, window.role),
    bucket: column('bucket', 'period'),
  });
}

/** Stored as a boolean, as 1 and 0, or as yes and no. */
const isActive = (scan: Scan): Sql => cast(cast(column(scan.entity.columns['active']!, scan.alias), 'text'), 'boolean');

/** One row an owner and combination of dimensions: owners of records of the period, each once. */
function ownersOfRecords(plan: MetricsPlan<Instant>, source: PlannedSource, { window, bucket }: Period, dialect: Dialect): Group {
  const { at, isNow } = lookedAt(window, bucket.end, plan.range.now, dialect);
  const zone = plan.model.calendar.timeZone;
  const owners = (['deal', 'lead'] as const).flatMap((name): Select[] => {
    const entity = plan.model.entities[name];
    const ids = ['owner', ...plan.dimensions.map(({ id }) => id), ...plan.filters.map(({ dimension }) => dimension)];
    if (!entity || ids.some((id) => !entity.dimensions[id])) {
      return [];
    }
    const scan = makeScan(name, plan, dialect, constantAsOf(at, isNow, dialect, zone), at);
    return [ownersOf(plan, scan, bucket)];
  });
  const shown = plan.dimensions.map((dimension) => ({ dimension, key: column(aliasOf(dimension), 'rep'), ...(isLabelled(dimension) && { label: column(labelAliasOf(dimension), 'rep') }) }));
  const values = Object.keys(source.components).map((as) => ({ as, of: { kind: 'call', name: 'COUNT', args: [column('rep_key', 'rep')], distinct: true } as Sql }));
  return {
    name: 'owners', comment: 'owners of records of the period', window: windowColumn(plan, window.role),
    bucket: bucketForm(plan, dialect)?.constant(bucket),
    dimensions: shown, rowCount: values[0]!.of, values,
    select: { kind: 'select', comment: 'owners of records of the period', columns: [], from: { kind: 'nested', of: { kind: 'union', of: owners }, as: 'rep' } },
  };
}

function ownersOf(plan: MetricsPlan<Instant>, scan: Scan, bucket: Bucket<Instant>): Select {
  const { entity, alias, zone, model, dialect } = scan;
  const created = timeValue(entity.times['createdAt']!, alias);
  const within = (time: ReturnType<typeof timeValue>) => and(isFrom(time, bucket.start, dialect, zone), isBefore(time, bucket.end, dialect, zone));
  const closedAt = entity.times['closedAt'];
  const closed = closedAt && timeValue(closedAt, alias);
  const active =
    entity.name === 'deal'
      ? or(within(created), ...(closed ? [and(scan.outcome.closed, within(closed))] : []), isOpen(scan))
      : or(within(created), ...leadClosings(scan, plan.range.now).map(({ holds, at }) => and(holds, within(at))));
  const use = (dimension: Dimension) => dimensionSql(dimension, entity, alias, model);
  const owner = use(entity.dimensions['owner']!);
  const shown = plan.dimensions.map((dimension) => ({ dimension, ...use(entity.dimensions[dimension.id]!) }));
  const filters = plan.filters.map((filter) => ({
    ...use(entity.dimensions[filter.dimension]!),
    of: filterSql(filter, entity.dimensions[filter.dimension]!, entity, alias, model, scan.dialect),
  }));
  return {
    kind: 'select',
    columns: [{ as: 'rep_key', of: cast(owner.key, 'text') }, ...shown.flatMap(({ dimension, key, label }) => [
      { as: aliasOf(dimension), of: cast(key, 'text') },
      ...(isLabelled(dimension) ? [{ as: labelAliasOf(dimension), of: cast(label ?? nothing, 'text') }] : []),
    ])],
    from: tableOf(entity.from, alias),
    joins: distinctJoins([...scan.joins.values(), ...[owner, ...shown, ...filters].flatMap(({ join }) => (join ? [join] : []))]),
    where: [...existing(entity.where, alias), isNotNull(owner.key), active, ...filters.map(({ of }) => of)],
  };
}
