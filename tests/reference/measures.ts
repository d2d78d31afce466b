/** What metrics are made of, for one group in one bucket. */
import type { EntityName, Grain, ItemName } from '../../src/model/types';
import { known, ratio, sum } from './arithmetic';
import { daysBetween, inside, instant, type Bucket, type Moment } from './calendar';
import type { Scope } from './groups';
import { periodBefore } from './period';
import {
  columnOf, dimensionOf, entityOf, entityRows, hasHistory, isLinked, keyOf, timeOf, Unavailable, type Company, type Item,
} from './rows';
import { targetOf, type AskedDimensions } from './targets';

export interface Context {
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
  /** Some filter is a regular expression. */
  readonly byPattern: boolean;
  readonly byStage: boolean;
  readonly horizon: (of: ItemName) => number;
  readonly all: (name: ItemName) => readonly Item[];
}

/** As-of instant of the bucket: what happened before it counts. */
export const asOf = (c: Context): number => Math.min(c.bucket.to, c.now);

export const inScope = (c: Context, name: ItemName, scope = c.scope): Item[] => c.all(name).filter((item) => scope.has(name, item.row));

export const createdIn = (c: Context, name: ItemName, from = c.bucket.from, to = c.bucket.to, scope = c.scope): Item[] =>
  inScope(c, name, scope).filter((item) => inside(item.created, from, to));

export function closedIn(c: Context, outcomes: readonly string[], from = c.bucket.from, to = c.bucket.to, scope = c.scope): Item[] {
  return inScope(c, 'deal', scope).filter((deal) => outcomes.includes(deal.outcome) && inside(deal.closed, from, to));
}

export const wonIn = (c: Context, from = c.bucket.from, to = c.bucket.to): Item[] => closedIn(c, ['won'], from, to);
export const allClosedIn = (c: Context): Item[] => closedIn(c, ['won', 'lost']);
export const amounts = (deals: readonly Item[]): number | null => sum(deals.map(({ amount }) => amount));

export function stageAt(c: Context, deal: Item, t: number): string | null {
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

export function openDeals(c: Context, t = asOf(c)): Item[] {
  return c
    .all('deal')
    .filter((deal) => isOpenAt(deal, t, c.now) && c.scope.has('deal', deal.row, c.byStage ? stageAt(c, deal, t) : undefined));
}

export function stalledDeals(c: Context): Item[] {
  const t = asOf(c);
  const { stages, default: otherwise } = c.company.model.stalledAfter;
  return openDeals(c).filter((deal) => {
    const since = deal.changes.filter(({ at }) => at.at < t).at(-1)?.at ?? deal.created;
    const limit = stages[stageAt(c, deal, t) ?? ''] ?? otherwise;
    return since !== null && daysBetween(since, instant(t, c.zone)) > limit;
  });
}

/** Days from created to closed. */
export function cycle(deal: Item): number | null {
  return deal.created && deal.closed ? daysBetween(deal.created, deal.closed) : null;
}

export function firstWin(c: Context, lead: Item): Moment | null {
  let first: Moment | null = null;
  for (const deal of c.all('deal')) {
    if (deal.outcome === 'won' && deal.closed && isLinked(c.company, deal, lead) && (!first || deal.closed.at < first.at)) {
      first = deal.closed;
    }
  }
  return first;
}

/** Members of the bucket's cohort that are old enough, and those of them to which it happened in time. */
export function cohortRate(c: Context, name: ItemName, happened: (item: Item) => Moment | null): number | null {
  const end = c.now;
  const days = c.horizon(name);
  const mature = createdIn(c, name).filter(({ created }) => daysBetween(created!, instant(end, c.zone)) >= days);
  const reached = mature.filter((item) => {
    const at = happened(item);
    return at !== null && at.at < end && daysBetween(item.created!, at) <= days;
  });
  return ratio(reached.length, mature.length);
}

export function winTimes(c: Context): number[] {
  const times: Array<number | null> = [];
  for (const lead of inScope(c, 'lead')) {
    const win = firstWin(c, lead);
    if (win && inside(win, c.bucket.from, c.bucket.to)) {
      times.push(lead.created ? daysBetween(lead.created, win) : null);
    }
  }
  return known(times);
}

export function openAges(c: Context): number[] {
  const t = instant(asOf(c), c.zone);
  return openDeals(c).filter(({ created }) => created).map(({ created }) => daysBetween(created!, t));
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || ['true', 't', '1', 'yes'].includes(String(value).toLowerCase());

/** Owners said to be active; where nothing says so, those with a record created or closed in the bucket or open at its end. */
export function activeReps(c: Context): number {
  const owner = c.company.model.entities.owner;
  if (owner?.columns.active !== undefined) {
    return entityRows(c.company, 'owner').filter((row) => isTrue(row[owner.columns.active!]) && c.scope.has('owner', row)).length;
  }
  const found = new Set<string | null>();
  for (const name of recordsOfReps(c.company)) {
    const dimension = dimensionOf(c.company, name, 'owner');
    for (const item of inScope(c, name)) {
      const isOpen = name === 'deal' && isOpenAt(item, asOf(c), c.now);
      const wasClosed = item.outcome !== 'open' && inside(name === 'lead' ? leadClosed(c, item) : item.closed, c.bucket.from, c.bucket.to);
      if (isOpen || wasClosed || inside(item.created, c.bucket.from, c.bucket.to)) {
        found.add(keyOf(c.company, dimension, item.row));
      }
    }
  }
  found.delete(null);
  return found.size;
}

/** History after now does not exist. */
function leadClosed(c: Context, { closed, outcome, pipeline, changes }: Item): Moment | null {
  const mapped = entityOf(c.company, 'lead').times[outcome === 'won' ? 'convertedAt' : 'disqualifiedAt'];
  const isClosing = (stage: string): boolean => pipeline?.stages.find(({ id }) => id === stage)?.kind === outcome;
  return mapped ? closed : (changes.filter(({ stage, at }) => at.at < c.now && isClosing(stage)).at(-1)?.at ?? null);
}

const recordsOfReps = (company: Company): ItemName[] =>
  (['lead', 'deal'] as const).filter((name) => company.model.entities[name]?.dimensions.owner !== undefined);

export function repEntities(company: Company): EntityName[] {
  if (company.model.entities.owner) {
    return ['owner'];
  }
  const records = recordsOfReps(company);
  if (records.length === 0) {
    throw new Unavailable('no owner');
  }
  return records;
}

/** A regular expression chooses no target rows: the plugin says so instead of reading it in another language. */
export const target = (c: Context): number | null => c.byPattern ? null : targetOf(c.company, 'bookings', c.bucket.from, c.bucket.to, c.asked);

export function growth(c: Context, value: (from: number, to: number) => number | null): number | null {
  const end = Math.min(c.bucket.to, c.now);
  if (end <= c.bucket.from) {
    return null;
  }
  const before = periodBefore(c.company, c.grain, c.bucket, c.now);
  const current = value(c.bucket.from, end);
  const prior = value(before.from, before.to);
  return current === null || prior === null || prior <= 0 ? null : (current - prior) / prior;
}

export function revenueIn(c: Context, from = c.bucket.from, to = c.bucket.to): number | null {
  const entity = entityOf(c.company, 'revenue');
  const rows = entityRows(c.company, 'revenue').filter(
    (row) => c.scope.has('revenue', row) && inside(timeOf(c.company, entity, 'at', row), from, to)
  );
  return sum(rows.map((row) => (row[columnOf(entity, 'amount')] ?? null) as number | null));
}
