import { format } from './format';
import { parseFormula } from './parse';
import { references, substitute, withScope } from './references';

test('references are listed once each, by scope', () => {
  expect(references(parseFormula('a / (b + a) + coalesce(total(a), 0)'))).toEqual([
    { name: 'a', scope: 'here' },
    { name: 'b', scope: 'here' },
    { name: 'a', scope: 'total' },
  ]);
});

test('metrics are inlined into metrics, once', () => {
  const definitions: Record<string, string> = { rate: 'won / closed', won: 'not looked into' };
  const inlined = substitute(parseFormula('1 - rate * rate'), (name) => (name === 'rate' ? parseFormula(definitions.rate!) : undefined));
  expect(format(inlined)).toBe('1 - won / closed * (won / closed)');
});

test('a scope reaches all references', () => {
  expect(format(withScope(parseFormula('won / (won + lost)'), 'previous'))).toBe('previous(won) / (previous(won) + previous(lost))');
});

test('a scope within a scope is refused instead of lost', () => {
  const growth = parseFormula('a / previous(a) - 1');
  expect(withScope(growth, 'here')).toBe(growth);
  expect(() => withScope(growth, 'previous')).toThrow(/cannot be nested/);
});
