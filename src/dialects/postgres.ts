/** PostgreSQL 12 and later, and what speaks its SQL (TimescaleDB, Redshift is not tried). */
import { call, cast, column, fragment, literal, sql } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import { pieces } from '../sql/text';
import type { Order, Sql } from '../sql/tree';

/** A backslash is plain inside '…' (standard_conforming_strings is on since 9.1). */
function string(value: string): string {
  const quoted = pieces(value).map((piece) => `'${piece.replaceAll("'", "''")}'`);
  return quoted.length === 1 ? quoted[0]! : `(${joined(quoted)})`;
}

/** Many pieces are joined in halves: parsers count how deep an expression goes, and a || b || c is one deeper a piece. */
function joined(pieces: readonly string[]): string {
  const half = Math.ceil(pieces.length / 2);
  return pieces.length <= 8 ? pieces.join(' || ') : `(${joined(pieces.slice(0, half))}) || (${joined(pieces.slice(half))})`;
}

/** ORDER BY inside an aggregate. */
export const ordered = (order: readonly Order[]): Sql => ({
  kind: 'template',
  fragment: true,
  parts: order.map((one, at) => (at ? `${order[at - 1]!.descending ? ' DESC' : ''}, ` : '')).concat(order.at(-1)?.descending ? ' DESC' : ''),
  holes: order.map((one) => one.of),
});

const listed = (items: readonly Sql[]): Sql => ({ kind: 'template', fragment: true, parts: ['', ...items.slice(1).map(() => ', '), ''], holes: items });

export const filtered = (of: Sql, filter?: Sql): Sql => (filter ? fragment`${of} FILTER (WHERE ${filter})` : of);

export const postgres: Dialect = {
  id: 'postgres',
  label: 'PostgreSQL',
  pluginIds: ['grafana-postgresql-datasource', 'postgres'],
  quote: '"',
  types: {
    text: 'text',
    number: 'double precision',
    decimal: 'numeric(38, 4)',
    integer: 'bigint',
    boolean: 'boolean',
    instant: 'timestamptz',
    local: 'timestamp',
    date: 'date',
  },
  filterClause: true,
  splitsRanges: true,
  sortsGroups: true,
  groupingSets: true,
  lateral: true,
  string,
  time: (value, as) => `${{ instant: 'TIMESTAMPTZ', local: 'TIMESTAMP', date: 'DATE' }[as]} '${value.replaceAll("'", "''")}'`,
  toLocal: (instant, zone) => sql`${instant} AT TIME ZONE ${literal(zone)}`,
  toInstant: (local, zone) => sql`${local} AT TIME ZONE ${literal(zone)}`,
  startOf: (local, grain) => call('date_trunc', literal(grain), local),
  addDays: (local, days) => sql`${local} + ${days} * INTERVAL '1 day'`,
  addMonths: (local, months) => sql`${local} + ${literal(months)} * INTERVAL '1 month'`,
  addSeconds: (at, seconds) => sql`${at} + ${seconds} * INTERVAL '1 second'`,
  earlier: (first, second) => call('LEAST', first, second),
  dayText: (local) => call('to_char', local, literal('YYYY-MM-DD')),
  minuteText: (local) => call('to_char', local, literal('YYYY-MM-DD HH24:MI')),
  seconds: (from, to) => fragment`date_part('epoch', ${to} - ${from})`,
  each: (unit, from, to) => cast(fragment`generate_series(${from}, ${to} - INTERVAL '1 day', ${literal(`1 ${unit}`)})`, 'date'),
  periodText: (local, grain) => call('to_char', local, literal({ month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' }[grain])),
  days: (from, to) => cast(sql`${to} - ${from}`, 'number'),
  position: (of, bounds) => fragment`width_bucket(${of}, ARRAY[${listed(bounds)}])`,
  nth: (texts, position) => fragment`(ARRAY[${listed(texts)}])[${position}]`,
  quantile: (of, p, filter) => filtered(fragment`percentile_cont(${literal(p)}) WITHIN GROUP (ORDER BY ${of})`, filter),
  first: (of, order, filter) => fragment`(${filtered(fragment`array_agg(${of} ORDER BY ${ordered(order)})`, filter)})[1]`,
  trimmed: (of) => fragment`TRIM(${of}, E' \\t\\n\\r')`,
  matches: (of, pattern) => sql`${of} ~ ${literal(pattern)}`,
  typeOf: (of) => cast(call('pg_typeof', of), 'text'),
  bounds: {
    from: sql`CAST($__timeFrom() AS timestamptz)`,
    // Grafana's range ends are inclusive milliseconds. Added to a time without a zone, the sum is a constant to the planner;
    // of an instant it would be worked out again for each row that is read.
    to: fragment`((CAST($__timeTo() AS timestamptz) AT TIME ZONE 'UTC' + INTERVAL '1 millisecond') AT TIME ZONE 'UTC')`,
  },
  // To the minute, as panels round theirs: a range that ends now was fixed before the statement runs, and is not past.
  clock: sql`date_trunc('minute', CURRENT_TIMESTAMP)`,
  indexes: () => ({
    kind: 'select',
    comment: 'first column of each index',
    columns: [
      { as: 'table_name', of: sql`n.nspname || '.' || t.relname` },
      { as: 'column_name', of: column('attname', 'a') },
    ],
    from: { kind: 'table', path: ['pg_catalog', 'pg_index'], as: 'i' },
    joins: [
      { how: 'inner', to: { kind: 'table', path: ['pg_catalog', 'pg_class'], as: 't' }, on: sql`t.oid = i.indrelid` },
      { how: 'inner', to: { kind: 'table', path: ['pg_catalog', 'pg_namespace'], as: 'n' }, on: sql`n.oid = t.relnamespace` },
      { how: 'inner', to: { kind: 'table', path: ['pg_catalog', 'pg_attribute'], as: 'a' }, on: sql`a.attrelid = t.oid AND a.attnum = i.indkey[0]` },
    ],
  }),
};
