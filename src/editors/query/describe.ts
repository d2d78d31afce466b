import type { SalesModel } from '../../model/types';
import type { Filter, FunnelQuery, MetricsQuery, PeriodName, PipelineQuery, RecordsQuery, SalesQuery } from '../../plan/query';
import { listed, lowerFirst, upperFirst } from '../parts/text';
import { dimensionLabel, metricLabel } from './labels';
import { relationOf } from './filters';
import { funnelChoices } from './funnelChoices';
import { recordChoices } from './recordChoices';
import { entityWords, grainAdverbs, periods, policies } from './words';

/** The query in plain words: `Win rate by region, monthly, compared with the previous year`. */
export function describeQuery(query: SalesQuery, model?: SalesModel): string {
  switch (query.type) {
    case 'metrics':
      return describeMetrics(query, model);
    case 'funnel':
      return describeFunnel(query, model);
    case 'pipeline':
      return describePipeline(query, model);
    case 'records':
      return describeRecords(query, model);
    case 'quality':
      return 'Data quality: one row for each known problem, with how many records have it';
  }
}

function describeMetrics(query: MetricsQuery, model?: SalesModel): string {
  if (query.metrics.length === 0) {
    return 'Choose a metric to begin';
  }
  const names = query.metrics.map((id) => lowerFirst(metricLabel(id, model)));
  const by = query.by?.length ? ` by ${listed(query.by.map((id) => lowerFirst(dimensionLabel(id, model))))}` : '';
  return upperFirst(
    [
      listed(names) + by,
      query.grain && (grainAdverbs[query.grain] ?? `per ${query.grain}`),
      query.period ? periodWords(query.period) : !query.grain && 'over the whole range',
      query.compare && `compared with the ${query.compare === 'previous-year' ? 'previous year' : 'previous period'}`,
      ...wordsOfFilters(query.filters, model),
      query.orderBy &&
        `ordered by ${lowerFirst(metricLabel(query.orderBy.metric, model))}, ${query.orderBy.descending ? 'largest' : 'smallest'} first`,
      query.limit !== undefined && `at most ${query.limit}`,
      query.evidence && 'with evidence',
    ]
      .filter(Boolean)
      .join(', ')
  );
}

function describeFunnel(query: FunnelQuery, model?: SalesModel): string {
  const { entity, stages } = funnelChoices(model, query);
  const pipelines = model?.pipelines ?? [];
  const pipeline = pipelines.find(({ id }) => id === query.pipeline);
  const stage = (id: string): string => stages.find(({ value }) => value === id)?.label ?? id;
  const policy = policies.find(({ value }) => value === (query.policy ?? 'reached'));
  return [
    `Funnel of ${entityWords[entity].sentence}` +
      (query.pipeline ? ` in ${pipeline?.label ?? query.pipeline}` : '') +
      (query.by ? ` by ${lowerFirst(dimensionLabel(query.by, model))}` : ''),
    query.basis === 'event' ? 'stages reached in the range' : 'entered in the range',
    query.period && periodWords(query.period),
    query.steps?.length && `only ${listed(query.steps.map(stage))}`,
    query.exclude?.length && `without ${listed(query.exclude.map(stage))}`,
    query.window !== undefined && `within ${query.window} days of entering`,
    query.policy && policy?.sentence,
    query.measure === 'amount' && 'rates by amount',
    query.matureOnly && 'mature entries only',
    ...wordsOfFilters(query.filters, model),
    query.evidence && 'with evidence',
  ]
    .filter(Boolean)
    .join(', ');
}

function describePipeline(query: PipelineQuery, model?: SalesModel): string {
  const pipeline = (model?.pipelines ?? []).find(({ id }) => id === query.pipeline);
  return [
    'What became of the open deals in the range' +
      (query.pipeline ? ` in ${pipeline?.label ?? query.pipeline}` : '') +
      (query.by ? ` by ${lowerFirst(dimensionLabel(query.by, model))}` : ''),
    query.closing && query.closing !== 'all' && `expected to close ${periodWords(query.closing)}`,
    query.measure === 'count' && 'counted',
    ...wordsOfFilters(query.filters, model),
    query.evidence && 'with evidence',
  ]
    .filter(Boolean)
    .join(', ');
}

function describeRecords(query: RecordsQuery, model?: SalesModel): string {
  const { sets, columns, entity } = recordChoices(model, query);
  const which = query.which ?? 'created';
  const column = (id: string): string => lowerFirst(columns.find(({ value }) => value === id)?.label ?? id);
  return [
    sets.find(({ value }) => value === which)?.description ?? `${upperFirst(entity)}s: ${which}`,
    query.period && periodWords(query.period),
    query.columns?.length && `with ${listed(query.columns.map(column))}`,
    query.orderBy && `ordered by ${column(query.orderBy.column)}${query.orderBy.descending ? ', largest or latest first' : ''}`,
    `at most ${query.limit ?? 100} rows`,
    ...wordsOfFilters(query.filters, model),
  ]
    .filter(Boolean)
    .join(', ');
}

const periodWords = (period: PeriodName): string =>
  lowerFirst(periods.find(({ value }) => value === period)?.label ?? `in ${period}`);

const wordsOfFilters = (filters: readonly Filter[] | undefined, model?: SalesModel): string[] =>
  (filters ?? [])
    .filter(({ dimension, values }) => dimension && values.length > 0)
    .map(({ dimension, operator, values }) => {
      const label = lowerFirst(dimensionLabel(dimension, model));
      return `where ${label} ${relationOf(operator)} ${listed(values, 'or')}`;
    });
