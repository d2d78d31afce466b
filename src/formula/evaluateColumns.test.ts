import { evaluate } from './evaluate';
import { evaluateColumns } from './evaluateColumns';
import { parseFormula } from './parse';

const rows: ReadonlyArray<Readonly<Record<string, number | null>>> = [
  { a: 1, b: 2 },
  { a: 0, b: 0 },
  { a: 5, b: 0 },
  { a: null, b: 3 },
  { a: 3, b: null },
  { a: -4, b: 1e15 },
];

describe('evaluateColumns', () => {
  it.each(['a / b', 'a + b * 2 - 1', 'coalesce(a, b, 0)', 'sqrt(a)', 'wilson_low(a, b)', 'least(a, b)', 'if_positive(b, a)', 'null', '7'])(
    'equals evaluate in every row: %s',
    (text) => {
      const formula = parseFormula(text);
      const column = (name: string) => Float64Array.from(rows, (row) => row[name] ?? NaN);
      const values = [...evaluateColumns(formula, column, rows.length)].map((value) => (Number.isNaN(value) ? null : value));
      expect(values).toEqual(rows.map((row) => evaluate(formula, (name) => row[name] ?? null)));
    }
  );
});
