/**
 * The functions of the formula language. Each entry states both meanings side by side: `evaluate` for panels, `sql`
 * for alert rules and exports; tests/property/formula.test.ts shows that they agree. Arguments of `sql` are doubles
 * already (toSql casts them). Only `coalesce` turns NULL into a number.
 */
import { binary, call, isNull, literal, nothing, or, when } from '../sql/build';
import type { Sql } from '../sql/tree';
import { strict, type FormulaFunction } from './FormulaFunction';
import { statistics } from './statistics';

/** NULL when any argument is: LEAST and GREATEST skip NULLs in some databases. */
const ofAll = (name: string) => (...args: Sql[]): Sql => when(or(...args.map(isNull)), nothing, call(name, ...args));

const table: Readonly<Record<string, FormulaFunction>> = {
  coalesce: {
    arity: [2, 8],
    usage: 'coalesce(a, b, …)',
    meaning: 'The first argument that has a value.',
    evaluate: (...args) => args.find((arg) => arg !== null) ?? null,
    sql: (...args) => call('COALESCE', ...args),
  },
  abs: {
    arity: [1, 1],
    usage: 'abs(x)',
    meaning: 'The value without its sign.',
    evaluate: strict(Math.abs),
    sql: (of) => call('ABS', of!),
  },
  sqrt: {
    arity: [1, 1],
    usage: 'sqrt(x)',
    meaning: 'The square root; 0 for a negative value.',
    evaluate: strict((of) => Math.sqrt(Math.max(of, 0))),
    sql: (of) => when(isNull(of!), nothing, call('SQRT', call('GREATEST', of!, literal(0)))),
  },
  least: {
    arity: [2, 8],
    usage: 'least(a, b, …)',
    meaning: 'The smallest argument; no value when one has none.',
    evaluate: strict(Math.min),
    sql: ofAll('LEAST'),
  },
  greatest: {
    arity: [2, 8],
    usage: 'greatest(a, b, …)',
    meaning: 'The largest argument; no value when one has none.',
    evaluate: strict(Math.max),
    sql: ofAll('GREATEST'),
  },
  if_positive: {
    arity: [2, 2],
    usage: 'if_positive(condition, value)',
    meaning: 'The value where the condition is above 0; no value otherwise.',
    evaluate: (condition, value) => (condition !== null && condition! > 0 ? value! : null),
    sql: (condition, value) => when(binary(condition!, '>', literal(0)), value!),
  },
  ...statistics,
};

export const functionNames: readonly string[] = Object.keys(table);

/** Undefined for a name that is no function, whatever objects inherit. */
export const functionByName = (name: string): FormulaFunction | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
