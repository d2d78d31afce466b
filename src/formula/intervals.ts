/**
 * Confidence intervals as plain numbers (docs/metrics.md R2); statistics.ts gives the formula functions of the same
 * names, so both runtimes share these definitions. `z` is the normal quantile: 1.96 for 95 %, 3 for rules over many
 * instances.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %. */
export const z95 = 1.959963984540054;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/**
 * Wilson's score interval of a proportion, within [0, 1]; null when the denominator is not positive. The numerator
 * may be fractional (weighted counts) and is expected between 0 and the denominator.
 *
 * @example wilson(3, 10) // { low: 0.1078, high: 0.6032 }
 */
export function wilson(numerator: number, denominator: number, z = z95): Interval | null {
  if (!(denominator > 0) || !Number.isFinite(numerator) || !Number.isFinite(denominator)) {
    return null;
  }
  // The root is written so that it is exactly z²/2 for none and for all of them: 0 of n begins at 0, not near it.
  const half = (z * z) / 2;
  const spread = Math.sqrt(Math.max((z * z * numerator * (denominator - numerator)) / denominator + half * half, 0));
  return {
    low: clamp((numerator + half - spread) / (denominator + z * z), 0, 1),
    high: clamp((numerator + half + spread) / (denominator + z * z), 0, 1),
  };
}

/** A proportion as its two counts. */
export interface Proportion {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Newcombe's hybrid score interval (method 10, 1998) of the difference `first − second` of two independent
 * proportions, within [−1, 1]; null when either has no interval of its own.
 *
 * @example newcombe({ numerator: 56, denominator: 70 }, { numerator: 48, denominator: 80 }) // 0.0524 to 0.3339
 */
export function newcombe(first: Proportion, second: Proportion, z = z95): Interval | null {
  const one = wilson(first.numerator, first.denominator, z);
  const two = wilson(second.numerator, second.denominator, z);
  if (!one || !two) {
    return null;
  }
  const [p, q] = [first.numerator / first.denominator, second.numerator / second.denominator];
  const distance = (a: number, b: number): number => Math.sqrt(a * a + b * b);
  return {
    low: clamp(p - q - distance(p - one.low, two.high - q), -1, 1),
    high: clamp(p - q + distance(one.high - p, q - two.low), -1, 1),
  };
}

/** Sums that a mean and its spread are made of; all three add up over rows and groups. */
export interface Moments {
  readonly sum: number;
  /** Sum of the squares of the values. */
  readonly squares: number;
  readonly count: number;
}

/** Mean ± z standard errors (sample variance); null for fewer than two values. */
export function meanInterval({ sum, squares, count }: Moments, z = z95): Interval | null {
  if (!(count > 1) || ![sum, squares, count].every(Number.isFinite)) {
    return null;
  }
  const half = z * Math.sqrt(Math.max((squares - (sum * sum) / count) / (count - 1) / count, 0));
  return { low: sum / count - half, high: sum / count + half };
}
