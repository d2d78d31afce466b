import type { Sql } from '../sql/tree';

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
