import fc from 'fast-check';
import type { Labels, Value } from '../Value';
import { evaluateMath } from './evaluate';
import { parseMath, refsOf, type MathNode } from './parse';

const number = (value: number | null, labels: Labels = {}): Value => ({ kind: 'number', labels, value });
const scalar = (value: number | null): Value => ({ kind: 'scalar', value });
const nothing: Value = { kind: 'noData' };

type Vars = Readonly<Record<string, readonly Value[]>>;
const run = (text: string, vars: Vars = {}): readonly Value[] => evaluateMath(parseMath(text), (refId) => vars[refId]!).values;

describe('scalars, as Grafana computes them', () => {
  test.each<[string, number | null]>([
    ['1', 1],
    ['! 1.2', 0],
    ['!0', 1],
    ['1 + 1', 2],
    ['1 / 0', Infinity],
    ['-1 / 0', -Infinity],
    ['0 / 0', Number.NaN],
    ['7 % 4', 3],
    ['-7 % 4', -3],
    ['2 ** 3 ** 2', 64],
    ['-2 ** 2', 4],
    ['1 - 2 - 3', -4],
    ['8 / 4 / 2', 1],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 < 3 == 1', 1],
    ['1 || 0 && 0', 1],
    ['0x1F', 31],
    ['010', 8],
    ['089', 89],
    ['1e3', 1000],
    ['.5', 0.5],
    ['null()', null],
    ['! null()', null],
    ['null() + null()', null],
    ['1 + null()', null],
    ['abs(-1)', 1],
    ['abs(null())', Number.NaN],
    ['is_null(null())', 1],
    ['is_nan(nan())', 1],
    ['is_inf(infn())', 1],
    ['is_inf(-inf())', 1],
    ['is_number(inf())', 0],
    ['is_number(null())', 0],
    ['is_number(6)', 1],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(-2.4)', -2],
    ['ceil(1.2)', 2],
    ['floor(-1.2)', -2],
    ['log(0)', -Infinity],
    ['log(-1)', Number.NaN],
    ['1 ** inf()', 1],
    ['(0 - 1) ** inf()', 1],
    ['1 || nan()', 1],
    ['0 && nan()', 0],
    ['nan() || 0', 1],
    ['0 || nan()', Number.NaN],
    ['nan() == nan()', Number.NaN],
    ['nan() != 1', Number.NaN],
    ['1 * nan()', Number.NaN],
    ['!nan()', Number.NaN],
    ['- nan()', Number.NaN],
  ])('%s is %p', (text, value) => {
    const [only, ...more] = run(text);
    expect(more).toEqual([]);
    expect(only).toEqual(scalar(value === 0 ? expect.closeTo(0, 10) : value));
  });

  test('a scalar and a number are a number with its labels', () => {
    expect(run('1 + $A', { A: [number(2, { team: 'x' })] })).toEqual([number(3, { team: 'x' })]);
    expect(run('$A - 3', { A: [number(2)] })).toEqual([number(-1)]);
    expect(run('1 + $A', { A: [number(null)] })).toEqual([number(null)]);
    expect(run('$A * $B', { A: [number(null)], B: [number(1)] })).toEqual([number(null)]);
    expect(run('!$A', { A: [number(null)] })).toEqual([number(null)]);
    expect(run('1 || $A', { A: [number(Number.NaN)] })).toEqual([number(1)]);
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'unexpected EOF'],
    ['1 +', 'unexpected EOF'],
    ['1 2', 'unexpected "2"'],
    ['2 *-3', 'put spaces between signs'],
    ['$A>-1', 'put spaces between signs'],
    ['!!1', 'put spaces between signs'],
    ['1 = 1', 'put spaces between signs'],
    ['abs()', 'not enough arguments for abs'],
    ['nan(1)', 'too many arguments for nan'],
    ['abs("hi")', 'unexpected'],
    ['abs(1, 2)', 'unexpected ","'],
    ['sqrt(4)', 'non existent function sqrt'],
    ['(1', 'unexpected EOF'],
    ['$', 'incomplete variable'],
    ['${}', 'incomplete variable'],
    ['1.2.3', 'unexpected ".3"'],
    ['1e', 'illegal number syntax'],
    ['# comment', 'invalid character'],
  ])('%p', (text, why) => {
    expect(() => parseMath(text)).toThrow(why);
  });

  test('names of steps may be in braces, with spaces', () => {
    expect(refsOf(parseMath('$A / ${B} + abs(-${win rate}) + $A'))).toEqual(['A', 'B', 'win rate']);
  });
});

describe('which values meet', () => {
  const a = (...values: Array<[Labels, number]>): readonly Value[] => values.map(([labels, value]) => number(value, labels));
  const herring = { id: '1', fish: 'herring' };
  const snapper = { id: '1', fish: 'red snapper' };

  test.each<[string, readonly Value[], readonly Value[], readonly Value[]]>([
    ['the same labels', a([{ id: '1' }, 1]), a([{ id: '1' }, 10]), a([{ id: '1' }, 11])],
    ['one on each side, whatever the labels', a([{ id: '1' }, 1]), a([{ id: '2' }, 10]), a([{}, 11])],
    ['no partner', a([{ id: '1' }, 1], [{ id: '3' }, 2]), a([{ id: '2' }, 10]), []],
    ['nothing and nothing', [], [], []],
    ['something and nothing', a([{ id: '1' }, 1]), [], []],
    ['no data', a([{ id: '1' }, 1]), [nothing], [nothing]],
    ['no data and many', [nothing], a([{ id: '1' }, 1], [herring, 2]), [nothing]],
    ['other names of labels', a([{ ID: '1' }, 1], [{ ID: '3' }, 2]), a([herring, 10]), []],
    ['left contained in right', a([{ id: '1' }, 1]), a([herring, 10]), a([herring, 11])],
    ['right contained in left', a([herring, 1]), a([{ id: '1' }, 10]), a([herring, 11])],
    ['one and its many', a([{ id: '1' }, 1]), a([herring, 10], [snapper, 20]), a([herring, 11], [snapper, 21])],
    ['several partners, and twins', a([{ id: '1' }, 1], [herring, 2]), a([herring, 10], [snapper, 20]), a([herring, 11], [snapper, 21], [herring, 12])],
    ['several partners the other way round', a([herring, 10], [snapper, 20]), a([{ id: '1' }, 1], [herring, 2]), a([herring, 11], [herring, 12], [snapper, 21])],
    ['no labels meet all', a([{}, 1]), a([herring, 10], [snapper, 20]), a([herring, 11], [snapper, 21])],
  ])('%s', (_, left, right, sum) => {
    expect(run('$A + $B', { A: left, B: right })).toEqual(sum);
  });

  test('who is left out is said', () => {
    const { values, notes } = evaluateMath(parseMath('$A - $B'), (refId) => (refId === 'A' ? a([{ id: '1' }, 1], [{ id: '3' }, 2]) : a([{ id: '1' }, 5])));
    expect(values).toEqual(a([{ id: '1' }, -4]));
    expect(notes).toEqual(['1 value has no partner in "-" and is left out: {id=3}']);
  });

  test.each(['abs($A)', 'is_null($A)', 'log($A)', '!$A', '-$A', 'round($A)'])('%s of no data is no data', (text) => {
    expect(run(text, { A: [nothing] })).toEqual([nothing]);
  });
});

describe('against JavaScript', () => {
  // JavaScript agrees on everything but grouping of `**`, NaN under comparison and precedence of `!`: all in brackets.
  const tree: fc.Arbitrary<MathNode> = fc.letrec<{ node: MathNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      fc.integer({ min: 0, max: 9 }).map((value): MathNode => ({ kind: 'number', value })),
      fc.constantFrom('A', 'B').map((refId): MathNode => ({ kind: 'ref', refId })),
      tie('node').map((of): MathNode => ({ kind: 'unary', operator: '-', of })),
      fc.record({ kind: fc.constant('binary' as const), operator: fc.constantFrom('+', '-', '*', '/', '%', '**', '<', '>=', '==', '!=', '&&', '||'), left: tie('node'), right: tie('node') }) as fc.Arbitrary<MathNode>
    ),
  })).node;

  const text = (node: MathNode): string => {
    switch (node.kind) {
      case 'number':
        return String(node.value);
      case 'ref':
        return `$${node.refId}`;
      case 'unary':
        return `(- ${text(node.of)})`;
      case 'binary':
        return `(${text(node.left)} ${node.operator} ${text(node.right)})`;
      default:
        throw new Error(node.kind);
    }
  };

  const plain = (node: MathNode, vars: Readonly<Record<string, number>>): number => {
    switch (node.kind) {
      case 'number':
        return node.value;
      case 'ref':
        return vars[node.refId]!;
      case 'unary':
        return -plain(node.of, vars);
      case 'binary': {
        const [a, b] = [plain(node.left, vars), plain(node.right, vars)];
        if (node.operator === '||' && a !== 0) {
          return 1;
        }
        if (node.operator === '&&' && a === 0) {
          return 0;
        }
        if (Number.isNaN(a + b - b) && (Number.isNaN(a) || Number.isNaN(b))) {
          return Number.NaN;
        }
        if (node.operator === '**' && Math.abs(a) === 1 && Math.abs(b) === Infinity) {
          return 1;
        }
        const logical = node.operator === '||' || node.operator === '&&' ? Number(b !== 0) : undefined;
        // An evaluator that shares nothing with ours.
        return logical ?? Number(new Function('a', 'b', `return a ${node.operator} b`)(a, b));
      }
      default:
        throw new Error(node.kind);
    }
  };

  test('300 expressions over labelled numbers', () => {
    fc.assert(
      fc.property(tree, fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 4 }), (node, rows) => {
        const vars: Vars = {
          A: rows.map(([value], at) => number(value, { id: String(at) })),
          B: rows.map(([, value], at) => number(value, { id: String(at) })),
        };
        const values = run(text(node), vars);
        if (values[0]!.kind === 'scalar') {
          expect(values).toEqual([scalar(plain(node, {}))]);
        } else {
          expect(values).toEqual(rows.map(([A, B], at) => number(plain(node, { A, B }), { id: String(at) })));
        }
      }),
      { numRuns: 300 }
    );
  });
});
