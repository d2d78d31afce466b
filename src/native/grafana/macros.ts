/**
 * What Grafana's PostgreSQL data source does to a statement before the database sees it: its global replacements, then
 * its macros. Both reach into comments and literals, as they do in Grafana.
 */
import { SalesError } from '../../sql/SalesError';

export interface MacroRange {
  readonly from: Date;
  readonly to: Date;
  /** `intervalMs` of the query; Grafana takes 1000 where a rule has none. */
  readonly intervalMs?: number;
}

/** `2026-01-02T03:04:05.67Z`: UTC, a fraction without trailing zeros. */
export const rfc3339Nano = (instant: Date): string => instant.toISOString().replace(/\.?0*Z$/, 'Z');

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

type Macro = (range: MacroRange, column: string) => string;

const macros: Readonly<Record<string, Macro>> = {
  __timeFrom: ({ from }) => `'${rfc3339Nano(from)}'`,
  __timeTo: ({ to }) => `'${rfc3339Nano(to)}'`,
  __timeFilter: ({ from, to }, column) => `${column} BETWEEN '${rfc3339Nano(from)}' AND '${rfc3339Nano(to)}'`,
  __unixEpochFilter: ({ from, to }, column) => `${column} >= ${seconds(from)} AND ${column} <= ${seconds(to)}`,
  __time: (_, column) => `${column} AS "time"`,
  __timeEpoch: (_, column) => `extract(epoch from ${column}) as "time"`,
};

/** Macros that Grafana has and our statements never use: buckets of fixed length in UTC, and nanoseconds. */
const unused = ['__timeGroup', '__timeGroupAlias', '__unixEpochGroup', '__unixEpochGroupAlias', '__unixEpochNanoFilter', '__unixEpochNanoFrom', '__unixEpochNanoTo'];

const isMacro = /\$([_a-zA-Z0-9]+)\(([^)]*)\)/g;

/** The names behind `$` and before `(` that Grafana would refuse. */
export const unknownMacros = (sql: string): string[] =>
  [...replaceGlobals(sql, { from: new Date(0), to: new Date(0) }).matchAll(isMacro)].map(([, name]) => name!).filter((name) => !Object.hasOwn(macros, name) && !unused.includes(name));

/** @throws SalesError `native/unknown-macro` for anything that looks like a call of a macro and is none */
export function expandMacros(sql: string, range: MacroRange): string {
  return replaceGlobals(sql, range).replace(isMacro, (_, name: string, list: string) => {
    const macro = Object.hasOwn(macros, name) ? macros[name] : undefined;
    if (!macro) {
      const why = unused.includes(name) ? 'is not supported here' : "is no macro of Grafana's PostgreSQL data source";
      throw new SalesError('native/unknown-macro', `the statement calls $${name}(…), which ${why}: use $__timeFrom() and $__timeTo(), and split a "$" before a name in a literal`);
    }
    return macro(range, list.split(',')[0]!.replace(/^ +| +$/g, ''));
  });
}

function replaceGlobals(sql: string, { from, to, intervalMs }: MacroRange): string {
  // A rule without an interval, or with 0, has one second.
  const interval = Math.trunc(intervalMs || 1000);
  return sql
    .replaceAll('$__interval_ms', () => String(interval))
    .replaceAll('$__interval', () => formatInterval(interval))
    .replaceAll('$__unixEpochFrom()', () => String(seconds(from)))
    .replaceAll('$__unixEpochTo()', () => String(seconds(to)));
}

const units: ReadonlyArray<readonly [number, string]> = [
  [365 * 86_400_000, 'y'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
  [1, 'ms'],
];

/** The largest unit alone: 90 minutes are `1h`. */
function formatInterval(milliseconds: number): string {
  const [size, unit] = units.find(([one]) => milliseconds >= one) ?? [1, 'ms'];
  return `${Math.max(1, Math.trunc(milliseconds / size))}${unit}`;
}
