/** The interval that a metric may carry (docs/metrics.md R2), from the sums behind it. */
import { wilson, type Interval } from '../formula';
import type { IntervalKind } from '../metrics/types';

export interface Sums {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly squares: number | null;
}

export function intervalOf(kind: IntervalKind, { numerator, denominator, squares }: Sums): Interval | null {
  if (numerator === null || denominator === null || !(denominator > 0)) {
    return null;
  }
  switch (kind) {
    case 'none':
      return null;
    case 'wilson':
      return numerator < 0 || numerator > denominator ? null : wilson(numerator, denominator);
    case 'kish':
      return squares === null || !(squares > 0) ? null : weighted(numerator / denominator, (denominator * denominator) / squares);
    case 'mean':
      return squares === null ? null : ofMean(numerator / denominator, denominator, squares);
  }
}

/** Wilson with an effective number of observations: Kish's (Σa)²/Σa² for weighted shares. */
const weighted = (share: number, n: number): Interval | null => (share >= 0 && share <= 1 ? wilson(share * n, n) : null);

/**
 * A mean of values between 0 and 1: Wilson at the n that has the same variance. Values of 0 and 1 only would vary by
 * p(1 − p); these vary less, so they say more than their number.
 */
function ofMean(mean: number, n: number, squares: number): Interval | null {
  const variance = n > 1 ? Math.max((squares - n * mean * mean) / (n - 1), 0) : 0;
  const binary = mean * (1 - mean);
  return weighted(mean, variance > 0 && binary > 0 ? Math.max(n, (n * binary) / variance) : n);
}
