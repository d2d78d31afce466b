/** The printer puts parentheses where the tree needs them: both engines compute what the tree says. */
import fc from 'fast-check';
import { and, binary, cast, isIn, isNotNull, isNull, literal, not, or, when } from '../../src/sql/build';
import { print } from '../../src/sql/print';
import type { BinaryOp, Sql } from '../../src/sql/tree';
import { engineIds, openEngine } from '../engines/engines';

const seed = Number(process.env.SEED ?? 20261121);
type Known = boolean | null;

/** A tree and what it is worth. */
interface Case<T> {
  readonly of: Sql;
  readonly is: T | null;
}

const number = (value: number | null): Case<number> => ({ of: cast(literal(value), 'number'), is: value });
const arithmetic: Readonly<Record<string, (x: number, y: number) => number>> = { '+': (x, y) => x + y, '-': (x, y) => x - y, '*': (x, y) => x * y };
const comparison: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  '=': (x, y) => x === y, '<>': (x, y) => x !== y, '<': (x, y) => x < y, '<=': (x, y) => x <= y, '>': (x, y) => x > y, '>=': (x, y) => x >= y,
};
const all = (of: readonly Known[]): Known => (of.includes(false) ? false : of.includes(null) ? null : true);
const any = (of: readonly Known[]): Known => (of.includes(true) ? true : of.includes(null) ? null : false);

function numbers(depth: number): fc.Arbitrary<Case<number>> {
  const leaf = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null, freq: 8 }).map(number);
  if (depth === 0) {
    return leaf;
  }
  const inner = numbers(depth - 1);
  const binaries = fc.tuple(fc.constantFrom(...Object.keys(arithmetic)), inner, inner).map(([op, x, y]): Case<number> => ({
    of: binary(x.of, op as BinaryOp, y.of), is: x.is === null || y.is === null ? null : arithmetic[op]!(x.is, y.is),
  }));
  const cases = fc.tuple(truths(depth - 1), inner, inner).map(([condition, x, y]): Case<number> => ({ of: when(condition.of, x.of, y.of), is: condition.is === true ? x.is : y.is }));
  return fc.oneof(leaf, binaries, binaries, cases);
}

function truths(depth: number): fc.Arbitrary<Case<boolean>> {
  const leaf = fc.constantFrom<Known>(true, false, null).map((is): Case<boolean> => ({ of: cast(literal(is), 'boolean'), is }));
  if (depth === 0) {
    return leaf;
  }
  const [inner, operand] = [truths(depth - 1), numbers(depth - 1)];
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    leaf,
    list.map((of) => ({ of: and(...of.map((one) => one.of)), is: all(of.map((one) => one.is)) })),
    list.map((of) => ({ of: or(...of.map((one) => one.of)), is: any(of.map((one) => one.is)) })),
    inner.map(({ of, is }) => ({ of: not(of), is: is === null ? null : !is })),
    inner.map(({ of, is }) => ({ of: isNull(of), is: is === null })),
    operand.map(({ of, is }) => ({ of: isNotNull(of), is: is !== null })),
    fc.tuple(fc.constantFrom(...Object.keys(comparison)), operand, operand).map(([op, x, y]) => ({ of: binary(x.of, op as BinaryOp, y.of), is: x.is === null || y.is === null ? null : comparison[op]!(x.is, y.is) })),
    fc.tuple(operand, fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 3 })).map(([x, list]) => ({ of: isIn(x.of, list.map(literal)), is: list.length === 0 ? false : x.is === null ? null : list.includes(x.is) }))
  );
}

test.each(engineIds)(`%s computes what the tree says (seed ${seed})`, async (id) => {
  const engine = await openEngine(id);
  const cases = fc.sample(fc.oneof<Array<fc.Arbitrary<Case<boolean> | Case<number>>>>(truths(4), numbers(4)), { seed, numRuns: 1_500 });
  for (let from = 0; from < cases.length; from += 100) {
    const part = cases.slice(from, from + 100);
    const sql = print({ kind: 'select', columns: part.map(({ of }, at) => ({ as: `x${at}`, of })) }, engine.dialect);
    const [row] = await engine.run(sql);
    part.forEach(({ of, is }, at) => expect({ sql: print({ kind: 'select', columns: [{ as: 'x', of }] }, engine.dialect), is: row![`x${at}`] === null ? null : typeof is === 'number' ? Number(row![`x${at}`]) + 0 : row![`x${at}`] }).toEqual({ sql: expect.anything(), is: typeof is === 'number' ? is + 0 : is }));
  }
  await engine.close();
});
