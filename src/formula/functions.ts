/**
 * The functions of the formula language. Each entry states both meanings side by side: `evaluate` for panels, `sql`
 * for alert rules and exports; tests/property/formula.test.ts shows that they agree. Arguments of `sql` are doubles
 * already (toSql casts them). Only `coalesce` turns NULL into a number.
 */
import { call, isNull, literal, nothing, or, when } from '../sql/build';
import type { Sql } from '../sql/tree';
import { statistics } from './statistics';

export type Value = number | null;

export interface FormulaFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [least: number, most: number];
  /** `sqrt(x)`: shown in errors, help and docs. */
  readonly usage: string;
  /** One sentence. */
  readonly meaning: string;
  /** The argument at this position is a positive number that the formula states (a literal), not a computed one. */
  readonly constant?: number;
  evaluate(...args: Value[]): Value;
  sql(...args: Sql[]): Sql;
}

/** Null in, null out. */
export const strict =
  (of: (...args: number[]) => Value) =>
  (...args: Value[]): Value => {
    const numbers = args.filter((arg) => arg !== null);
    return numbers.length === args.length ? of(...numbers) : null;
  };

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
  ...statistics,
};

export const functionNames: readonly string[] = Object.keys(table);

/** Undefined for a name that is no function, whatever objects inherit. */
export const functionByName = (name: string): FormulaFunction | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
