/**
 * A formula as SQL, equal to evaluate.ts row by row for components up to 1e15. References and numbers are cast to
 * doubles (1 / 2 is 0 in PostgreSQL otherwise) and divisors are NULLIF(…, 0) (1 / 0 is an error in PostgreSQL and
 * infinity in DuckDB). Beyond the range of doubles databases differ: PostgreSQL raises an error where evaluate says
 * null.
 */
import { binary, call, cast, literal } from '../sql/build';
import { unreachable } from '../sql/SalesError';
import type { Sql } from '../sql/tree';
import { functionByName } from './functions';
import type { Formula, Scope } from './tree';

/** `column` gives the component that a reference stands for; it is called for each occurrence. */
export function toSql(formula: Formula, column: (name: string, scope: Scope) => Sql): Sql {
  const plain = (of: Formula): Sql => toSql(of, column);
  switch (formula.kind) {
    case 'number':
      return cast(literal(formula.value), 'number');
    case 'ref':
      return cast(column(formula.name, formula.scope), 'number');
    case 'binary': {
      const right = plain(formula.right);
      return binary(plain(formula.left), formula.op, formula.op === '/' ? call('NULLIF', right, literal(0)) : right);
    }
    case 'call': {
      const of = functionByName(formula.fn);
      if (!of) {
        throw new Error(`no function ${formula.fn}: a formula was made without parseFormula`);
      }
      return of.sql(
        ...formula.args.map((arg, at) => (at === of.constant && arg.kind === 'number' ? literal(arg.value) : plain(arg)))
      );
    }
    default:
      return unreachable(formula);
  }
}
