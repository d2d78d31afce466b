/**
 * The value of a formula in TypeScript; toSql.ts is the same in SQL. Laws: null in, null out (`coalesce` excepted);
 * division is real; x / 0 is null; a non-finite result is null.
 */
import { unreachable } from '../sql/SalesError';
import type { Value } from './FormulaFunction';
import { functionByName } from './functions';
import type { Formula, Scope } from './tree';

export function evaluate(formula: Formula, lookup: (name: string, scope: Scope) => Value): Value {
  switch (formula.kind) {
    case 'number':
      return finite(formula.value);
    case 'ref':
      return finite(lookup(formula.name, formula.scope));
    case 'binary': {
      const [left, right] = [evaluate(formula.left, lookup), evaluate(formula.right, lookup)];
      return left === null || right === null ? null : finite(calculate(left, formula.op, right));
    }
    case 'call': {
      const of = functionByName(formula.fn);
      if (!of) {
        throw new Error(`no function ${formula.fn}: a formula was made without parseFormula`);
      }
      return finite(of.evaluate(...formula.args.map((arg) => evaluate(arg, lookup))));
    }
    default:
      return unreachable(formula);
  }
}

const finite = (value: Value): Value => (value !== null && Number.isFinite(value) ? value : null);

function calculate(left: number, op: '+' | '-' | '*' | '/', right: number): Value {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
  }
}
