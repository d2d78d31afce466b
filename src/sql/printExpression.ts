import type { Dialect } from './Dialect';
import { unreachable } from './SalesError';
import { checkText } from './text';
import type { Select, Sql } from './tree';

/** A quoted name. Names from the model are checked when the model is parsed; aliases are ours. */
export const quoteName = (name: string, dialect: Dialect): string =>
  dialect.quote + name.replaceAll(dialect.quote, dialect.quote + dialect.quote) + dialect.quote;

/** How tightly a node binds; a child that binds no tighter than its parent is put in parentheses. */
function strength(of: Sql): number {
  switch (of.kind) {
    case 'or':
      return 1;
    case 'and':
      return 2;
    case 'not':
      return 3;
    case 'isNull':
    case 'in':
      return 4;
    case 'binary':
      return of.op === '*' || of.op === '/' ? 6 : of.op === '+' || of.op === '-' ? 5 : 4;
    case 'template':
      return of.fragment || of.holes.length === 0 ? 9 : 4;
    default:
      return 9;
  }
}

export function printExpression(of: Sql, dialect: Dialect, scalar: (select: Select) => string): string {
  const plain = (child: Sql): string => printExpression(child, dialect, scalar);
  const child = (inner: Sql, above: number): string => (strength(inner) <= above ? `(${plain(inner)})` : plain(inner));
  switch (of.kind) {
    case 'column':
      return (of.table ? `${quoteName(of.table, dialect)}.` : '') + quoteName(of.name, dialect);
    case 'literal':
      return printLiteral(of.value, of.as, dialect);
    case 'binary': {
      const own = strength(of);
      // a + b + c needs no parentheses on its left.
      return `${child(of.left, own >= 5 ? own - 1 : own)} ${of.op} ${child(of.right, own)}`;
    }
    case 'and':
    case 'or':
      return of.of.map((one) => child(one, strength(of))).join(of.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${child(of.of, 8)}`;
    case 'isNull':
      return `${child(of.of, 4)} IS ${of.not ? 'NOT ' : ''}NULL`;
    case 'in':
      return `${child(of.of, 4)} IN (${of.values.map(plain).join(', ')})`;
    case 'call':
      return printCall(of, dialect, plain);
    case 'over': {
      const partition = of.partition.length ? `PARTITION BY ${of.partition.map(plain).join(', ')}` : '';
      const order = of.order.length
        ? `ORDER BY ${of.order.map((one) => plain(one.of) + (one.descending ? ' DESC' : '')).join(', ')}`
        : '';
      return `${plain(of.of)} OVER (${[partition, order].filter(Boolean).join(' ')})`;
    }
    case 'case': {
      const otherwise = of.otherwise.kind === 'literal' && of.otherwise.value === null ? '' : ` ELSE ${plain(of.otherwise)}`;
      return `CASE ${of.when.map(([condition, then]) => `WHEN ${plain(condition)} THEN ${plain(then)}`).join(' ')}${otherwise} END`;
    }
    case 'cast':
      return `CAST(${plain(of.of)} AS ${dialect.types[of.to]})`;
    case 'scalar':
      return scalar(of.of);
    case 'template':
      return of.parts.map((part, at) => part + (at < of.holes.length ? printHole(of.parts, at, of.holes[at]!, plain, child) : '')).join('');
    default:
      return unreachable(of);
  }
}

/** A hole that stands alone between parentheses or commas, or is all of a WHERE, needs none of its own. */
function printHole(parts: readonly string[], at: number, hole: Sql, plain: (of: Sql) => string, child: (of: Sql, above: number) => string): string {
  const enclosed = /(?:[(,]|\(WHERE)\s*$/.test(parts[at]!) && /^\s*[),]/.test(parts[at + 1]!);
  return enclosed ? plain(hole) : child(hole, 8);
}

function printCall(of: Extract<Sql, { kind: 'call' }>, dialect: Dialect, plain: (of: Sql) => string): string {
  const { name, args, distinct, filter } = of;
  const inner = (list: readonly Sql[]) => `${name}(${distinct ? 'DISTINCT ' : ''}${list.map(plain).join(', ')})`;
  if (!filter) {
    return inner(args);
  }
  if (dialect.filterClause) {
    return `${inner(args)} FILTER (WHERE ${plain(filter)})`;
  }
  const counted: Sql = args[0]?.kind === 'template' && args[0].parts[0] === '*' ? { kind: 'literal', value: 1 } : args[0]!;
  return inner([{ kind: 'case', when: [[filter, counted]], otherwise: { kind: 'literal', value: null } }]);
}

function printLiteral(value: string | number | boolean | null, as: 'instant' | 'local' | 'date' | undefined, dialect: Dialect): string {
  if (value === null) {
    return 'NULL';
  }
  if (typeof value === 'boolean') {
    return value ? 'TRUE' : 'FALSE';
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new Error(`no SQL literal for ${value}`);
    }
    return value < 0 ? `(${value})` : String(value);
  }
  return as ? dialect.time(checkText(value), as) : dialect.string(checkText(value));
}
