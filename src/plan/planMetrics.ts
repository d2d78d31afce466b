import { references } from '../formula';
import { resolveMetric, type ResolvedMetric } from '../metrics/resolve';
import type { Component, SourceSpec } from '../metrics/components';
import { entitiesOf, missing } from '../metrics/needs';
import type { Calendar, EntityName, SalesModel } from '../model/types';
import { SalesError } from '../sql/SalesError';
import { checkDimension, checkFilters } from './checkNames';
import type { MetricsPlan, PlannedSource } from './Plan';
import type { MetricsQuery, Range } from './query';
import type { Instant } from './Moment';
import { looksBack, pastNotices } from './past';
import { makeWindow, previousBuckets, previousRange, type Window } from './windows';

/** @throws SalesError `query/…`, one for the first thing that is wrong */
export const planMetrics = (query: MetricsQuery, model: SalesModel, range: Range): MetricsPlan =>
  planOver(query, model, range, (metrics) => planWindows(query, metrics, model, range));

/** A plan over windows of any kind; they are asked for once the metrics are known. */
export function planOver<T extends Instant>(query: MetricsQuery, model: SalesModel, range: Range<T>, windowsFor: (metrics: readonly ResolvedMetric[]) => ReadonlyArray<Window<T>>): MetricsPlan<T> {
  if (query.metrics.length === 0) {
    throw new SalesError('query/no-metric', 'no metric is chosen: choose one from the catalogue');
  }
  const metrics = [...new Set(query.metrics)].map((id) => available(id, model));
  const askers = entitiesWithAskers(metrics, model);
  const by = [...new Set(query.by ?? [])];
  if (by.length > 0 && askers.size === 0) {
    throw new SalesError('query/needs-metric', `a target by ${by.join(' and ')} needs its metric beside it: add "${metrics[0]!.targets[0] ?? 'bookings'}"`);
  }
  const dimensions = by.map((id) => checkDimension(id, askers, model));
  const filters = checkFilters(query.filters ?? [], askers, model);
  checkNeedsBy(metrics, by, filters.map((filter) => filter.dimension));
  const windows = windowsFor(metrics);
  const sources = planSources(query, metrics, model);
  checkWholeTable(query, sources, metrics);
  checkPastStates(sources, windows, by, filters.map((filter) => filter.dimension), model, range);
  const targets = [...new Set(metrics.flatMap((one) => one.targets))];
  return {
    kind: 'metrics', query, model, range, filters, windows, dimensions, sources, metrics,
    horizon: query.horizon === undefined ? model.horizon : { lead: query.horizon, deal: query.horizon },
    targetMetrics: model.targets?.kind === 'table' ? targets : [],
    notices: [
      ...new Set(metrics.flatMap((one) => (one.metric.notice && !isGroupedBlend(one, by) ? [one.metric.notice] : []))),
      ...(looksBack(sources, windows, range.now) ? pastNotices(metrics, model) : []),
    ],
  };
}

/** A blend is only a blend while nothing tells its parts apart. */
const isGroupedBlend = (one: ResolvedMetric, by: readonly string[]): boolean => one.metric.id === 'sales_velocity' && by.length > 0;

function available(id: string, model: SalesModel): ResolvedMetric {
  const resolved = resolveMetric(id, model);
  const reason = missing(resolved.needs, model);
  if (reason) {
    throw new SalesError('query/metric-unavailable', `"${id}" ${reason}`);
  }
  return resolved;
}

/** Each entity that is read, with the words for who asks for it. */
function entitiesWithAskers(metrics: readonly ResolvedMetric[], model: SalesModel): ReadonlyMap<EntityName, string> {
  const askers = new Map<EntityName, string>();
  for (const { entities, metric } of metrics) {
    for (const entity of entities) {
      const name = entity === 'owner' && !model.entities.owner ? 'deal' : entity;
      askers.set(name, askers.get(name) ?? `"${metric.id}"`);
    }
  }
  return askers;
}

/** A filter leaves one group of many; of a share of all groups it would leave 100 %. */
function checkNeedsBy(metrics: readonly ResolvedMetric[], by: readonly string[], filtered: readonly string[]): void {
  for (const { metric, value } of metrics) {
    const isOfAll = references(value).some(({ scope }) => scope === 'total');
    if (metric.needsBy && !metric.needsBy.some((id) => by.includes(id) || (!isOfAll && filtered.includes(id)))) {
      throw new SalesError('query/needs-breakdown', `"${metric.id}" is a share between groups: group it by ${metric.needsBy.join(' or ')}`);
    }
  }
}

function planWindows(query: MetricsQuery, metrics: readonly ResolvedMetric[], model: SalesModel, range: Range): readonly Window[] {
  const { calendar } = model;
  const current = makeWindow('current', range.from, range.to, query.grain, calendar);
  const growth = metrics.find((one) => one.usesPrevious);
  if (growth && query.compare) {
    throw new SalesError('query/compares-twice', `"${growth.metric.id}" already compares with the period before: leave the comparison out`);
  }
  if (!growth && !query.compare) {
    return [current];
  }
  const before =
    growth && query.grain
      ? previousBuckets(range, query.grain, calendar)
      : previousRange(range, query.grain, query.compare ?? 'previous-period', calendar);
  const running = query.compare !== undefined && range.from < range.now && range.now < range.to;
  return [{ ...current, until: running ? range.now : range.to }, earlierWindow(before, query, calendar)];
}

/** The earlier window; without buckets where the earlier unit has nothing of the same elapsed part. */
const earlierWindow = ({ from, to }: { from: Date; to: Date }, query: MetricsQuery, calendar: Calendar): Window =>
  from < to ? makeWindow('previous', from, to, query.grain, calendar) : { role: 'previous', from, to, until: to, buckets: [] };

/** Components by source. Sorted by key, so that plans over the same sources number them alike. */
function planSources(query: MetricsQuery, metrics: readonly ResolvedMetric[], model: SalesModel): readonly PlannedSource[] {
  const previous = new Set(metrics.flatMap((one) => one.previous));
  const sources = new Map<string, { spec: SourceSpec; components: Record<string, Component> }>();
  for (const [name, component] of metrics.flatMap((one) => Object.entries(one.components))) {
    const key = JSON.stringify(component.source);
    const source = sources.get(key) ?? { spec: component.source, components: {} };
    source.components[name] = component;
    sources.set(key, source);
  }
  return [...sources]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, source], at) => ({
      key,
      spec: source.spec,
      compares: query.compare !== undefined || Object.keys(source.components).some((name) => previous.has(name)),
      components: { ...source.components, ...currencyChecks(source, at, model) } }));
}

/** Whether amounts are added up, or looked through for a median. */
export const isOfAmounts = ({ of }: Component): boolean => 'value' in of && JSON.stringify(of.value).includes('"amount"');

/** Rows that a sum of amounts has to leave out: assemble refuses mixed currencies and counts missing rates. */
function currencyChecks(source: { spec: SourceSpec; components: Record<string, Component> }, at: number, model: SalesModel): Record<string, Component> {
  const entity = entitiesOf(source.spec)[0]!;
  const sums = Object.values(source.components).flatMap((one) => (isOfAmounts(one) && 'value' in one.of ? [JSON.stringify(one.of.value)] : []));
  if (sums.length === 0 || !model.entities[entity]?.columns['currency']) {
    return {};
  }
  const row = model.rate ? 'withoutRate' : 'foreignCurrency';
  return { [`${model.rate ? withoutRate : foreignCurrency}${at + 1}`]: { source: source.spec, of: { fn: 'count', where: { row, ...(sums.some((value) => value.includes('"past"')) ? { past: true as const } : {}) } } } };
}

export const withoutRate = 'without_rate_';
export const foreignCurrency = 'foreign_currency_';

function checkWholeTable(query: MetricsQuery, sources: readonly PlannedSource[], metrics: readonly ResolvedMetric[]): void {
  if ((query.grain || query.compare) && sources.some((source) => source.spec.kind === 'all')) {
    const asker = metrics.find((one) => Object.values(one.components).some((component) => component.source.kind === 'all'))!;
    throw new SalesError('query/no-time-axis', `"${asker.metric.id}" looks at the whole table as of now: ask for it without a grain or comparison`);
  }
}

/** What lies in the past can be told only from dates and history. */
export function checkPastStates(
  sources: readonly PlannedSource[], windows: ReadonlyArray<Window<Instant>>, by: readonly string[], filtered: readonly string[], model: SalesModel, { now }: Range<Instant>
): void {
  const deal = model.entities.deal;
  if (!deal || !looksBack(sources, windows, now)) {
    return;
  }
  if (!deal.times['closedAt']) {
    throw new SalesError('query/needs-closed-date', 'open deals at a past date need the closed date: map "closedAt" under entities.deal, or end the range now');
  }
  const byStage = [...by, ...filtered].some((id) => deal.dimensions[id]?.kind === 'stage');
  if (byStage && !model.history.deal && Object.keys(deal.stageDates).length === 0) {
    throw new SalesError('query/needs-history', 'open deals by stage at a past date need the stage history: add "stageChange" under entities, or end the range now');
  }
}
