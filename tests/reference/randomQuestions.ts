/** Random questions about a random company. */
import type { Grain } from '../../src/model/types';
import type { Filter, FunnelQuery, MetricsQuery, Range } from '../../src/plan/query';
import { addUnits, dayOf, dayStart, instantOf, unitStart } from './calendar';
import { readModel } from './model';
import { day, hour, Random, second, worldOf } from './random';
import type { RandomCompany } from './randomCompany';

/** A range of whole calendar units, of whole days, or of any two instants; seen at its end, in it or later. */
export function randomRange(seed: number, company: RandomCompany): Range {
  const r = new Random(seed, 'range');
  const { calendar } = readModel(company.modelInput);
  const world = worldOf(seed);
  const zone = calendar.timeZone;
  const near = dayOf(zone, world.centre + r.whole(-50, 20) * day);
  let from: number;
  let to: number;
  const kind = r.whole(0, 3);
  if (kind === 0) {
    from = world.centre + r.whole(-60, 10) * day + r.whole(0, 86_399) * second;
    to = from + r.whole(1, 60 * 86_400) * second;
  } else if (kind === 1) {
    from = dayStart(zone, near);
    to = dayStart(zone, near + r.whole(1, 70));
  } else {
    const unit: Grain = r.pick(['week', 'month', 'month', 'quarter']);
    const start = unitStart(calendar, unit, near);
    from = dayStart(zone, start);
    to = dayStart(zone, addUnits(unit, start, r.whole(1, unit === 'quarter' ? 2 : 4)));
  }
  const late = r.whole(0, 3);
  const inside = from + Math.floor((to - from) * r.next() / second) * second;
  const now = late === 0 ? to : late === 1 ? to + r.whole(0, 40) * day + r.whole(0, 86_400) * second : late === 2 ? inside : instantOf(zone, dayOf(zone, inside) * day);
  return { from: new Date(from), to: new Date(to), now: new Date(Math.max(now, from + hour)) };
}

function randomFilters(r: Random, dimensions: readonly string[]): Filter[] {
  const values: Record<string, readonly string[]> = {
    region: ['West', 'East', '(none)', 'North'], owner: ['Ann', 'Kim', 'Zoe', '(none)', 'u1', '1', '3'], team: ['red', 'blue', '(none)'],
    source: ['web', 'fair', '(none)'], competitor: ['Acme', '(none)'], stage: ['new1', 'Stage new2', 'Won', '(none)', 'fresh'],
  };
  const filters: Filter[] = [];
  for (const dimension of dimensions) {
    if (r.chance(0.8)) {
      const operator = r.pick(dimension === 'stage' ? (['=', '!=', 'in', 'not in'] as const) : (['=', '!=', 'in', 'not in', '=~', '!~'] as const));
      const value = (): string => r.pick(values[dimension]!);
      const pattern = (): string => r.pick(['^W', 'e', 'Ann|Zoe', 'd$']);
      filters.push({ dimension, operator, values: operator.endsWith('~') ? [pattern()] : operator.includes('in') ? [value(), value()] : [value()] });
    }
  }
  return filters;
}

/** Some filters ask for blank text. They have random numbers of their own, so that a seed keeps its other questions. */
export const withBlanks = (filters: readonly Filter[], r: Random): Filter[] =>
  filters.map((filter) =>
    filter.dimension === 'stage' || filter.operator.endsWith('~') || !r.chance(0.3) ? filter : { ...filter, values: [...filter.values.slice(1), '(empty)'] }
  );

/** What the metrics of one question share; `grain` fits the length of the range. */
export function randomMetricsQuery(seed: number, range: Range): Pick<MetricsQuery, 'by' | 'grain' | 'filters' | 'horizon'> {
  const r = new Random(seed, 'metrics');
  const days = (range.to.getTime() - range.from.getTime()) / day;
  const grain = r.pick([undefined, 'week', 'month', 'quarter', 'year', ...(days < 45 ? (['day'] as const) : [])] as const);
  const by = r.pick([[], [], ['region'], ['owner'], ['team'], ['stage'], ['region', 'team'], ['source'], ['competitor']]);
  const filters = randomFilters(r, r.pick([[], [], [], ['region'], ['owner'], ['team'], ['stage'], ['region', 'team'], ['competitor']]));
  return { by, ...(grain ? { grain } : {}), filters: withBlanks(filters, new Random(seed, 'blank filters')), ...(r.chance(0.2) ? { horizon: r.pick([1, 10, 60]) } : {}) };
}

export function randomFunnel(seed: number, company: RandomCompany): FunnelQuery {
  const r = new Random(seed, 'funnel');
  const { pipelines } = readModel(company.modelInput);
  const entity = r.pick(['deal', 'deal', 'deal', 'lead', 'lead-to-deal'] as const);
  const fitting = pipelines.filter(({ of }) => of === (entity === 'lead' ? 'lead' : 'deal'));
  const pipeline = r.pick(fitting);
  const stages = pipeline?.stages.filter(({ rank }) => rank !== undefined).map(({ id }) => id) ?? [];
  const by = r.pick([undefined, undefined, 'region', 'owner']);
  return {
    refId: 'A', schemaVersion: 1, type: 'funnel', entity,
    ...(pipeline && (pipeline !== fitting[0] || r.chance(0.5)) ? { pipeline: pipeline.id } : {}),
    ...(r.chance(0.2) && stages.length > 2 && entity !== 'lead-to-deal' ? { steps: stages.filter(() => r.chance(0.7)).slice(0, 6).concat(stages.at(-1)!).filter((id, i, all) => all.indexOf(id) === i) } : {}),
    ...(r.chance(0.15) && stages.length > 2 && entity !== 'lead-to-deal' ? { exclude: [r.pick(stages.slice(0, -1))] } : {}),
    policy: r.pick(['reached', 'reached', 'strict', 'any']),
    measure: r.pick(['count', 'count', 'amount']),
    ...(r.chance(0.4) ? { window: r.pick([1, 10, 30]) } : {}),
    basis: r.pick(['cohort', 'cohort', 'event']),
    ...(by ? { by } : {}),
    matureOnly: r.chance(0.2),
    filters: withBlanks(randomFilters(r, r.pick([[], [], ['region'], ['owner'], ['team']])), new Random(seed, 'blank filters of a funnel')),
    evidence: true,
  };
}
