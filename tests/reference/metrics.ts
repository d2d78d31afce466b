/**
 * Every metric of the catalogue that the plugin computes, over raw rows, with loops: slow and plain, so that a reader
 * can hold it against docs/metrics.md. It answers one group and one bucket at a time.
 */
import type { EntityName, Grain, ItemName, SalesModel } from '../../src/model/types';
import type { Filter, Range } from '../../src/plan/query';
import { known, mean, ratio, shownQuantile } from './arithmetic';
import { buckets, inside, workingDays, type Moment } from './calendar';
import { askedOf, groupKey, groupsOf, groupsOfTargets, keyAndLabel, scopeOf } from './groups';
import {
  activeReps, allClosedIn, amounts, asOf, closedIn, cohortRate, createdIn, cycle, firstWin, growth, inScope, openAges, openDeals, repEntities,
  revenueIn, stalledDeals, target, winTimes, wonIn, type Context,
} from './measures';
import { dueMetrics, expectedMetrics, openDealMetrics, remainingTarget } from './openDeals';
import { hasStageProbability } from './past';
import {
  entityOf, entityRows, hasHistory, items, kindOf, textOf, timeOf, Unavailable, type Company, type Item, type Tables,
} from './rows';

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

interface Definition {
  readonly needs: readonly string[];
  /** A share between groups: one of these must be grouped by. */
  readonly between?: readonly string[];
  /** Its denominator is all groups together. */
  readonly ofAll?: true;
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

/** Metrics of deals that need the same of the model, and something of their own. */
const ofDeals = (shared: string, values: typeof openDealMetrics): Record<string, Definition> =>
  Object.fromEntries(Object.entries(values).map(([id, [needs, value]]) => [id, metric(`${shared} ${needs}`, deal, value)]));

const openAmount = ofDeals('deal.outcome deal.closedAt', openDealMetrics);
const openExpected = ofDeals('deal.outcome deal.closedAt deal.expectedClose', expectedMetrics);

const definitions: Record<string, Definition> = {
  leads_created: metric('lead', lead, (c) => createdIn(c, 'lead').length),
  lead_share: {
    ...metric('lead', lead, (c) => ratio(createdIn(c, 'lead').length, createdIn(c, 'lead', c.bucket.from, c.bucket.to, c.total).length)),
    between: ['source', 'channel', 'campaign'],
    ofAll: true,
  },
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
  pipeline_value: openAmount.pipeline_value!,
  open_deals_per_rep: metric('deal.outcome deal.closedAt', withReps('deal'), (c) => ratio(openDeals(c).length, activeReps(c))),
  stalled_deals: metric('deal.outcome deal.closedAt', deal, (c) => stalledDeals(c).length),
  stalled_deals_share: metric('deal.outcome deal.closedAt', deal, (c) => ratio(stalledDeals(c).length, openDeals(c).length)),
  stalled_value: openAmount.stalled_value!,
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
  loss_share: {
    ...metric('deal.outcome deal.closedAt', deal, (c) =>
      ratio(closedIn(c, ['lost']).length, closedIn(c, ['lost'], c.bucket.from, c.bucket.to, c.total).length)
    ),
    between: ['lost_reason', 'competitor'],
    ofAll: true,
  },
  competitive_win_rate: {
    ...metric('deal.outcome deal.closedAt', deal, (c) => ratio(wonIn(c).length, allClosedIn(c).length)),
    between: ['competitor'],
  },
  // A closing is a move from an open stage, or the first row, into a closed one; history after now does not exist.
  reopen_rate: metric('deal.history', deal, (c) => {
    let closings = 0;
    let reopened = 0;
    for (const { changes, pipeline } of inScope(c, 'deal')) {
      const kindOfChange = (change: { stage: string }): string | undefined => kindOf(c.company, 'deal', pipeline, change.stage);
      const past = changes.filter((change) => change.at.at < c.now && kindOfChange(change) !== undefined);
      const kinds = past.map(kindOfChange);
      const isClosed = (i: number): boolean => kinds[i] === 'won' || kinds[i] === 'lost';
      past.forEach(({ at }, i) => {
        if (isClosed(i) && !isClosed(i - 1) && inside(at, c.bucket.from, c.bucket.to)) {
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
  pipeline_coverage: openExpected.pipeline_coverage!,

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
  // Questions of a seed are drawn in this order: what is new comes last.
  ...openAmount,
  ...openExpected,
  ...ofDeals('deal.outcome deal.closedAt deal.expectedClose dealChange', dueMetrics),
  remaining_target: metric('deal.outcome deal.closedAt deal.amount target', deal, remainingTarget),
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
  if (need === 'dealChange') {
    return company.model.dealChange !== undefined;
  }
  if (need === 'probability') {
    return company.model.entities.deal?.columns.probability !== undefined || hasStageProbability(company);
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
    default:
      return entity.columns[field] !== undefined || entity.times[field] !== undefined;
  }
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
  const named = [...by, ...filters.map(({ dimension }) => dimension)];
  const byStage = named.includes('stage');
  // Refuses a dimension that one of the entities lacks, also where there are no rows.
  for (const name of entities) {
    for (const dimension of named) {
      keyAndLabel(company, name, dimension, {}, undefined);
    }
  }
  // Of a share of all groups a filter would leave 100 %.
  const told = definition.ofAll ? by : named;
  if (definition.between && !definition.between.some((dimension) => told.includes(dimension))) {
    throw new Unavailable(`${id} is a share between groups`);
  }
  // What is expected in a period to come is open now: coverage looks ahead.
  const hasStateOnly = /^(open_deal|stalled|sales_velocity)/.test(id) || id in openDealMetrics;
  const asOfMetric = hasStateOnly || id in expectedMetrics;
  const groups: ReadonlyArray<ReadonlyArray<string | null>> = [
    ...groupsOf(company, entities, by),
    ...(definition.needs.includes('target') ? groupsOfTargets(company, by) : []),
  ];
  const answer: MetricAnswer = new Map();
  for (const bucket of buckets(model.calendar, grain, range.from, range.to)) {
    // Where a period began lies in the past.
    const looksBack = id in dueMetrics || (asOfMetric && Math.min(bucket.to, now) !== now);
    if (byStage && looksBack && !hasHistory(company, 'deal')) {
      throw new Unavailable('by stage at a past instant needs history');
    }
    const values = new Map<string, number | null>();
    for (const group of groups) {
      values.set(
        groupKey(group),
        // What has not begun has no state yet.
        hasStateOnly && bucket.from >= now ? null : definition.value({
          company, bucket, range, grain, now, byStage, all,
          zone: model.calendar.timeZone,
          scope: scopeOf(company, by, filters, group),
          total: scopeOf(company, by, filters, null),
          asked: definition.needs.includes('target') ? askedOf(company, 'deal', by, filters, group) : {},
          byPattern: filters.some(({ operator }) => operator === '=~' || operator === '!~'),
          horizon: (name) => ask.horizon ?? model.horizon[name],
        })
      );
    }
    answer.set(bucket.label, values);
  }
  return answer;
}
