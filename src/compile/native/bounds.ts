/** The ends of a metric's interval as SQL (docs/metrics.md R2), equal to result/interval.ts. */
import { functionByName } from '../../formula';
import type { IntervalKind } from '../../metrics/types';
import { and, binary, call, isNotNull, literal, nothing, when } from '../../sql/build';
import type { Sql } from '../../sql/tree';

export type Side = 'low' | 'high';

export interface Sums {
  readonly numerator: Sql;
  readonly denominator: Sql;
  readonly squares?: Sql;
}

export function boundOf(kind: IntervalKind, { numerator, denominator, squares }: Sums, side: Side, z: number): Sql {
  const some = binary(denominator, '>', literal(0));
  switch (kind) {
    case 'none':
      return nothing;
    case 'wilson':
      return when(and(binary(numerator, '>=', literal(0)), binary(numerator, '<=', denominator)), wilson(numerator, denominator, side, z));
    case 'kish': {
      const n = binary(binary(denominator, '*', denominator), '/', call('NULLIF', squares!, literal(0)));
      return when(and(some, binary(squares!, '>', literal(0))), weighted(binary(numerator, '/', call('NULLIF', denominator, literal(0))), n, side, z));
    }
    case 'mean':
      return when(and(some, isNotNull(squares!)), ofMean(numerator, denominator, squares!, side, z));
  }
}

const wilson = (numerator: Sql, denominator: Sql, side: Side, z: number): Sql => functionByName(`wilson_${side}`)!.sql(numerator, denominator, literal(z));

/** Wilson with an effective number of observations. */
const weighted = (share: Sql, n: Sql, side: Side, z: number): Sql =>
  when(and(binary(share, '>=', literal(0)), binary(share, '<=', literal(1))), wilson(binary(share, '*', n), n, side, z));

/** A mean of values between 0 and 1: Wilson at the n that has the same variance. */
function ofMean(sum: Sql, n: Sql, squares: Sql, side: Side, z: number): Sql {
  const mean = binary(sum, '/', call('NULLIF', n, literal(0)));
  const spread = binary(squares, '-', binary(binary(n, '*', mean), '*', mean));
  const variance = when(binary(n, '>', literal(1)), binary(call('GREATEST', spread, literal(0)), '/', call('NULLIF', binary(n, '-', literal(1)), literal(0))), literal(0));
  const ofTwo = binary(mean, '*', binary(literal(1), '-', mean));
  const effective = when(
    and(binary(variance, '>', literal(0)), binary(ofTwo, '>', literal(0))),
    call('GREATEST', n, binary(binary(n, '*', ofTwo), '/', call('NULLIF', variance, literal(0)))),
    n
  );
  return weighted(mean, effective, side, z);
}
