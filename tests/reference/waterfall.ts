/**
 * The waterfall of docs/decisions/0014 by walking each deal: what it was at t0, what it is at t1, and which bar that makes.
 * Amounts are whole ten-thousandths, so that nothing is lost when they are added.
 */
import type { Dimension } from '../../src/model/types';
import type { PipelineQuery, Range } from '../../src/plan/query';
import { addUnits, dayOf, dayStart, inside, momentOf, unitStart, type Moment } from './calendar';
import type { Json, ModelInput } from './model';
import { dimensionOf, entityOf, hasHistory, items, keyOf, kindOf, labelOf, passes, tableRows, textOf, timeOf, Unavailable, type Company, type Item, type Row } from './rows';

export interface Bar {
  deals: number;
  /** NULL while none of the deals has one. */
  amount: number | null;
}

/** Bars by group and name; asides (`pass_through`, `bookings`) have names of their own. */
export type Waterfall = Map<string | null, Map<string, Bar>>;

interface Asked {
  readonly company: Company;
  readonly modelInput: ModelInput;
  readonly query: PipelineQuery;
  readonly t0: number;
  readonly t1: number;
  readonly now: number;
}

interface State {
  readonly exists: boolean;
  readonly outcome: 'open' | 'won' | 'lost';
  /** Open and expected to close in the period. */
  readonly counts: boolean;
  readonly isExpected: boolean;
  readonly passes: boolean;
  readonly group: string | null;
  readonly own: number | null;
  /** In the model's currency, by the rate of the day. */
  readonly amount: number | null;
}

const whole = (amount: number | null): number | null => (amount === null ? null : Math.round(amount * 10_000));
type Field = 'amount' | 'expected_close' | 'owner';

/** From today's value back: each change at `t` or later is undone. Of several at one time seq tells, else the smallest holds. */
function fieldAt({ company, now }: Asked, deal: Item, field: Field, t: number, today: string | null): string | null {
  const { dealChange } = company.model;
  if (!dealChange || t === now) {
    return today;
  }
  const later = tableRows(company, dealChange.from)
    .filter((row) => dealChange.where.every(([column, value]) => row[column] === value))
    .filter((row) => textOf(row[dealChange.item]) === deal.id && row[dealChange.field] === field)
    .map((row) => ({
      at: momentOf(dealChange.at, row[dealChange.at.column], company.model.calendar.timeZone)?.at ?? -Infinity,
      seq: dealChange.seq === undefined ? 0 : Number(row[dealChange.seq]),
      old: textOf(row[dealChange.old]) || null,
    }))
    .filter(({ at }) => at >= t);
  if (later.length === 0) {
    return today;
  }
  const size = (text: string | null): number => (text === null ? Infinity : field === 'amount' ? Number(text) : Date.parse(text.replace(' ', 'T')));
  return later.sort((a, b) => a.at - b.at || a.seq - b.seq || size(a.old) - size(b.old))[0]!.old;
}

/** The stage a deal entered last before `t`. Dated columns of one time are in the order of the pipeline, lost last. */
function stageBefore(company: Company, deal: Item, t: number): string | null {
  const dated = company.model.history.deal === undefined;
  const stages = company.model.pipelines.filter(({ of }) => of === 'deal').flatMap((pipeline) => pipeline.stages);
  const rank = (stage: string): number => stages.find(({ id }) => id === stage)?.rank ?? Infinity;
  const before = deal.changes.filter(({ at }) => at.at < t);
  const sorted = dated ? [...before].sort((a, b) => a.at.at - b.at.at || (rank(a.stage) < rank(b.stage) ? -1 : 1)) : before;
  return sorted.at(-1)?.stage ?? null;
}

function firstStage(company: Company, deal: Item): string | null {
  const own = company.model.pipelines.filter(({ of }) => of === 'deal');
  const pipeline = own.length < 2 ? own[0] : deal.pipeline;
  return pipeline?.stages.find(({ rank }) => rank === 1)?.id ?? null;
}

function outcomeAt({ company, now }: Asked, deal: Item, t: number): State['outcome'] {
  if (deal.outcome !== 'open' && (deal.closed === null || deal.closed.at < t)) {
    return deal.outcome;
  }
  if (t === now || !hasHistory(company, 'deal')) {
    return 'open';
  }
  const stage = stageBefore(company, deal, t);
  return (stage === null ? undefined : kindOf(company, 'deal', deal.pipeline, stage)) ?? 'open';
}

/** The deal's row as it was: its owner, and its stage where it is asked for. */
function rowAt(asked: Asked, deal: Item, t: number): Row {
  const { company, now } = asked;
  const entity = entityOf(company, 'deal');
  const { owner } = entity.dimensions;
  const ownerColumn = owner?.kind === 'join' ? owner.on : owner?.kind === 'column' ? owner.column : undefined;
  const stage = t === now ? deal.stage : (stageBefore(company, deal, t) ?? firstStage(company, deal));
  return {
    ...deal.row,
    ...(ownerColumn === undefined ? {} : { [ownerColumn]: fieldAt(asked, deal, 'owner', t, textOf(deal.row[ownerColumn])) }),
    ...(entity.columns.stage === undefined ? {} : { [entity.columns.stage]: stage }),
  };
}

function periodOf({ company, query, t1, now }: Asked): { from: number; to: number } | undefined {
  if (query.closing === undefined || query.closing === 'all') {
    return undefined;
  }
  const { calendar } = company.model;
  const [which, grain] = query.closing.split('-') as ['this' | 'next' | 'last', 'month' | 'quarter' | 'year'];
  const anchor = t1 === now ? t1 : t1 - 1;
  const first = addUnits(grain, unitStart(calendar, grain, dayOf(calendar.timeZone, anchor)), { this: 0, next: 1, last: -1 }[which]);
  return { from: dayStart(calendar.timeZone, first), to: dayStart(calendar.timeZone, addUnits(grain, first, 1)) };
}

/** Of the latest day on or before the local day; none where the table has none. */
function rateOn({ company, modelInput }: Asked, currency: string | null, t: number): number | null {
  const rate = (modelInput.entities as Record<string, Record<string, Json>>).rate;
  if (currency === company.model.currency) {
    return 1;
  }
  const day = dayOf(company.model.calendar.timeZone, t);
  const known = rate === undefined ? [] : company.tables[String(rate.from)]!.rows.filter((row) => row[String(rate.currency)] === currency && Date.parse(String(row[String(rate.date)])) / 86_400_000 <= day);
  const latest = [...known].sort((a, b) => (String(a[String(rate!.date)]) < String(b[String(rate!.date)]) ? 1 : -1))[0];
  return latest === undefined ? null : Number(latest[String(rate!.rate)]);
}

function converted(asked: Asked, deal: Item, own: number | null, t: number): number | null {
  const column = entityOf(asked.company, 'deal').columns.currency;
  const rate = column === undefined ? 1 : rateOn(asked, textOf(deal.row[column]), t);
  return own === null || rate === null ? null : whole(own * rate);
}

function stateAt(asked: Asked, deal: Item, t: number, dimension: Dimension | undefined): State {
  const { company, query, now } = asked;
  const entity = entityOf(company, 'deal');
  const row = rowAt(asked, deal, t);
  const outcome = outcomeAt(asked, deal, t);
  const exists = deal.created === null ? t === now : deal.created.at < t;
  const period = periodOf(asked);
  const close = (): Moment | null => {
    const today = timeOf(company, entity, 'expectedClose', deal.row);
    const column = entity.times.expectedClose!;
    const text = fieldAt(asked, deal, 'expected_close', t, today === null ? null : 'today');
    return text === 'today' ? today : momentOf(column, text, company.model.calendar.timeZone);
  };
  const isExpected = period === undefined || inside(close(), period.from, period.to);
  const own = fieldAt(asked, deal, 'amount', t, deal.amount === null ? null : String(deal.amount));
  const amount = own === null ? null : Number(own);
  return {
    exists, outcome, isExpected,
    counts: exists && outcome === 'open' && isExpected,
    passes: (query.filters ?? []).every((filter) => {
      const of = dimensionOf(company, 'deal', filter.dimension);
      const key = keyOf(company, of, row);
      return passes(filter, key, labelOf(company, of, key));
    }),
    group: dimension ? keyOf(company, dimension, row) : null,
    own: amount,
    amount: converted(asked, deal, amount, t),
  };
}

export function referenceWaterfall(company: Company, modelInput: ModelInput, query: PipelineQuery, range: Range): Waterfall {
  const now = range.now.getTime();
  const asked: Asked = { company, modelInput, query, t0: range.from.getTime(), t1: Math.min(range.to.getTime(), now), now };
  const dimension = query.by === undefined ? undefined : dimensionOf(company, 'deal', query.by);
  const usesStage = [query.by, ...(query.filters ?? []).map((filter) => filter.dimension)].includes('stage');
  if (usesStage && !hasHistory(company, 'deal')) {
    throw new Unavailable('the stage at a past instant');
  }
  const found: Waterfall = new Map();
  if (!dimension) {
    found.set(null, new Map());
  }
  const put = (group: string | null, name: string, amount: number | null): void => {
    const bars = found.get(group) ?? new Map<string, Bar>();
    const bar = bars.get(name) ?? { deals: 0, amount: null };
    bar.deals += 1;
    bar.amount = amount === null ? bar.amount : (bar.amount ?? 0) + amount;
    found.set(group, bars.set(name, bar));
  };
  for (const deal of items(company, 'deal')) {
    if (query.pipeline !== undefined && entityOf(company, 'deal').columns.pipeline !== undefined && textOf(deal.row[entityOf(company, 'deal').columns.pipeline!]) !== query.pipeline) {
      continue;
    }
    walk(asked, deal, stateAt(asked, deal, asked.t0, dimension), stateAt(asked, deal, asked.t1, dimension), put);
  }
  return found;
}

/** Which bars one deal stands in. */
function walk(asked: Asked, deal: Item, a: State, b: State, put: (group: string | null, bar: string, amount: number | null) => void): void {
  const minus = (amount: number | null): number | null => (amount === null ? null : 0 - amount);
  if (a.counts && a.passes) {
    put(a.group, 'start', a.amount);
  }
  if (b.counts && b.passes) {
    put(b.group, 'end', b.amount);
  }
  if (a.counts && b.counts) {
    if (a.passes && b.passes && a.group === b.group) {
      // The amount of then at the rate of today tells what was changed from what the rate did.
      const moved = converted(asked, deal, a.own, asked.t1) ?? 0;
      const [change, byRate] = [(b.amount ?? 0) - moved, moved - (a.amount ?? 0)];
      if (change !== 0) {
        put(b.group, change > 0 ? 'amount_up' : 'amount_down', change);
      }
      if (byRate !== 0) {
        put(b.group, 'fx', byRate);
      }
    } else {
      if (a.passes) {
        put(a.group, 'transferred_out', minus(a.amount));
      }
      if (b.passes) {
        put(b.group, 'transferred_in', b.amount);
      }
    }
  } else if (a.counts && a.passes) {
    put(a.group, b.outcome === 'open' ? 'pushed_out' : b.outcome, minus(a.amount));
  } else if (b.counts && b.passes) {
    put(b.group, !a.exists ? 'created' : a.outcome !== 'open' ? 'reopened' : 'pulled_in', b.amount);
  }
  const neverOpen = deal.outcome !== 'open' && deal.closed === null;
  if (!a.exists && b.exists && b.outcome !== 'open' && b.isExpected && b.passes && !neverOpen && !(deal.closed !== null && deal.outcome !== 'open' && deal.closed.at < asked.t0)) {
    put(b.group, 'pass_through', b.amount);
  }
  if (deal.outcome === 'won' && inside(deal.closed, asked.t0, asked.t1) && b.passes) {
    put(b.group, 'bookings', booked(asked, deal));
  }
}

/** What counts as booked is the amount of today by the rate of the closing day (M62, R10). */
const booked = (asked: Asked, deal: Item): number | null => converted(asked, deal, deal.amount, deal.closed!.at);
