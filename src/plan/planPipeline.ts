import { hasOutcome } from '../metrics/needs';
import { dayOf } from '../model/calendar';
import type { Dimension, Entity, Pipeline, SalesModel } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkDimension, checkFilters } from './checkNames';
import { rangeOf } from './period';
import type { PipelinePlan, WaterfallBucket } from './Plan';
import type { PipelineQuery, Range } from './query';
import { makeWindow } from './windows';

/**
 * The waterfall between the start of the range and its end, at most now (docs/decisions/0014).
 * @throws SalesError `query/…`, one for the first thing that is wrong
 */
export function planPipeline(query: PipelineQuery, model: SalesModel, range: Range): PipelinePlan {
  const deal = checkedDeal(model);
  const { start, end, isNow } = instantsOf(range, model);
  const closing = closingOf(query, deal, model, { end, isNow, range });
  const asker = new Map([['deal' as const, 'the waterfall']]);
  const dimension = query.by ? checkDimension(query.by, asker, model) : undefined;
  const filters = checkFilters(query.filters ?? [], asker, model);
  const used = [...(dimension ? [dimension] : []), ...filters.map((filter) => deal.dimensions[filter.dimension]!)];
  const hasHistory = model.history.deal !== undefined || Object.keys(deal.stageDates).length > 0;
  const hasAmount = readsAmount(query, deal);
  const changed = model.dealChange !== undefined;
  if (used.some((one) => one.kind === 'stage') && !hasHistory) {
    throw new SalesError('query/needs-history', 'the waterfall by stage needs the stage history: add "stageChange" under entities, or ask for it without stages');
  }
  const moving = used.some((one) => one.kind === 'stage' || (changed && followsOwner(one, deal)));
  const buckets: readonly WaterfallBucket[] = [
    'start', 'created',
    ...(hasHistory ? (['reopened'] as const) : []),
    ...(closing && changed ? (['pulled_in'] as const) : []),
    ...(hasAmount && changed ? (['amount_up', 'amount_down'] as const) : []),
    'won', 'lost',
    ...(closing && changed ? (['pushed_out'] as const) : []),
    ...(moving ? (['transferred_in', 'transferred_out'] as const) : []),
    ...(hasAmount && model.rate && deal.columns['currency'] ? (['fx'] as const) : []),
    'end',
  ];
  return {
    kind: 'pipeline', query, model, range, filters, start, end, isNow, closing, dimension, hasAmount, hasHistory, buckets,
    pipeline: choosePipeline(query, model),
    notices: noticesOf(model, { hasHistory, isDated: closing !== undefined, hasAmount }),
  };
}

/** A deal's owner, and what hangs on the owner by a join: they change hands together. */
export function followsOwner(dimension: Dimension, deal: Entity): boolean {
  const owner = ownerColumn(deal);
  return owner !== undefined && (dimension.kind === 'join' ? dimension.on === owner : dimension.id === 'owner');
}

/** The column that holds a deal's owner, where there is a dimension of that name. */
export function ownerColumn(deal: Entity): string | undefined {
  const owner = deal.dimensions['owner'];
  return owner?.kind === 'join' ? owner.on : owner?.kind === 'column' ? owner.column : undefined;
}

function checkedDeal(model: SalesModel): Entity {
  const { deal } = model.entities;
  const refuse = (sentence: string) => new SalesError('query/metric-unavailable', `the waterfall needs ${sentence}`);
  if (!deal) {
    throw refuse('a deal table: add "deal" under entities');
  }
  if (!hasOutcome(deal, model)) {
    throw refuse('the outcome of a deal: map "outcome" or "stage" under entities.deal');
  }
  if (!deal.times['createdAt'] || !deal.times['closedAt']) {
    const field = deal.times['createdAt'] ? 'closedAt' : 'createdAt';
    throw refuse(`deal.${field}: map "${field}" under entities.deal`);
  }
  return deal;
}

/** The two instants. The future has no state, so a running range ends now. */
function instantsOf(range: Range, model: SalesModel): { start: Date; end: Date; isNow: boolean } {
  makeWindow('current', range.from, range.to, undefined, model.calendar);
  if (range.from >= range.now) {
    throw new SalesError('query/empty-range', `the time range begins at ${range.from.toISOString()}, and it is ${range.now.toISOString()}: the waterfall looks back, choose a start before now`);
  }
  const isNow = range.to >= range.now;
  return { start: range.from, end: isNow ? range.now : range.to, isNow };
}

interface Seen {
  readonly end: Date;
  readonly isNow: boolean;
  readonly range: Range;
}

/** The calendar unit around the end, that is around the last instant of a range that is over. */
function closingOf(query: PipelineQuery, deal: Entity, model: SalesModel, { end, isNow, range }: Seen): PipelinePlan['closing'] {
  if (!query.closing || query.closing === 'all') {
    return undefined;
  }
  if (!deal.times['expectedClose']) {
    throw new SalesError('query/metric-unavailable', 'the waterfall of deals that close in a period needs deal.expectedClose: map "expectedClose" under entities.deal, or ask for all deals');
  }
  const { calendar } = model;
  const { from, to } = rangeOf(query.closing, { ...range, now: isNow ? end : new Date(end.getTime() - 1) }, calendar);
  const last = dayOf(new Date(to.getTime() - 1), calendar.timeZone);
  return { from, to, label: `${query.closing.replace('-', ' ')}, ${dayOf(from, calendar.timeZone)} to ${last}` };
}

function readsAmount(query: PipelineQuery, deal: Entity): boolean {
  const mapped = deal.columns['amount'] !== undefined;
  if (query.measure === 'amount' && !mapped) {
    throw new SalesError('query/metric-unavailable', 'a waterfall by amount needs deal.amount: map "amount" under entities.deal, or count deals');
  }
  return mapped && query.measure !== 'count';
}

function choosePipeline(query: PipelineQuery, model: SalesModel): Pipeline | undefined {
  if (!query.pipeline) {
    return undefined;
  }
  const own = model.pipelines.filter((pipeline) => pipeline.of === 'deal');
  const chosen = own.find((pipeline) => pipeline.id === query.pipeline);
  if (!chosen) {
    const ids = own.map((pipeline) => pipeline.id);
    const guess = nearest(query.pipeline, ids);
    throw new SalesError('query/unknown-pipeline', `unknown pipeline "${query.pipeline}": ${guess ? `did you mean "${guess}"?` : ids.length ? `the deals have ${ids.join(', ')}` : 'the model has none for deals'}`);
  }
  return chosen;
}

interface Known {
  readonly hasHistory: boolean;
  readonly isDated: boolean;
  readonly hasAmount: boolean;
}

/** What the answer cannot know, said before anybody reads it as "nothing changed". */
function noticesOf(model: SalesModel, { hasHistory, isDated, hasAmount }: Known): readonly string[] {
  const fields = [...(hasAmount ? ['amounts'] : []), ...(isDated ? ['expected close dates'] : []), 'owners'];
  const listed = fields.length === 1 ? fields[0]! : `${fields.slice(0, -1).join(', ')} and ${fields.at(-1)!}`;
  return [
    ...(model.dealChange ? [] : [`no changes of deals are mapped ("dealChange"): ${listed} are today’s at both ends, and what was changed in between is not shown`]),
    ...(hasHistory ? [] : ['no stage history is mapped ("stageChange"): a deal that was closed and re-opened counts as open all along']),
  ];
}
