/**
 * Every metric of the catalogue that the plugin computes, over raw rows, with loops: slow and plain, so that a reader
 * can hold it against metrics.md. It answers one group and one bucket at a time.
 */
import type { EntityName, Grain, ItemName, SalesModel } from '../../src/model/types';
import type { Filter, Range } from '../../src/plan/query';
import {
  addUnits, buckets, daysBetween, dayOf, dayStart, inside, instant, instantOf, unitStart, wallOf, workingDays,
  type Bucket, type Moment,
} from './calendar';
import {
  columnOf, dimensionOf, entityOf, entityRows, hasHistory, isLinked, items, keyOf, labelOf, passes, tableRows, textOf, timeOf, Unavailable,
  type Company, type Item, type Row, type Tables,
} from './rows';
import { targetOf, type AskedDimensions } from './targets';

export interface MetricAsk {
  readonly model: SalesModel;
  readonly tables: Tables;
  readonly range: Range;
  readonly grain?: Grain;
  readonly by?: readonly string[];
  readonly filters?: readonly Filter[];
  /** Days, instead of the model's. */
  readonly horizon?: number;
}

/** By the bucket's first local day ('' without a grain), then by groupKey. A group that is absent has no rows. */
export type MetricAnswer = Map<string, Map<string, number | null>>;

export const groupKey = (keys: ReadonlyArray<string | null>): string => JSON.stringify(keys);

// ── arithmetic ──

/** Over no rows 0; over rows whose values are all NULL, NULL. */
export function sum(values: ReadonlyArray<number | null>): number | null {
  const known = values.filter((value) => value !== null);
  if (values.length > 0 && known.length === 0) {
    return null;
  }
  return known.reduce((total, value) => total + value, 0);
}

export function ratio(numerator: number | null, denominator: number | null): number | null {
  return numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
}

/** Interpolated between the two nearest ranks (R-7, as percentile_cont). */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) {
    return null;
  }
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** A percentile of fewer than five values is not shown (R2). */
export function shownQuantile(values: readonly number[], p: number): number | null {
  return values.length < 5 ? null : quantile(values, p);
}

function mean(values: readonly number[]): number | null {
  return ratio(sum(values), values.length);
}

const known = <T>(values: ReadonlyArray<T | null>): T[] => values.filter((value) => value !== null) as T[];

// ── one group of one bucket ──

/** The rows that a group covers. */
interface Scope {
  /** `stage` is the item's stage at the instant in question, where that is not the present one. */
  has(entity: EntityName, row: Row, stage?: string | null): boolean;
}

interface Context {
  readonly company: Company;
  readonly bucket: Bucket;
  readonly range: { readonly from: number; readonly to: number };
  readonly grain: Grain | undefined;
  readonly now: number;
  readonly zone: string;
  readonly scope: Scope;
  /** All groups together: the filters alone. */
  readonly total: Scope;
  readonly asked: AskedDimensions;
  readonly byStage: boolean;
  readonly by: readonly string[];
  readonly horizon: (of: ItemName) => number;
  readonly all: (name: ItemName) => readonly Item[];
}

/** As-of instant of the bucket: what happened before it counts. */
const asOf = (c: Context): number => Math.min(c.bucket.to, c.now);

const inScope = (c: Context, name: ItemName, scope = c.scope): Item[] => c.all(name).filter((item) => scope.has(name, item.row));

const createdIn = (c: Context, name: ItemName, from = c.bucket.from, to = c.bucket.to, scope = c.scope): Item[] =>
  inScope(c, name, scope).filter((item) => inside(item.created, from, to));

function closedIn(c: Context, outcomes: readonly string[], from = c.bucket.from, to = c.bucket.to, scope = c.scope): Item[] {
  return inScope(c, 'deal', scope).filter((deal) => outcomes.includes(deal.outcome) && inside(deal.closed, from, to));
}

const wonIn = (c: Context, from = c.bucket.from, to = c.bucket.to): Item[] => closedIn(c, ['won'], from, to);
const allClosedIn = (c: Context): Item[] => closedIn(c, ['won', 'lost']);
const amounts = (deals: readonly Item[]): number | null => sum(deals.map(({ amount }) => amount));

function stageAt(c: Context, deal: Item, t: number): string | null {
  if (t === c.now || !hasHistory(c.company, 'deal')) {
    return deal.stage;
  }
  const before = deal.changes.filter(({ at }) => at.at < t);
  // The first stage counts as entered at creation (R6).
  return before.at(-1)?.stage ?? deal.pipeline?.stages.find(({ rank }) => rank === 1)?.id ?? null;
}

export function isOpenAt(deal: Item, t: number, now: number): boolean {
  const exists = deal.created === null ? t === now : deal.created.at < t;
  const isClosed = deal.outcome !== 'open' && (deal.closed === null || deal.closed.at < t);
  return exists && !isClosed;
}

function openDeals(c: Context): Item[] {
  const t = asOf(c);
  return c
    .all('deal')
    .filter((deal) => isOpenAt(deal, t, c.now) && c.scope.has('deal', deal.row, c.byStage ? stageAt(c, deal, t) : undefined));
}

function stalledDeals(c: Context): Item[] {
  const t = asOf(c);
  const { stages, default: otherwise } = c.company.model.stalledAfter;
  return openDeals(c).filter((deal) => {
    const since = deal.changes.filter(({ at }) => at.at < t).at(-1)?.at ?? deal.created;
    const limit = stages[stageAt(c, deal, t) ?? ''] ?? otherwise;
    return since !== null && daysBetween(since, instant(t, c.zone)) > limit;
  });
}

/** Days from created to closed. */
function cycle(deal: Item): number | null {
  return deal.created && deal.closed ? daysBetween(deal.created, deal.closed) : null;
}

function firstWin(c: Context, lead: Item): Moment | null {
  let first: Moment | null = null;
  for (const deal of c.all('deal')) {
    if (deal.outcome === 'won' && deal.closed && isLinked(c.company, deal, lead) && (!first || deal.closed.at < first.at)) {
      first = deal.closed;
    }
  }
  return first;
}

/** Members of the bucket's cohort that are old enough, and those of them to which it happened in time. */
function cohortRate(c: Context, name: ItemName, happened: (item: Item) => Moment | null): number | null {
  const end = Math.min(c.range.to, c.now);
  const days = c.horizon(name);
  const mature = createdIn(c, name).filter(({ created }) => daysBetween(created!, instant(end, c.zone)) >= days);
  const reached = mature.filter((item) => {
    const at = happened(item);
    return at !== null && at.at < end && daysBetween(item.created!, at) <= days;
  });
  return ratio(reached.length, mature.length);
}

function winTimes(c: Context): number[] {
  const times: Array<number | null> = [];
  for (const lead of inScope(c, 'lead')) {
    const win = firstWin(c, lead);
    if (win && inside(win, c.bucket.from, c.bucket.to)) {
      times.push(lead.created ? daysBetween(lead.created, win) : null);
    }
  }
  return known(times);
}

function openAges(c: Context): number[] {
  const t = instant(asOf(c), c.zone);
  return openDeals(c).filter(({ created }) => created).map(({ created }) => daysBetween(created!, t));
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || ['true', 't', '1', 'yes'].includes(String(value).toLowerCase());

/** Owners said to be active; where nothing says so, those with a record created or closed in the bucket or open at its end. */
function activeReps(c: Context): number {
  const owner = c.company.model.entities.owner;
  if (owner?.columns.active !== undefined) {
    return entityRows(c.company, 'owner').filter((row) => isTrue(row[owner.columns.active!]) && c.scope.has('owner', row)).length;
  }
  const found = new Set<string | null>();
  for (const name of recordsOfReps(c.company)) {
    const dimension = dimensionOf(c.company, name, 'owner');
    for (const item of inScope(c, name)) {
      const isOpen = name === 'deal' && isOpenAt(item, asOf(c), c.now);
      const wasClosed = item.outcome !== 'open' && inside(item.closed, c.bucket.from, c.bucket.to);
      if (isOpen || wasClosed || inside(item.created, c.bucket.from, c.bucket.to)) {
        found.add(keyOf(c.company, dimension, item.row));
      }
    }
  }
  found.delete(null);
  return found.size;
}

const recordsOfReps = (company: Company): ItemName[] =>
  (['lead', 'deal'] as const).filter((name) => company.model.entities[name]?.dimensions.owner !== undefined);

function repEntities(company: Company): EntityName[] {
  if (company.model.entities.owner?.columns.active !== undefined) {
    return ['owner'];
  }
  const records = recordsOfReps(company);
  if (records.length === 0) {
    throw new Unavailable('no owner');
  }
  return records;
}

const target = (c: Context): number | null => targetOf(c.company, 'bookings', c.bucket.from, c.bucket.to, c.asked);

// ── the period before ──

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

function growth(c: Context, value: (from: number, to: number) => number | null): number | null {
  const end = Math.min(c.bucket.to, c.now);
  if (end <= c.bucket.from) {
    return null;
  }
  const before = periodBefore(c.company, c.grain, c.bucket, c.now);
  const current = value(c.bucket.from, end);
  const prior = value(before.from, before.to);
  return current === null || prior === null || prior <= 0 ? null : (current - prior) / prior;
}

function revenueIn(c: Context, from = c.bucket.from, to = c.bucket.to): number | null {
  const entity = entityOf(c.company, 'revenue');
  const rows = entityRows(c.company, 'revenue').filter(
    (row) => c.scope.has('revenue', row) && inside(timeOf(c.company, entity, 'at', row), from, to)
  );
  return sum(rows.map((row) => (row[columnOf(entity, 'amount')] ?? null) as number | null));
}

// ── the catalogue ──

interface Definition {
  readonly needs: readonly string[];
  /** Its dimensions are those that all of these have. */
  readonly entities: (company: Company) => readonly EntityName[];
  readonly value: (c: Context) => number | null;
}

const metric = (needs: string, entities: Definition['entities'] | readonly EntityName[], value: Definition['value']): Definition => ({
  needs: needs.split(' ').filter(Boolean),
  entities: typeof entities === 'function' ? entities : () => entities,
  value,
});

/** A duration and its `_p50`, `_p90` and `_max`. */
function duration(id: string, needs: string, entities: readonly EntityName[], values: (c: Context) => number[]): Record<string, Definition> {
  return {
    [id]: metric(needs, entities, (c) => mean(values(c))),
    [`${id}_p50`]: metric(needs, entities, (c) => shownQuantile(values(c), 0.5)),
    [`${id}_p90`]: metric(needs, entities, (c) => shownQuantile(values(c), 0.9)),
    [`${id}_max`]: metric(needs, entities, (c) => (values(c).length === 0 ? null : Math.max(...values(c)))),
  };
}

const lead: readonly EntityName[] = ['lead'];
const deal: readonly EntityName[] = ['deal'];
const both: readonly EntityName[] = ['lead', 'deal'];
const withReps =
  (entity: EntityName): Definition['entities'] =>
  (company) => [...new Set([entity, ...repEntities(company)])];

const definitions: Record<string, Definition> = {
  leads_created: metric('lead', lead, (c) => createdIn(c, 'lead').length),
  lead_share: metric('lead', lead, (c) =>
    ratio(createdIn(c, 'lead').length, createdIn(c, 'lead', c.bucket.from, c.bucket.to, c.total).length)
  ),
  lead_growth: metric('lead', lead, (c) => growth(c, (from, to) => createdIn(c, 'lead', from, to).length)),
  qualified_leads: metric('lead.qualifiedAt', lead, (c) => {
    const entity = entityOf(c.company, 'lead');
    return inScope(c, 'lead').filter(({ row }) => inside(timeOf(c.company, entity, 'qualifiedAt', row), c.bucket.from, c.bucket.to)).length;
  }),
  lead_qualification_rate: metric('lead.qualifiedAt', lead, (c) =>
    cohortRate(c, 'lead', ({ row }) => timeOf(c.company, entityOf(c.company, 'lead'), 'qualifiedAt', row))
  ),
  contact_completeness: metric('lead lead.contacts', lead, (c) => {
    const entity = entityOf(c.company, 'lead');
    const fields = c.company.model.contactFields;
    let filled = 0;
    const leads = createdIn(c, 'lead');
    for (const { row } of leads) {
      for (const field of fields) {
        filled += (textOf(row[entity.columns[field] ?? field]) ?? '').trim() === '' ? 0 : 1;
      }
    }
    return ratio(filled, fields.length * leads.length);
  }),
  lead_to_customer_rate: metric('link deal.outcome deal.closedAt', lead, (c) => cohortRate(c, 'lead', (item) => firstWin(c, item))),
  lead_to_sale_ratio: metric('lead deal.outcome deal.closedAt', both, (c) => ratio(wonIn(c).length, createdIn(c, 'lead').length)),
  ...duration('lead_to_customer_time', 'link deal.outcome deal.closedAt', lead, winTimes),
  leads_converted: metric('lead.convertedAt|link', lead, (c) => {
    const entity = entityOf(c.company, 'lead');
    const converted = (item: Item): Moment | null =>
      entity.times.convertedAt ? timeOf(c.company, entity, 'convertedAt', item.row) : firstWin(c, item);
    return inScope(c, 'lead').filter((item) => inside(converted(item), c.bucket.from, c.bucket.to)).length;
  }),
  leads_per_rep: metric('lead', withReps('lead'), (c) => ratio(createdIn(c, 'lead').length, activeReps(c))),

  open_deals: metric('deal.outcome deal.closedAt', deal, (c) => openDeals(c).length),
  pipeline_value: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => amounts(openDeals(c))),
  open_deals_per_rep: metric('deal.outcome deal.closedAt', withReps('deal'), (c) => ratio(openDeals(c).length, activeReps(c))),
  stalled_deals: metric('deal.outcome deal.closedAt', deal, (c) => stalledDeals(c).length),
  stalled_deals_share: metric('deal.outcome deal.closedAt', deal, (c) => ratio(stalledDeals(c).length, openDeals(c).length)),
  stalled_value: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => amounts(stalledDeals(c))),
  ...duration('open_deal_age', 'deal.outcome deal.closedAt', deal, openAges),
  deals_created: metric('deal', deal, (c) => createdIn(c, 'deal').length),
  pipeline_created: metric('deal.amount', deal, (c) => amounts(createdIn(c, 'deal'))),

  closed_deals: metric('deal.outcome deal.closedAt', deal, (c) => allClosedIn(c).length),
  won_deals: metric('deal.outcome deal.closedAt', deal, (c) => wonIn(c).length),
  lost_deals: metric('deal.outcome deal.closedAt', deal, (c) => closedIn(c, ['lost']).length),
  win_rate: metric('deal.outcome deal.closedAt', deal, (c) => ratio(wonIn(c).length, allClosedIn(c).length)),
  win_rate_cohort: metric('deal.outcome deal.closedAt', deal, (c) =>
    cohortRate(c, 'deal', ({ outcome, closed }) => (outcome === 'won' ? closed : null))
  ),
  win_rate_by_value: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => ratio(amounts(wonIn(c)), amounts(allClosedIn(c)))),
  loss_share: metric('deal.outcome deal.closedAt', deal, (c) =>
    ratio(closedIn(c, ['lost']).length, closedIn(c, ['lost'], c.bucket.from, c.bucket.to, c.total).length)
  ),
  // "No competitor" is a row of its own where competitors are shown, and no competition in one number for all.
  competitive_win_rate: metric('deal.outcome deal.closedAt deal.competitor', deal, (c) => {
    const competitor = dimensionOf(c.company, 'deal', 'competitor');
    const closed = allClosedIn(c).filter(({ row }) => c.by.includes('competitor') || keyOf(c.company, competitor, row) !== null);
    return ratio(closed.filter(({ outcome }) => outcome === 'won').length, closed.length);
  }),
  reopen_rate: metric('deal.history', deal, (c) => {
    let closings = 0;
    let reopened = 0;
    for (const { changes, pipeline } of inScope(c, 'deal')) {
      const kinds = changes.map(({ stage }) => pipeline?.stages.find(({ id }) => id === stage)?.kind);
      changes.forEach(({ at }, i) => {
        if ((kinds[i] === 'won' || kinds[i] === 'lost') && inside(at, c.bucket.from, c.bucket.to)) {
          closings += 1;
          reopened += kinds.slice(i + 1).includes('open') ? 1 : 0;
        }
      });
    }
    return ratio(reopened, closings);
  }),
  ...duration('sales_cycle_won', 'deal.outcome deal.closedAt', deal, (c) => known(wonIn(c).map(cycle))),
  ...duration('sales_cycle_closed', 'deal.outcome deal.closedAt', deal, (c) => known(allClosedIn(c).map(cycle))),
  sales_velocity: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => {
    const winRate = ratio(wonIn(c).length, allClosedIn(c).length);
    const amount = mean(known(wonIn(c).map((item) => item.amount)));
    const days = mean(known(allClosedIn(c).map(cycle)));
    return winRate === null || amount === null ? null : ratio(openDeals(c).length * winRate * amount, days);
  }),
  pipeline_coverage: metric('deal.outcome deal.closedAt deal.amount deal.expectedClose target', deal, (c) => {
    const entity = entityOf(c.company, 'deal');
    const expected = openDeals(c).filter(({ row }) =>
      inside(timeOf(c.company, entity, 'expectedClose', row), c.bucket.from, c.bucket.to)
    );
    const planned = target(c);
    const won = amounts(wonIn(c));
    return planned === null || won === null || planned - won <= 0 ? null : ratio(amounts(expected), planned - won);
  }),

  bookings: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => amounts(wonIn(c))),
  bookings_growth: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => growth(c, (from, to) => amounts(wonIn(c, from, to)))),
  bookings_per_rep: metric('deal.outcome deal.closedAt deal.amount', withReps('deal'), (c) => ratio(amounts(wonIn(c)), activeReps(c))),
  average_deal_size: metric('deal.outcome deal.closedAt deal.amount', deal, (c) => mean(known(wonIn(c).map((item) => item.amount)))),
  median_deal_size: metric('deal.outcome deal.closedAt deal.amount', deal, (c) =>
    shownQuantile(known(wonIn(c).map((item) => item.amount)), 0.5)
  ),
  quota_attainment: metric('deal.outcome deal.closedAt deal.amount target', deal, (c) => ratio(amounts(wonIn(c)), target(c))),
  gap_to_target: metric('deal.outcome deal.closedAt deal.amount target', deal, (c) => {
    const end = asOf(c);
    const booked = amounts(wonIn(c, c.bucket.from, end));
    const planned = target(c);
    const { calendar } = c.company.model;
    const elapsed = ratio(
      workingDays(calendar, c.bucket.from, end).length,
      workingDays(calendar, c.bucket.from, c.bucket.to).length
    );
    return booked === null || planned === null || elapsed === null ? null : booked - planned * elapsed;
  }),
  revenue: metric('revenue.at revenue.amount', ['revenue'], (c) => revenueIn(c)),
  revenue_growth: metric('revenue.at revenue.amount', ['revenue'], (c) => growth(c, (from, to) => revenueIn(c, from, to))),
  new_customers: metric('customer.startedAt', ['customer'], (c) => {
    const entity = entityOf(c.company, 'customer');
    return entityRows(c.company, 'customer').filter(
      (row) => c.scope.has('customer', row) && inside(timeOf(c.company, entity, 'startedAt', row), c.bucket.from, c.bucket.to)
    ).length;
  }),
};

export const metricIds = Object.keys(definitions);

function isMet(company: Company, need: string): boolean {
  const [name, field] = need.split('.') as [EntityName, string | undefined];
  if (need === 'link') {
    const { lead: leads, deal: deals } = company.model.entities;
    return leads !== undefined && deals !== undefined && (deals.columns.lead !== undefined || leads.columns.deal !== undefined);
  }
  if (need === 'target') {
    return company.model.targets !== undefined;
  }
  const entity = company.model.entities[name];
  if (!entity || field === undefined) {
    return entity !== undefined;
  }
  switch (field) {
    case 'outcome':
      return entity.outcome !== undefined || entity.columns.stage !== undefined;
    case 'history':
      return hasHistory(company, name as ItemName);
    case 'contacts':
      return company.model.contactFields.length > 0;
    case 'competitor':
      return entity.dimensions.competitor !== undefined;
    default:
      return entity.columns[field] !== undefined || entity.times[field] !== undefined;
  }
}

// ── groups ──

/** Owners have their id and their team as dimensions. */
function keyAndLabel(company: Company, name: EntityName, id: string, row: Row, stage: string | null | undefined): [string | null, string | null] {
  if (name === 'owner') {
    const owner = entityOf(company, 'owner');
    if (id !== 'owner' && !(id === 'team' && owner.columns.team !== undefined)) {
      throw new Unavailable(`owner has no dimension ${id}`);
    }
    const key = textOf(row[columnOf(owner, id === 'owner' ? 'id' : 'team')]);
    return [key, id === 'owner' && owner.columns.name !== undefined ? textOf(row[owner.columns.name]) : key];
  }
  const dimension = dimensionOf(company, name, id);
  const key = dimension.kind === 'stage' && stage !== undefined ? stage : keyOf(company, dimension, row);
  return [key, labelOf(company, dimension, key)];
}

function scopeOf(company: Company, by: readonly string[], filters: readonly Filter[], group: ReadonlyArray<string | null> | null): Scope {
  return {
    has: (entity, row, stage) =>
      filters.every((filter) => passes(filter, ...keyAndLabel(company, entity, filter.dimension, row, stage))) &&
      (group === null || by.every((id, i) => keyAndLabel(company, entity, id, row, stage)[0] === group[i])),
  };
}

/** Every combination of keys that any row has or, by stage, ever had. */
function groupsOf(company: Company, entities: readonly EntityName[], by: readonly string[]): Array<Array<string | null>> {
  if (by.length === 0) {
    return [[]];
  }
  const found = new Map<string, Array<string | null>>();
  const add = (name: EntityName, row: Row, stage: string | null | undefined): void => {
    const keys = by.map((id) => keyAndLabel(company, name, id, row, stage)[0]);
    found.set(groupKey(keys), keys);
  };
  for (const name of entities) {
    for (const row of entityRows(company, name)) {
      add(name, row, undefined);
    }
    if (name === 'deal' && by.includes('stage')) {
      for (const { row, pipeline, changes } of items(company, 'deal')) {
        for (const stage of [...(pipeline?.stages.map(({ id }) => id) ?? []), ...changes.map((change) => change.stage), null]) {
          add(name, row, stage);
        }
      }
    }
  }
  return [...found.values()];
}

/** For targets: the values of each dimension asked for that belong to the group and pass the filters, by key or label. */
function askedOf(
  company: Company, name: EntityName, by: readonly string[], filters: readonly Filter[], group: ReadonlyArray<string | null>
): AskedDimensions {
  const asked: Record<string, (value: string) => boolean> = {};
  for (const id of new Set([...by, ...filters.map(({ dimension }) => dimension)])) {
    const dimension = dimensionOf(company, name, id);
    // Rows of a target may write the key or the label.
    const keys =
      dimension.kind === 'join' && dimension.column === undefined
        ? tableRows(company, dimension.table).map((row) => textOf(row[dimension.key]))
        : [];
    asked[id] = (value) => {
      const key = keys.includes(value) ? value : (keys.find((other) => labelOf(company, dimension, other) === value) ?? value);
      return (
        filters.every((filter) => filter.dimension !== id || passes(filter, key, labelOf(company, dimension, key))) &&
        (!by.includes(id) || group[by.indexOf(id)] === key)
      );
    };
  }
  return asked;
}

export function referenceMetric(id: string, ask: MetricAsk): MetricAnswer {
  const definition = definitions[id];
  if (!definition) {
    throw new Error(`no metric ${id}`);
  }
  const { model, tables, grain, by = [], filters = [] } = ask;
  const company: Company = { model, tables };
  for (const need of definition.needs) {
    if (!need.split('|').some((one) => isMet(company, one))) {
      throw new Unavailable(`${id} needs ${need}`);
    }
  }
  const entities = definition.entities(company);
  const range = { from: ask.range.from.getTime(), to: ask.range.to.getTime() };
  const now = ask.range.now.getTime();
  const cache = new Map<ItemName, readonly Item[]>();
  const all = (name: ItemName): readonly Item[] => {
    const found = cache.get(name) ?? items(company, name);
    cache.set(name, found);
    return found;
  };
  const byStage = [...by, ...filters.map(({ dimension }) => dimension)].includes('stage');
  // Refuses a dimension that one of the entities lacks, also where there are no rows.
  for (const name of entities) {
    for (const dimension of [...by, ...filters.map((filter) => filter.dimension)]) {
      keyAndLabel(company, name, dimension, {}, undefined);
    }
  }
  const asOfMetric = /^(open_deal|pipeline_value|stalled|pipeline_coverage|sales_velocity)/.test(id);
  const groups = groupsOf(company, entities, by);
  const answer: MetricAnswer = new Map();
  for (const bucket of buckets(model.calendar, grain, range.from, range.to)) {
    if (byStage && asOfMetric && !hasHistory(company, 'deal') && Math.min(bucket.to, now) !== now) {
      throw new Unavailable('by stage at a past instant needs history');
    }
    const values = new Map<string, number | null>();
    for (const group of groups) {
      values.set(
        groupKey(group),
        definition.value({
          company, bucket, range, grain, now, byStage, by, all,
          zone: model.calendar.timeZone,
          scope: scopeOf(company, by, filters, group),
          total: scopeOf(company, by, filters, null),
          asked: definition.needs.includes('target') ? askedOf(company, 'deal', by, filters, group) : {},
          horizon: (name) => ask.horizon ?? model.horizon[name],
        })
      );
    }
    answer.set(bucket.label, values);
  }
  return answer;
}
