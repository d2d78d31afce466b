import { evaluate } from './evaluate';
import { parseFormula } from './parse';

const row: Record<string, number | null> = { one: 1, two: 2, zero: 0, none: null, four: 4, huge: 1e308, bad: NaN };
const value = (text: string) => evaluate(parseFormula(text), (name, scope) => row[scope === 'here' ? name : `${scope} ${name}`] ?? null);

test.each([
  ['one / two', 0.5],
  ['zero / zero', null],
  ['one / zero', null],
  ['none + one', null],
  ['one + none', null],
  ['one - none', null],
  ['none * zero', null],
  ['one / none', null],
  ['none / one', null],
  ['huge * huge', null],
  ['bad + one', null],
  ['coalesce(none, two)', 2],
  ['coalesce(one / zero, two)', 2],
  ['coalesce(none, none)', null],
  ['abs(one - four)', 3],
  ['sqrt(four)', 2],
  ['sqrt(0 - four)', 0],
  ['least(one, none)', null],
  ['greatest(one, four, two)', 4],
  ['if_positive(one, four)', 4],
  ['if_positive(zero, four)', null],
  ['if_positive(none, four)', null],
  ['if_positive(one, none)', null],
  ['wilson_low(zero, zero)', null],
  ['wilson_low(zero, four)', 0],
  ['wilson_low(none, four)', null],
  ['newcombe_low(one, two, one, zero)', null],
  ['mean_low(one, one, one)', null],
])('%s is %s', (text, expected) => {
  expect(value(text)).toBe(expected);
});

test('scopes reach the lookup', () => {
  const seen: string[] = [];
  evaluate(parseFormula('a / total(a) - previous(b)'), (name, scope) => (seen.push(`${scope} ${name}`), 1));
  expect(seen).toEqual(['here a', 'total a', 'previous b']);
});
