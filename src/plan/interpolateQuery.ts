/** Fills variables into the query model. SQL is compiled afterwards, from values. */
import { migrateQuery } from './migrateQuery';
import type { Filter, SalesQuery } from './query';
import { SalesError } from '../sql/SalesError';

/** What a text with variables in it stands for. */
export interface Expanded {
  /** "All" is chosen: nothing is to be filtered. `values` are then those that it stands for, as far as known. */
  readonly all: boolean;
  readonly values: readonly string[];
}

export type Expand = (text: string) => Expanded;

const lists = new Set(['metrics', 'by', 'steps', 'exclude', 'columns']);
const settings = new Set([
  'by',
  'grain',
  'compare',
  'horizon',
  'limit',
  'evidence',
  'entity',
  'pipeline',
  'policy',
  'measure',
  'basis',
  'window',
  'matureOnly',
  'timing',
  'pad',
  'closing',
  'bars',
  'period',
  'which',
]);

/**
 * The query with every variable in it replaced, and checked again. Lists grow where a variable has several values; an
 * empty value leaves a setting out; a filter by "All" is no filter, and all of a funnel's stages are all stages.
 * @throws SalesError `query/unknown-variable`, `query/one-value`, and those of migrateQuery
 */
export function interpolateQuery(query: SalesQuery, expand: Expand): SalesQuery {
  return migrateQuery(
    Object.fromEntries(Object.entries(query).map(([key, value]) => [key, interpolateValue(key, value, expand)]))
  );
}

function interpolateValue(key: string, value: unknown, expand: Expand): unknown {
  if (key === 'filters') {
    return (value as readonly Filter[]).flatMap((filter) => interpolateFilter(filter, expand));
  }
  if (key === 'orderBy') {
    return Object.fromEntries(
      Object.entries(value as object).map(([part, of]: [string, unknown]) => [
        part,
        typeof of === 'string' ? (single(key, of, expand) ?? '') : of,
      ])
    );
  }
  if (lists.has(key) && Array.isArray(value)) {
    return interpolateList(key, value as readonly string[], expand);
  }
  return settings.has(key) && typeof value === 'string' ? single(key, value, expand) : value;
}

function interpolateFilter(filter: Filter, expand: Expand): Filter[] {
  const expanded = filter.values.map(expand);
  return expanded.some(({ all }) => all)
    ? []
    : [
        {
          ...filter,
          dimension: single('filter', filter.dimension, expand) ?? '',
          values: expanded.flatMap(({ values }) => values),
        },
      ];
}

function interpolateList(key: string, texts: readonly string[], expand: Expand): string[] {
  const expanded = texts.map(expand);
  const all = key === 'steps' && expanded.some((one) => one.all);
  return all ? [] : [...new Set(expanded.flatMap(({ values }) => values).filter((value) => value !== ''))];
}

function single(setting: string, text: string, expand: Expand): string | undefined {
  const { values } = expand(text);
  if (values.length > 1) {
    throw new SalesError(
      'query/one-value',
      `"${setting}" takes one value, but ${text} has ${values.length}: choose one of them`
    );
  }
  return values[0] || undefined;
}
