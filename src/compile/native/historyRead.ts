/**
 * A reading of rows over the days of a history. What a row says is worked out once, in a nested reading of the rows of
 * all windows; for each day, rows are then only compared with its ends and added up. Amounts in other currencies are
 * looked up for every row, and each row counts on up to as many days as the window is long.
 */
import { binary, call, column, isNotNull } from '../../sql/build';
import type { Join, Select, Sql } from '../../sql/tree';
import type { Group } from '../Group';
import { ruleDay } from './ofDay';

/** Alias of the rows in it. */
const item = 'item';

/** @param days the step of days */
export function readDaily(group: Group, days: string): Group {
  const settled = settle(group);
  const once = liftedFrom(settled, days);
  const { select, ...rest } = once ?? settled;
  const eachDay: Join = { how: 'cross', to: { kind: 'step', name: days, as: ruleDay } };
  return { ...rest, bucket: column('day', ruleDay), select: { ...select, joins: [eachDay, ...(select.joins ?? [])] } };
}

/** Choices that the conditions of the reading have made already: of closed deals, a rate is that of the closed date. */
function settle(group: Group): Group {
  const where = (group.select.where ?? []).flatMap((one) => (one.kind === 'and' ? one.of : [one]));
  const compared = where.flatMap((one) => (one.kind === 'binary' ? [isNotNull(one.left)] : []));
  const known = new Set([...where, ...compared].map((one) => JSON.stringify(one)));
  const isKnown = (of: Sql): boolean => known.has(JSON.stringify(of)) || (of.kind === 'and' && of.of.every(isKnown));
  const choose = <T>(of: T): T => mapSql(of, (one) => (one.kind === 'case' && one.when.length === 1 && isKnown(one.when[0]![0]) ? choose(one.when[0]![1]) : undefined));
  return { ...group, values: choose(group.values), select: { ...group.select, where } };
}

/** The same with its expressions as columns of a nested reading; undefined where one of them cannot be parted from the day. */
function liftedFrom(group: Group, days: string): Group | undefined {
  const { from, joins = [], where: conditions = [] } = group.select;
  const ofDay = conditions.filter(dependsOnDay);
  const [first] = ofDay;
  if (!from || !first || dependsOnDay(joins) || [...ofDay, group.values].some(asksWithin)) {
    return undefined;
  }
  const names = new Map<string, { readonly as: string; readonly of: Sql }>();
  const lift = <T>(of: T): T =>
    mapSql(of, (one) => {
      if (isConstant(one) || dependsOnDay(one)) {
        return undefined;
      }
      const key = JSON.stringify(one);
      const known = names.get(key) ?? { as: one.kind === 'column' && !taken(one.name, names) ? one.name : `row_${names.size + 1}`, of: one };
      names.set(key, known);
      return column(known.as, item);
    });
  const condition = ofDay.map(lift);
  const dimensions = group.dimensions.map(({ dimension, key, label }) => ({ dimension, key: lift(key), ...(label && { label: lift(label) }) }));
  const values = group.values.map(({ as, of }) => ({ as, of: inAggregates(of, lift) }));
  if (readsRows([values, dimensions, condition])) {
    return undefined;
  }
  const rows: Select = {
    kind: 'select',
    columns: [...names.values()],
    from,
    joins,
    where: [...conditions.filter((one) => !dependsOnDay(one)), ...ofDay.flatMap((one) => widest(one, days))],
    // PostgreSQL does not merge an ordered reading into the one around it, where it would work out each row for each day.
    orderBy: [{ of: [...names.values()][0]!.of }],
  };
  return { ...group, dimensions, values, select: { ...group.select, from: { kind: 'nested', of: rows, as: item }, joins: [], where: condition } };
}

const taken = (name: string, names: ReadonlyMap<string, { readonly as: string }>): boolean => [...names.values()].some(({ as }) => as === name);

/** What is added up, and of which rows. */
const inAggregates = (of: Sql, lift: <T>(of: T) => T): Sql =>
  mapSql(of, (one) =>
    one.kind === 'call' && ['COUNT', 'SUM', 'MAX'].includes(one.name) ? { ...one, args: one.args.map((arg) => lift(arg)), ...(one.filter && { filter: lift(one.filter) }) } : undefined
  );

/** A bound of some day as a bound of all of them. */
function widest(of: Sql, days: string): readonly Sql[] {
  if (of.kind !== 'binary' || dependsOnDay(of.left) || of.right.kind !== 'column' || of.right.table !== ruleDay || !['<', '<=', '>', '>='].includes(of.op)) {
    return [];
  }
  const bound = call(of.op.startsWith('>') ? 'MIN' : 'MAX', column(of.right.name));
  return [binary(of.left, of.op, { kind: 'scalar', of: { kind: 'select', columns: [{ as: 'bound', of: bound }], from: { kind: 'step', name: days } } })];
}

const isConstant = (of: Sql): boolean => of.kind === 'literal' || (of.kind === 'template' && of.holes.length === 0);

/** Whether a column of the day is read anywhere in it. */
function dependsOnDay(node: unknown): boolean {
  const one = node as { readonly kind?: string; readonly table?: string } | null;
  return typeof one === 'object' && one !== null && ((one.kind === 'column' && one.table === ruleDay) || Object.values(one).some(dependsOnDay));
}

/** Whether something is left that reads the rows themselves: an aggregate in a dialect's own spelling. */
function readsRows(node: unknown): boolean {
  const one = node as { readonly kind?: string; readonly table?: string; readonly name?: string } | null;
  return typeof one === 'object' && one !== null && ((one.kind === 'column' && one.table !== undefined && one.table !== ruleDay && one.table !== item) || Object.values(one).some(readsRows));
}

/** A question within an expression that asks by the day. */
function asksWithin(node: unknown): boolean {
  const one = node as { readonly kind?: string } | null;
  if (typeof one !== 'object' || one === null) {
    return false;
  }
  return (one.kind === 'scalar' && dependsOnDay(one)) || Object.values(one).some(asksWithin);
}

const kinds = ['column', 'literal', 'binary', 'and', 'or', 'not', 'isNull', 'in', 'call', 'over', 'case', 'cast', 'scalar', 'template'];

/** A copy with every expression replaced for which `replace` has another; what it replaces is not searched further. */
function mapSql<T>(node: T, replace: (of: Sql) => Sql | undefined): T {
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  if (Array.isArray(node)) {
    return node.map((one: unknown) => mapSql(one, replace)) as T;
  }
  const { kind } = node as { readonly kind?: string };
  const other = kind !== undefined && kinds.includes(kind) ? replace(node as unknown as Sql) : undefined;
  return (other ?? Object.fromEntries(Object.entries(node).map(([name, part]) => [name, mapSql(part as unknown, replace)]))) as T;
}
