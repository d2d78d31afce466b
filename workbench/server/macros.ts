/**
 * The macros of Grafana's PostgreSQL data source, with its expansions: bounds are UTC and inclusive, groups are
 * fixed lengths of seconds, and any `$word(` is taken for a macro, in a literal or a comment too.
 */
import { formatInterval, parseInterval } from './interval';

export interface MacroRange {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface MacroContext extends MacroRange {
  /** Replaces `$__interval`, in milliseconds. */
  readonly interval: number;
}

type Macro = (args: readonly string[], range: MacroRange) => string;

const macroCall = /\$([_a-zA-Z0-9]+)\(([^)]*)\)/g;

const macros = new Map<string, Macro>([
  ['__time', ([column]) => `${column} AS "time"`],
  ['__timeEpoch', ([column]) => `extract(epoch from ${column}) as "time"`],
  ['__timeFilter', ([column], { from, to }) => `${column} BETWEEN '${instant(from)}' AND '${instant(to)}'`],
  ['__timeFrom', (_, { from }) => `'${instant(from)}'`],
  ['__timeTo', (_, { to }) => `'${instant(to)}'`],
  ['__timeGroup', (args) => group('__timeGroup', args, (column) => `extract(epoch from ${column})`)],
  ['__timeGroupAlias', (args, range) => `${expand('__timeGroup', args, range)} AS "time"`],
  ['__unixEpochFilter', ([column], { from, to }) => `${column} >= ${seconds(from)} AND ${column} <= ${seconds(to)}`],
  ['__unixEpochNanoFilter', ([column], { from, to }) => `${column} >= ${nanos(from)} AND ${column} <= ${nanos(to)}`],
  ['__unixEpochNanoFrom', (_, { from }) => nanos(from)],
  ['__unixEpochNanoTo', (_, { to }) => nanos(to)],
  ['__unixEpochGroup', (args) => group('__unixEpochGroup', args, (column) => `(${column})`)],
  ['__unixEpochGroupAlias', (args, range) => `${expand('__unixEpochGroup', args, range)} AS "time"`],
]);

/** The SQL that the database gets. Throws on a macro that does not exist, as Grafana does. */
export function expandMacros(sql: string, context: MacroContext): string {
  const text = sql
    .replaceAll('$__interval_ms', String(context.interval))
    .replaceAll('$__interval', formatInterval(context.interval))
    .replaceAll('$__unixEpochFrom()', String(seconds(context.from)))
    .replaceAll('$__unixEpochTo()', String(seconds(context.to)));
  return text.replace(macroCall, (call: string, name: string, list: string, at: number) => {
    const args = list.split(',').map((arg) => arg.trim());
    // A group that a comma follows is a column of its own and gets the name that the frame needs.
    const isColumn = name === '__timeGroup' && text[at + call.length] === ',';
    return expand(isColumn ? '__timeGroupAlias' : name, args, context);
  });
}

function expand(name: string, args: readonly string[], range: MacroRange): string {
  const macro = macros.get(name);
  if (!macro) {
    throw new Error(`interpolation failed: unknown macro "${name}"`);
  }
  if (needsColumn(name) && !args[0]) {
    throw new Error(`interpolation failed: missing time column argument for macro ${name}`);
  }
  return macro(args, range);
}

function needsColumn(name: string): boolean {
  return !/(From|To)$/.test(name);
}

function group(name: string, [column = '', length = '']: readonly string[], epoch: (column: string) => string): string {
  if (!length) {
    throw new Error(`interpolation failed: macro ${name} needs time column and interval and optional fill value`);
  }
  const size = goFloat(parseInterval(length.replace(/^'|'$/g, '')) / 1000);
  return `floor(${epoch(column)}/${size})*${size}`;
}

/** Go prints a float of a million or more with an exponent. */
function goFloat(value: number): string {
  if (value < 1e6) {
    return String(value);
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa}e+${exponent.slice(1).padStart(2, '0')}`;
}

/** RFC 3339 in UTC without trailing zeros in the fraction. */
function instant(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits ? `.${digits}Z` : 'Z'));
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function nanos(milliseconds: number): string {
  return `${BigInt(Math.round(milliseconds)) * 1_000_000n}`;
}
