/** DuckDB 1.x: PostgreSQL's grammar with its own functions. The session's time zone never matters here. */
import { call, cast, fragment, literal, sql } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import { filtered, ordered, postgres } from './postgres';

export const duckdb: Dialect = {
  ...postgres,
  id: 'duckdb',
  label: 'DuckDB',
  pluginIds: ['motherduck-duckdb-datasource'],
  types: { ...postgres.types, text: 'VARCHAR', number: 'DOUBLE', integer: 'BIGINT', instant: 'TIMESTAMPTZ', local: 'TIMESTAMP' },
  addDays: (local, days) => sql`${local} + to_days(CAST(${days} AS INTEGER))`,
  addMonths: (local, months) => sql`${local} + to_months(${literal(months)})`,
  addSeconds: (at, seconds) => sql`${at} + to_seconds(${seconds})`,
  dayText: (local) => call('strftime', local, literal('%Y-%m-%d')),
  minuteText: (local) => call('strftime', local, literal('%Y-%m-%d %H:%M')),
  seconds: (from, to) => sql`CAST(epoch_us(${to}) - epoch_us(${from}) AS DOUBLE) / 1000000`,
  each: (unit, from, to) => cast(fragment`unnest(generate_series(${from}, ${to} - INTERVAL '1 day', INTERVAL ${literal(`1 ${unit}`)}))`, 'date'),
  periodText: (local, grain) => (grain === 'quarter' ? sql`strftime(${local}, '%Y-Q') || quarter(${local})` : call('strftime', local, literal(grain === 'month' ? '%Y-%m' : '%Y'))),
  days: (from, to) => cast(sql`${to} - ${from}`, 'number'),
  splitsRanges: false,
  sortsGroups: false,
  position: undefined,
  nth: undefined,
  quantile: (of, p, filter) => filtered(call('quantile_cont', of, literal(p)), filter),
  first: (of, order, filter) => filtered(fragment`first(${of} ORDER BY ${ordered(order)})`, filter),
  matches: (of, pattern) => call('regexp_matches', of, literal(pattern)),
  typeOf: (of) => call('typeof', of),
  indexes: undefined,
};
