/** Command-line options → a query and a range. */
import type { Grain } from '../sql/Dialect';
import type { SalesModel } from '../model/types';
import { migrateQuery } from '../plan/migrateQuery';
import { periodNames } from '../plan/period';
import { currentSchemaVersion, type Filter, type FunnelEntity, type FunnelPolicy, type Range, type SalesQuery } from '../plan/query';
import { recordSets } from '../plan/recordSets';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { questionOf } from './question';
import { parseDays, parseTime } from './times';

export interface QueryOptions {
  query?: string;
  metrics?: string;
  by?: string;
  grain?: string;
  from?: string;
  to?: string;
  filter: string[];
  compare?: string;
  funnel?: boolean;
  quality?: boolean;
  waterfall?: boolean;
  closing?: string;
  bars?: boolean;
  records?: string;
  which?: string;
  columns?: string;
  period?: string;
  entity?: string;
  pipeline?: string;
  steps?: string;
  exclude?: string;
  policy?: string;
  measure?: string;
  window?: string;
  basis?: string;
  matureOnly?: boolean;
  horizon?: string;
  limit?: string;
  order?: string;
  evidence?: boolean;
  now?: string;
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').map((item) => item.trim()).filter(Boolean);

function oneOf<T extends string>(value: string | undefined, choices: readonly T[], option: string): T | undefined {
  if (value === undefined || choices.includes(value as T)) {
    return value as T | undefined;
  }
  const guess = nearest(value, choices);
  throw new SalesError('usage/bad-option', `${option} "${value}" is not known: ${guess ? `did you mean "${guess}"?` : `use ${choices.join(', ')}`}`);
}

const grains: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];

/** `dim=value`, `dim!=value`, `dim=~pattern`, `dim!~pattern`; the value is everything after the operator. */
function parseFilter(text: string): Filter {
  const match = /^([^=!~]+?)(=~|!~|!=|=)(.*)$/s.exec(text);
  if (!match) {
    throw new SalesError('usage/bad-filter', `--filter ${JSON.stringify(text)} is not understood: write dimension=value or dimension!=value`);
  }
  const [, dimension, operator, value] = match as unknown as [string, string, '=' | '!=' | '=~' | '!~', string];
  return { dimension: dimension.trim(), operator, values: [value] };
}

function count(text: string | undefined, option: string): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new SalesError('usage/bad-number', `${option} ${JSON.stringify(text)} is not a number of rows: write a whole number from 1`);
  }
  return value;
}

export function toQuery(options: QueryOptions, readQuery: (file: string) => string): SalesQuery {
  const question = questionOf(options);
  if (options.query !== undefined) {
    let saved: unknown;
    try {
      saved = JSON.parse(readQuery(options.query));
    } catch (error) {
      throw new SalesError('usage/bad-json', `the query in ${options.query} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    return migrateQuery({ refId: 'A', ...(saved as object) });
  }
  const filters = options.filter.map(parseFilter);
  const base = { refId: 'A', schemaVersion: currentSchemaVersion, filters };
  if (question === 'quality') {
    return { ...base, type: 'quality' };
  }
  const period = oneOf(options.period, periodNames, '--period');
  const [orderBy = '', direction] = (options.order ?? '').split(':');
  if (question === 'records') {
    return {
      ...base,
      type: 'records',
      entity: oneOf(options.records, ['deal', 'lead'] as const, '--records'),
      which: oneOf(options.which, recordSets(options.records === 'lead' ? 'lead' : 'deal').map(({ id }) => id), '--which'),
      columns: options.columns === undefined ? undefined : list(options.columns),
      orderBy: orderBy ? { column: orderBy, descending: direction !== 'asc' } : undefined,
      limit: count(options.limit, '--limit'),
      period,
    };
  }
  if (question === 'waterfall') {
    return {
      ...base,
      type: 'pipeline',
      closing: oneOf(options.closing, ['all', ...periodNames], '--closing'),
      by: list(options.by)[0],
      pipeline: options.pipeline,
      measure: oneOf(options.measure, ['count', 'amount'] as const, '--measure'),
      evidence: options.evidence,
      bars: options.bars,
    };
  }
  if (question === 'funnel') {
    return {
      ...base,
      period,
      type: 'funnel',
      entity: oneOf<FunnelEntity>(options.entity, ['deal', 'lead', 'lead-to-deal'], '--entity'),
      pipeline: options.pipeline,
      steps: options.steps === undefined ? undefined : list(options.steps),
      exclude: options.exclude === undefined ? undefined : list(options.exclude),
      policy: oneOf<FunnelPolicy>(options.policy, ['reached', 'strict', 'any'], '--policy'),
      measure: oneOf(options.measure, ['count', 'amount'] as const, '--measure'),
      basis: oneOf(options.basis, ['cohort', 'event'] as const, '--basis'),
      window: options.window === undefined ? undefined : parseDays(options.window, '--window'),
      matureOnly: options.matureOnly,
      by: list(options.by)[0],
      evidence: options.evidence,
    };
  }
  return {
    ...base,
    type: 'metrics',
    metrics: list(options.metrics),
    period,
    by: list(options.by),
    grain: oneOf(options.grain, grains, '--grain'),
    compare: oneOf(options.compare, ['previous-period', 'previous-year'] as const, '--compare'),
    horizon: options.horizon === undefined ? undefined : parseDays(options.horizon, '--horizon'),
    limit: count(options.limit, '--limit'),
    orderBy: orderBy ? { metric: orderBy, descending: direction !== 'asc' } : undefined,
    evidence: options.evidence,
  };
}

/** Without --from and --to: the 90 days up to now. */
export function toRange(options: QueryOptions, model: SalesModel): Range {
  const zone = model.calendar.timeZone;
  const now = options.now === undefined ? new Date() : parseTime(options.now, zone, '--now');
  const to = options.to === undefined ? now : parseTime(options.to, zone, '--to');
  const from = options.from === undefined ? new Date(to.getTime() - 90 * 86_400_000) : parseTime(options.from, zone, '--from');
  return { from, to, now };
}
