/** The items of a funnel before their history: who entered, when, and how they ended as of now. */
import type { Entity } from '../../model/types';
import { isKnown, type Instant } from '../../plan/Moment';
import type { FunnelPlan } from '../../plan/Plan';
import { and, cast, column, fragment, isIn, isNotNull, isNull, literal, not, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Select, Sql } from '../../sql/tree';
import { amountOf, isForeign, isWithoutRate } from '../amount';
import { constantAsOf } from '../AsOf';
import { aliasOf, dimensionSql, distinctJoins, filterSql, labelAliasOf } from '../dimension';
import { existing, inPipeline, sameId, source as tableOf } from '../entity';
import { historyRows } from '../history';
import { makeScan, type Scan } from '../Scan';
import { daysAfter, isBefore, isFrom, isInRange, isOlder, timeValue } from '../time';
import { untilColumn } from './Item';

export const scanOf = (plan: FunnelPlan<Instant>, name: 'lead' | 'deal', dialect: Dialect): Scan =>
  makeScan(name, { model: plan.model, horizon: plan.model.horizon }, dialect, constantAsOf(plan.range.now, true, dialect, plan.model.calendar.timeZone), plan.range.now);

/** Field of the closed date: leads have none of their own, but may have a converted date. */
export const closeField = (entity: Entity): string | undefined =>
  entity.times['closedAt'] ? 'closedAt' : entity.name === 'lead' && entity.times['convertedAt'] ? 'convertedAt' : undefined;

/** The outcome as of now: what is closed at or after now is still open. */
export function endedAs(outcome: 'won' | 'lost', scan: Scan): Sql {
  const field = outcome === 'lost' && !scan.entity.times['closedAt'] && scan.entity.times['disqualifiedAt'] ? 'disqualifiedAt' : outcome === 'won' || scan.entity.times['closedAt'] ? closeField(scan.entity) : undefined;
  if (!field) {
    return and(scan.outcome[outcome], ...closedLater(outcome, scan));
  }
  const closed = timeValue(scan.entity.times[field]!, scan.alias);
  return and(scan.outcome[outcome], or(isNull(closed.of), scan.asOf.isAfter(closed)));
}

/** Without a date of its own, the history says whether the item was closed by now only later. */
function closedLater(outcome: 'won' | 'lost', scan: Scan): readonly Sql[] {
  const { model, entity, alias, dialect, zone, at } = scan;
  const name = entity.name === 'lead' ? 'lead' : 'deal';
  const history = historyRows(name, model, new Date('9999-12-30T00:00:00Z'), dialect);
  const ids = model.pipelines.filter((pipeline) => pipeline.of === name).flatMap((pipeline) => pipeline.stages.filter((stage) => stage.kind === outcome).map((stage) => stage.id));
  if (!history || ids.length === 0) {
    return [];
  }
  const later: Select = {
    kind: 'select',
    columns: [{ as: 'found', of: literal(1) }],
    from: { kind: 'nested', of: history.relation, as: 'later' },
    where: [
      sameId(column('item', 'later'), column(entity.columns['id']!, alias), model),
      isIn(column('stage', 'later'), [...new Set(ids)].map(literal)),
      isFrom({ of: column('at', 'later'), time: history.at }, at, dialect, zone),
    ],
  };
  return [not(fragment`EXISTS ${{ kind: 'scalar', of: later }}`)];
}

/** Rank of the current open stage, from the entrants; the first where it is not an open stage of the pipeline. */
export function currentRank(plan: FunnelPlan<Instant>, scan: Scan, table: string): Sql {
  const stage = scan.entity.columns['stage'];
  const open = plan.steps.filter((step) => step.kind === 'stage' || step.kind === 'created').filter((step) => plan.pipeline.stages.some((one) => one.id === step.id));
  if (!stage || open.length === 0) {
    return literal(1);
  }
  return { kind: 'case', when: open.map((step) => [{ kind: 'binary', op: '=', left: column('stage', table), right: literal(step.id) }, literal(step.rank)] as const), otherwise: literal(1) };
}

const hasUntil = ({ windowDays }: FunnelPlan<Instant>, { entity }: Scan): boolean => windowDays !== undefined && entity.times['createdAt']!.is !== 'date';

/** `until` of an item, from the entrants. */
export const untilOf = (plan: FunnelPlan<Instant>, scan: Scan): Sql | undefined => (hasUntil(plan, scan) ? column(untilColumn, 'entrant') : undefined);

export function entrants(plan: FunnelPlan<Instant>, scan: Scan): Select {
  const { entity, alias, model, dialect, zone } = scan;
  const { range } = plan;
  const created = timeValue(entity.times['createdAt']!, alias);
  const dimension = plan.dimension && { dimension: plan.dimension, ...dimensionSql(entity.dimensions[plan.dimension.id]!, entity, alias, model) };
  const filters = plan.filters.map((filter) => ({
    ...dimensionSql(entity.dimensions[filter.dimension]!, entity, alias, model),
    of: filterSql(filter, entity.dimensions[filter.dimension]!, entity, alias, model, dialect),
  }));
  const period = plan.basis === 'cohort' ? [isInRange(created, range.from, range.to, dialect, zone)] : [];
  const closed = closeField(entity);
  const columns: Column[] = [
    { as: 'item', of: column(entity.columns['id']!, alias) },
    ...(dimension ? [{ as: aliasOf(dimension.dimension), of: cast(dimension.key, 'text') }] : []),
    ...(dimension?.label ? [{ as: labelAliasOf(dimension.dimension), of: cast(dimension.label, 'text') }] : []),
    { as: 'created_at', of: created.of },
    ...(hasUntil(plan, scan) ? [{ as: untilColumn, of: daysAfter(created, plan.windowDays!, dialect, zone) }] : []),
    ...(closed ? [{ as: 'closed_at', of: column(entity.times[closed]!.column, alias) }] : []),
    { as: 'is_won', of: endedAs('won', scan) },
    { as: 'is_lost', of: endedAs('lost', scan) },
    ...(entity.columns['stage'] ? [{ as: 'stage', of: column(entity.columns['stage'], alias) }] : []),
    { as: 'is_mature', of: isOlder(created, plan.matureAfter, range.now, dialect, zone) },
    ...(plan.hasAmount && entity.columns['amount'] ? amountColumns(scan) : []),
    ...(entity.columns['stage'] && entity.name !== 'lead' ? [{ as: 'is_known_stage', of: knownStage(plan, scan) }] : []),
  ];
  return {
    kind: 'select',
    columns,
    from: tableOf(entity.from, alias),
    joins: distinctJoins([...(dimension ? [dimension] : []), ...filters].flatMap(({ join }) => (join ? [join] : []))),
    where: [
      ...existing(entity.where, alias),
      ...(plan.entity === 'lead-to-deal' ? [] : [inPipeline(entity, plan.pipeline.id, alias)].filter((one) => one.kind !== 'literal')),
      ...period,
      ...(plan.basis === 'cohort' && isKnown(range.to) && isKnown(range.now) && range.to <= range.now ? [] : [plan.basis === 'event' ? or(isNull(created.of), isBefore(created, range.now, dialect, zone)) : isBefore(created, range.now, dialect, zone)]),
      ...(plan.matureOnly ? [isOlder(created, plan.matureAfter, range.now, dialect, zone)] : []),
      ...filters.map(({ of }) => of),
    ],
  };
}

/** The amount, and whether it had to be left out. */
export const amountColumns = (scan: Scan): readonly Column[] => [
  { as: 'amount', of: amountOf(scan) },
  ...(scan.entity.columns['currency'] && scan.model.rate ? [{ as: 'is_without_rate', of: isWithoutRate(scan) }] : []),
  ...(scan.entity.columns['currency'] && !scan.model.rate ? [{ as: 'is_foreign', of: isForeign(scan) }] : []),
];

/** Which of them the deals of a funnel have. */
export const currencyFlags = (plan: FunnelPlan<Instant>): readonly string[] =>
  plan.hasAmount && plan.model.entities.deal!.columns['currency'] ? [plan.model.rate ? 'is_without_rate' : 'is_foreign'] : [];

/** Stages that no pipeline of the model lists. */
function knownStage(plan: FunnelPlan<Instant>, scan: Scan): Sql {
  const stage = column(scan.entity.columns['stage']!, scan.alias);
  // Most rows are closed: their stages are looked at first.
  const ids = [...plan.pipeline.stages].reverse().map((one) => literal(one.id));
  return and(isNotNull(stage), isIn(stage, ids));
}

