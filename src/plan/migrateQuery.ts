/**
 * A saved query of any age → today's SalesQuery. Pure, and twice is once. It never interpolates: a text with a
 * dashboard variable in it (`$grain`, `[[limit]]`) is left as it is wherever it stands, and is checked when it is
 * migrated again after Grafana has filled the variable in. Keys that are not ours (`datasource`, `hide`, …) are kept.
 */
import { didYouMean } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { periodNames } from './period';
import { currentSchemaVersion, type FunnelQuery, type MetricsQuery, type PipelineQuery, type QualityQuery, type RecordsQuery, type SalesQuery } from './query';

type Json = Readonly<Record<string, unknown>>;
/** The value as the query wants it, or `unfit` with what would do. */
type Check = (value: unknown) => unknown;

class Unfit {
  constructor(readonly wanted: string) {}
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasVariable = (value: unknown): boolean => typeof value === 'string' && /\$|\[\[/.test(value);

const text: Check = (value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : new Unfit('a text'));
const flag: Check = (value) => (typeof value === 'boolean' || hasVariable(value) ? value : new Unfit('true or false'));

const number: Check = (value) => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return hasVariable(value) ? value : typeof read === 'number' && Number.isFinite(read) && read > 0 ? read : new Unfit('a number above 0');
};

const choice = (...values: readonly string[]): Check => (value) => {
  if (hasVariable(value) || values.some((one) => one === value)) {
    return value;
  }
  return new Unfit(`one of ${values.join(', ')}${typeof value === 'string' ? didYouMean(value, values) : ''}`);
};

/** A list; one text alone is a list of one. */
const texts: Check = (value) => {
  const list = (Array.isArray(value) ? value : [value]).map(text);
  return list.some((one) => one instanceof Unfit) ? new Unfit('a list of texts') : list;
};

const operator = choice('=', '!=', 'in', 'not in', '=~', '!~');
const filters: Check = (value) => {
  const list = Array.isArray(value) ? value.map(filter) : [new Unfit('')];
  return list.find((one) => one instanceof Unfit) ? new Unfit('a list of { "dimension", "operator", "values" }') : list;
};
const filter: Check = (value) => {
  if (!isObject(value)) {
    return new Unfit('');
  }
  const read = { ...value, dimension: text(value['dimension']), operator: operator(value['operator']), values: texts(value['values'] ?? []) };
  return Object.values(read).some((one) => one instanceof Unfit) ? new Unfit('') : read;
};

const orderBy: Check = (value) =>
  isObject(value) && typeof value['metric'] === 'string' && (value['descending'] === undefined || typeof value['descending'] === 'boolean')
    ? value
    : new Unfit('{ "metric", "descending" }');
const orderByColumn: Check = (value) =>
  isObject(value) && typeof value['column'] === 'string' && (value['descending'] === undefined || typeof value['descending'] === 'boolean')
    ? value
    : new Unfit('{ "column", "descending" }');

/** The empty text stands for the dashboard's range. */
const period: Check = (value) => (value === '' ? value : choice(...periodNames)(value));

type Keys<Query extends SalesQuery> = Readonly<Record<Exclude<keyof Query, 'type' | 'refId' | 'schemaVersion' | 'hide'>, Check>>;

const metrics: Keys<MetricsQuery> = {
  filters,
  metrics: texts,
  by: texts,
  grain: choice('day', 'week', 'month', 'quarter', 'year'),
  compare: choice('previous-period', 'previous-year'),
  period,
  horizon: number,
  evidence: flag,
  limit: number,
  orderBy,
};

const funnel: Keys<FunnelQuery> = {
  filters,
  entity: choice('deal', 'lead', 'lead-to-deal'),
  pipeline: text,
  steps: texts,
  exclude: texts,
  policy: choice('reached', 'strict', 'any'),
  measure: choice('count', 'amount'),
  window: number,
  basis: choice('cohort', 'event'),
  by: text,
  period,
  matureOnly: flag,
  timing: flag,
  losses: flag,
  values: flag,
  evidence: flag,
  pad: flag,
};

const quality: Keys<QualityQuery> = { filters };
const records: Keys<RecordsQuery> = {
  filters,
  entity: choice('deal', 'lead'),
  which: text,
  columns: texts,
  orderBy: orderByColumn,
  limit: number,
  period,
};

const pipeline: Keys<PipelineQuery> = {
  filters,
  closing: choice('all', ...periodNames),
  by: text,
  pipeline: text,
  measure: choice('count', 'amount'),
  evidence: flag,
  bars: flag,
};

const checks: Readonly<Record<SalesQuery['type'], Readonly<Record<string, Check>>>> = { metrics, funnel, quality, records, pipeline };
const types = Object.keys(checks) as ReadonlyArray<SalesQuery['type']>;
const later = ['cohorts', 'timing', 'flow'];
const ours = new Set(['type', ...Object.values(checks).flatMap((keys) => Object.keys(keys))]);

/** @throws SalesError `query/newer-version`, `query/unknown-type`, `query/not-yet`, `query/wrong-shape` */
export function migrateQuery(saved: unknown): SalesQuery {
  if (saved !== undefined && saved !== null && !isObject(saved)) {
    throw new SalesError('query/wrong-shape', `a query is an object, and this is ${JSON.stringify(saved)}`);
  }
  // A key without a value says nothing.
  const given = Object.fromEntries(Object.entries(saved ?? {}).filter(([, value]) => value !== null && value !== undefined));
  const refId = typeof given['refId'] === 'string' ? given['refId'] : 'A';
  checkVersion(given['schemaVersion'], refId);
  const isEmpty = !Object.keys(given).some((key) => ours.has(key));
  const type = readType(given['type'] ?? 'metrics', refId);
  const read = Object.entries(checks[type]).flatMap(([key, check]) => {
    const value = given[key] === undefined ? undefined : check(given[key]);
    if (value instanceof Unfit) {
      throw new SalesError('query/wrong-shape', `"${key}" is ${JSON.stringify(given[key])}: it must be ${value.wanted}`, { refId });
    }
    return value === undefined ? [] : [[key, value]];
  });
  const filled = type === 'metrics' && given['metrics'] === undefined ? { metrics: isEmpty ? ['bookings'] : [] } : {};
  return { ...given, ...filled, ...Object.fromEntries(read), type, refId, schemaVersion: currentSchemaVersion } as unknown as SalesQuery;
}

function checkVersion(version: unknown, refId: string): void {
  const number = version === undefined ? 1 : Number(version);
  if (!Number.isInteger(number) || number < 1) {
    throw new SalesError('query/wrong-shape', `"schemaVersion" is ${JSON.stringify(version)}: it must be a whole number from 1`, { refId });
  }
  if (number > currentSchemaVersion) {
    throw new SalesError(
      'query/newer-version',
      `the query was saved by a newer version of the plugin (query version ${number}, this plugin knows ${currentSchemaVersion}): update the plugin`,
      { refId }
    );
  }
}

function readType(type: unknown, refId: string): SalesQuery['type'] {
  const known = types.find((one) => one === type);
  if (known) {
    return known;
  }
  if (later.some((one) => one === type)) {
    throw new SalesError('query/not-yet', `queries of type "${String(type)}" come with a later version: use ${types.join(', ')}`, { refId });
  }
  const remedy = typeof type === 'string' ? didYouMean(type, types) : '';
  throw new SalesError('query/unknown-type', `unknown query type ${JSON.stringify(type)}${remedy || `: use ${types.join(', ')}`}`, { refId });
}
