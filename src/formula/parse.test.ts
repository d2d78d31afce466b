import { SalesError } from '../sql/SalesError';
import { format } from './format';
import { parseFormula } from './parse';
import type { Formula } from './tree';

const ref = (name: string, scope: 'here' | 'total' | 'previous' = 'here'): Formula => ({ kind: 'ref', name, scope });
const number = (value: number | null): Formula => ({ kind: 'number', value });
const binary = (left: Formula, op: '+' | '-' | '*' | '/', right: Formula): Formula => ({ kind: 'binary', op, left, right });

function refusal(text: string): { code: string; message: string; marked: string } {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof SalesError) {
      const { from, to } = error.at.formula!;
      return { code: error.code, message: error.message, marked: text.slice(from, to) };
    }
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('what is read', () => {
  test.each<[string, Formula]>([
    ['won_deals / closed_deals', binary(ref('won_deals'), '/', ref('closed_deals'))],
    ['a - b - c', binary(binary(ref('a'), '-', ref('b')), '-', ref('c'))],
    ['a + b * c', binary(ref('a'), '+', binary(ref('b'), '*', ref('c')))],
    [' ( a + b ) * c ', binary(binary(ref('a'), '+', ref('b')), '*', ref('c'))],
    ['bookings / bookings.target', binary(ref('bookings'), '/', ref('bookings.target'))],
    ['-2', number(-2)],
    ['+1.5e3', number(1500)],
    ['-0', number(0)],
    ['null', number(null)],
    ['-a', binary(number(0), '-', ref('a'))],
    ['a--1', binary(ref('a'), '-', number(-1))],
    ['coalesce(a, 0)', { kind: 'call', fn: 'coalesce', args: [ref('a'), number(0)] }],
    ['wilson_low(a, b, 3)', { kind: 'call', fn: 'wilson_low', args: [ref('a'), ref('b'), number(3)] }],
    ['total(a)', ref('a', 'total')],
    ['previous(a / b)', binary(ref('a', 'previous'), '/', ref('b', 'previous'))],
  ])('%s', (text, tree) => {
    expect(parseFormula(text)).toEqual(tree);
    expect(parseFormula(format(tree))).toEqual(tree);
  });
});

describe('what is refused, and where', () => {
  test.each([
    ['', 'formula/empty', ''],
    ['a;b', 'formula/syntax', ';'],
    ['a b', 'formula/syntax', 'b'],
    ['a,', 'formula/syntax', ','],
    ['(a, b)', 'formula/syntax', ','],
    ['a +', 'formula/syntax', '+'],
    ['(a', 'formula/syntax', 'a'],
    ['a)', 'formula/syntax', ')'],
    ['()', 'formula/syntax', ')'],
    ['abs(a b)', 'formula/syntax', 'b'],
    ['abs(a,)', 'formula/syntax', ')'],
    ['1.2.3', 'formula/syntax', '.3'],
    ['12abc', 'formula/syntax', 'abc'],
    ["a + 'x'", 'formula/not-allowed', "'x'"],
    ['a ** b', 'formula/not-allowed', '**'],
    ['a % b', 'formula/not-allowed', '%'],
    ['a > b', 'formula/not-allowed', '>'],
    ['a && b', 'formula/not-allowed', '&&'],
    ['!a', 'formula/not-allowed', '!a'],
    ['a ? b : c', 'formula/not-allowed', 'a ? b : c'],
    ['[a]', 'formula/syntax', '['],
    ['a[0]', 'formula/not-allowed', 'a[0]'],
    ['a?.b', 'formula/not-allowed', 'a?.b'],
    ['(a + b).c', 'formula/not-allowed', 'a + b'],
    ['$__from', 'formula/not-allowed', '$__from'],
    ['größe', 'formula/not-allowed', 'größe'],
    ['this', 'formula/not-allowed', 'this'],
    ['true', 'formula/not-allowed', 'true'],
    ['1e999', 'formula/number', '1e999'],
    ['a + sum(b)', 'formula/unknown-function', 'sum'],
    ['constructor(a)', 'formula/unknown-function', 'constructor'],
    ['a.abs(b)', 'formula/unknown-function', 'a.abs'],
    ['coalesce + 1', 'formula/not-allowed', 'coalesce'],
    ['abs(a, b)', 'formula/arity', 'abs(a, b)'],
    ['total()', 'formula/arity', 'total()'],
    ['total(1)', 'formula/scope', 'total(1)'],
    ['previous(a / total(b))', 'formula/nested-scope', 'previous(a / total(b))'],
    ['wilson_low(a, b, c)', 'formula/constant', 'c'],
    ['wilson_low(a, b, -1)', 'formula/constant', '-1'],
  ])('%s', (text, code, marked) => {
    expect(refusal(text)).toMatchObject({ code, marked });
  });

  test('a mistyped function gets a suggestion', () => {
    expect(refusal('coalece(a, 0)').message).toBe('unknown function "coalece": did you mean "coalesce"?');
  });

  test('text that would exhaust the stack is refused', () => {
    expect(refusal(`${'('.repeat(900)}a${')'.repeat(900)}`).code).toBe('formula/syntax');
    expect(refusal(`${'-'.repeat(1900)}a`).code).toBe('formula/syntax');
    expect(refusal('a+'.repeat(2000)).code).toBe('formula/too-long');
    expect(parseFormula(`a${' + a'.repeat(400)}`).kind).toBe('binary');
  });
});
