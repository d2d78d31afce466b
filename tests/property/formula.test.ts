/**
 * The law that lets a panel and an alert rule share a formula: `evaluate` equals the printed SQL, on real engines.
 * Values are biased to NULL, zero and small integers, and columns are integers as well as doubles: 1 / 2 goes wrong
 * only there. Operands stay within 1e15 and nesting within three levels, so that no double overflows.
 */
import fc from 'fast-check';
import { cast, column, literal } from '../../src/sql/build';
import { print } from '../../src/sql/print';
import type { Select, Sql } from '../../src/sql/tree';
import { evaluate, format, functionByName, functionNames, parseFormula, toSql, type Formula, type Value } from '../../src/formula';
import { engineIds, openEngine, type Engine } from '../engines/engines';

const seed = Number(process.env.SEED ?? 20261121);
const runs = 2000;
const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
type Values = Readonly<Record<(typeof names)[number], Value>>;

const decimal = fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((of) => (Math.abs(of) < 1e-6 ? 0 : Number(of.toPrecision(12))));
const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) }
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 8, arbitrary: count },
  { weight: 1, arbitrary: decimal }
);
const row: fc.Arbitrary<Values> = fc.record({ a: value, b: value, c: value, d: value, e: value, f: value });

const reference = fc.record({ kind: fc.constant('ref' as const), name: fc.constantFrom(...names), scope: fc.constant('here' as const) });
const number = fc.record({ kind: fc.constant('number' as const), value: fc.oneof({ weight: 9, arbitrary: count }, { weight: 1, arbitrary: decimal }, { weight: 1, arbitrary: fc.constant(null) }) });
const leaf: fc.Arbitrary<Formula> = fc.oneof({ weight: 3, arbitrary: reference }, { weight: 1, arbitrary: number });

/** Interval functions square their arguments, so these stay leaves. */
const isStatistic = (fn: string): boolean => /_(low|high)$/.test(fn);
const callOf = (fn: string, inner: fc.Arbitrary<Formula>): fc.Arbitrary<Formula> => {
  const { arity, constant } = functionByName(fn)!;
  const most = Math.min(arity[1], constant ?? 4);
  return fc
    .array(isStatistic(fn) ? leaf : inner, { minLength: arity[0], maxLength: Math.max(most, arity[0]) })
    .map((args) => ({ kind: 'call' as const, fn, args }));
};
const formulaOfDepth = (depth: number): fc.Arbitrary<Formula> => {
  if (depth === 0) {
    return leaf;
  }
  const inner = formulaOfDepth(depth - 1);
  const binary = fc.record({ kind: fc.constant('binary' as const), op: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), left: inner, right: inner });
  const calls = fc.oneof(...functionNames.map((fn) => callOf(fn, inner)));
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 6, arbitrary: binary }, { weight: 3, arbitrary: calls });
};
const formula = formulaOfDepth(3);

/** One statement for many cases: each formula's references are literal columns of its own row. */
function statement(cases: ReadonlyArray<readonly [Formula, Values]>): Select {
  const cell = (of: Value): Sql => cast(literal(of), of === null || Number.isInteger(of) ? 'integer' : 'number');
  return {
    kind: 'select',
    columns: cases.map(([of], at) => ({ as: `x${at}`, of: toSql(of, (name) => column(`${name}${at}`, 'r')) })),
    from: {
      kind: 'nested',
      as: 'r',
      of: {
        kind: 'values',
        columns: cases.flatMap((_, at) => names.map((name) => `${name}${at}`)),
        rows: [cases.flatMap(([, values]) => names.map((name) => cell(values[name])))],
      },
    },
  };
}

const agree = (one: Value, other: Value): boolean =>
  one === null || other === null ? one === other : Math.abs(one - other) <= Math.max(1e-9 * Math.max(Math.abs(one), Math.abs(other)), 1e-12);

async function differences(engine: Engine, cases: ReadonlyArray<readonly [Formula, Values]>): Promise<string[]> {
  const [answers] = await engine.run(print(statement(cases), engine.dialect));
  return cases.flatMap(([of, values], at) => {
    const [here, there] = [evaluate(of, (name) => values[name as keyof Values]), answers![`x${at}`] as Value];
    return agree(here, there) ? [] : [`${format(of)} of ${JSON.stringify(values)}: ${here} in TypeScript, ${there} in SQL`];
  });
}

const edges: ReadonlyArray<readonly [string, Value]> = [
  ['1 / 2', 0.5],
  ['a / b', 0.5],
  ['0 / 0', null],
  ['1 / 0', null],
  ['a / c', null],
  ['c / c', null],
  ['-a / b', -0.5],
  ['null + 1', null],
  ['1 - null', null],
  ['d * 0', null],
  ['a / d', null],
  ['d / a', null],
  ['coalesce(d, 0)', 0],
  ['coalesce(a / c, b)', 2],
  ['coalesce(d, d)', null],
  ['least(a, d)', null],
  ['greatest(d, a)', null],
  ['least(b, a, c)', 0],
  ['sqrt(0 - b)', 0],
  ['sqrt(d)', null],
  ['if_positive(a, b)', 2],
  ['if_positive(c, b)', null],
  ['if_positive(d, b)', null],
  ['wilson_low(c, c)', null],
  ['wilson_high(0, 0)', null],
  ['wilson_low(c, b)', 0],
  ['wilson_high(b, b)', 1],
  ['wilson_low(d, b)', null],
  ['wilson_low(3, 10)', 0.10779126740630],
  ['wilson_high(3, 10, 3)', 0.72405242549391],
  ['newcombe_low(56, 70, 48, 80)', 0.05243147240237],
  ['newcombe_high(56, 70, 48, 80)', 0.33387417905460],
  ['newcombe_low(a, b, c, c)', null],
  ['mean_low(10, 30, 4)', 1.23485],
  ['mean_high(a, a, a)', null],
];

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id);
  });
  afterAll(() => engine.close());

  test('edges are as the laws say, in both runtimes', async () => {
    const values: Values = { a: 1, b: 2, c: 0, d: null, e: null, f: null };
    const cases = edges.map(([text]) => [parseFormula(text), values] as const);
    expect(await differences(engine, cases)).toEqual([]);
    const answers = cases.map(([of]) => evaluate(of, (name) => values[name as keyof Values]));
    edges.forEach(([text, expected], at) => {
      expect([text, answers[at]]).toEqual([text, expected === null ? null : expect.closeTo(expected, 5)]);
    });
  });

  test('nothing of some begins at exactly 0', async () => {
    const cases = [1, 2, 3, 7, 30, 999, 123_457].flatMap((of) => ['', ', 3', ', 1.645'].map((z) => parseFormula(`wilson_low(0, ${of}${z})`)));
    const [answers] = await engine.run(print(statement(cases.map((of) => [of, { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 }])), engine.dialect));
    expect(Object.values(answers!)).toEqual(cases.map(() => 0));
  });

  test(`evaluate equals the SQL of the same formula (seed ${seed})`, async () => {
    const batch = 40;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(formula, row), { minLength: batch, maxLength: batch }), async (cases) => {
        expect(await differences(engine, cases)).toEqual([]);
      }),
      { seed, numRuns: runs / batch, endOnFailure: true }
    );
  }, 120_000);
});

test(`text and tree say the same (seed ${seed})`, () => {
  fc.assert(
    fc.property(formula, (of) => {
      const plain = parseFormula(format(of));
      expect(format(plain)).toBe(format(of));
      expect(parseFormula(format(plain))).toEqual(plain);
    }),
    { seed, numRuns: runs }
  );
});
