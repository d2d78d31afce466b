/** Interval functions: intervals.ts gives the numbers, this file the same arithmetic as SQL, term by term. */
import { and, binary, call, isNotNull, literal, when } from '../sql/build';
import type { Sql } from '../sql/tree';
import { strict, type FormulaFunction, type Value } from './FormulaFunction';
import { meanInterval, newcombe, wilson, z95, type Interval } from './intervals';

type Side = 'low' | 'high';

const side = (interval: Interval | null, of: Side): Value => interval && interval[of];
const number = (value: number): Sql => literal(value);
const between = (of: Sql, low: number, high: number): Sql => call('LEAST', call('GREATEST', of, number(low)), number(high));
const root = (of: Sql): Sql => call('SQRT', call('GREATEST', of, number(0)));
const square = (of: Sql): Sql => binary(of, '*', of);

/** The written-out z, which toSql leaves as a plain literal. */
const zOf = (z: Sql | undefined): number => (z?.kind === 'literal' && typeof z.value === 'number' ? z.value : z95);

/** (n + z²/2 ∓ √(z²·n(d − n)/d + z⁴/4)) / (d + z²), for d > 0 and n not NULL. */
function wilsonBound(n: Sql, d: Sql, { z, of }: { z: number; of: Side }): Sql {
  const half = (z * z) / 2;
  const variance = binary(binary(binary(number(z * z), '*', n), '*', binary(d, '-', n)), '/', d);
  const spread = root(binary(variance, '+', number(half * half)));
  const bound = binary(binary(n, '+', number(half)), of === 'low' ? '-' : '+', spread);
  return between(binary(bound, '/', binary(d, '+', number(z * z))), 0, 1);
}

const isProportion = (n: Sql, d: Sql): Sql => and(binary(d, '>', number(0)), isNotNull(n));

const wilsonFunction = (of: Side): FormulaFunction => ({
  arity: [2, 3],
  constant: 2,
  usage: `wilson_${of}(numerator, denominator, z = 1.96)`,
  meaning: `The ${of} end of Wilson's interval of a proportion; no value when the denominator is 0.`,
  evaluate: strict((n, d, z) => side(wilson(n!, d!, z), of)),
  sql: (n, d, z) => when(isProportion(n!, d!), wilsonBound(n!, d!, { z: zOf(z), of })),
});

const newcombeFunction = (of: Side): FormulaFunction => ({
  arity: [4, 5],
  constant: 4,
  usage: `newcombe_${of}(numerator, denominator, other_numerator, other_denominator, z = 1.96)`,
  meaning: `The ${of} end of Newcombe's interval of the difference of two proportions, the first less the second.`,
  evaluate: strict((n1, d1, n2, d2, z) =>
    side(newcombe({ numerator: n1!, denominator: d1! }, { numerator: n2!, denominator: d2! }, z), of)
  ),
  sql: (n1, d1, n2, d2, z) => {
    const [p, q] = [binary(n1!, '/', d1!), binary(n2!, '/', d2!)];
    const bound = (n: Sql, d: Sql, end: Side): Sql => wilsonBound(n, d, { z: zOf(z), of: end });
    const distance =
      of === 'low'
        ? binary(square(binary(p, '-', bound(n1!, d1!, 'low'))), '+', square(binary(bound(n2!, d2!, 'high'), '-', q)))
        : binary(square(binary(bound(n1!, d1!, 'high'), '-', p)), '+', square(binary(q, '-', bound(n2!, d2!, 'low'))));
    const end = binary(binary(p, '-', q), of === 'low' ? '-' : '+', call('SQRT', distance));
    return when(and(isProportion(n1!, d1!), isProportion(n2!, d2!)), between(end, -1, 1));
  },
});

const meanFunction = (of: Side): FormulaFunction => ({
  arity: [3, 4],
  constant: 3,
  usage: `mean_${of}(sum, sum_of_squares, count, z = 1.96)`,
  meaning: `The ${of} end of the interval of a mean; no value for fewer than two values.`,
  evaluate: strict((sum, squares, count, z) => side(meanInterval({ sum: sum!, squares: squares!, count: count! }, z), of)),
  sql: (sum, squares, count, z) => {
    const deviation = binary(squares!, '-', binary(square(sum!), '/', count!));
    const variance = binary(binary(deviation, '/', binary(count!, '-', number(1))), '/', count!);
    const end = binary(binary(sum!, '/', count!), of === 'low' ? '-' : '+', binary(number(zOf(z)), '*', root(variance)));
    return when(and(binary(count!, '>', number(1)), isNotNull(sum!), isNotNull(squares!)), end);
  },
});

export const statistics: Readonly<Record<string, FormulaFunction>> = {
  wilson_low: wilsonFunction('low'),
  wilson_high: wilsonFunction('high'),
  newcombe_low: newcombeFunction('low'),
  newcombe_high: newcombeFunction('high'),
  mean_low: meanFunction('low'),
  mean_high: meanFunction('high'),
};
