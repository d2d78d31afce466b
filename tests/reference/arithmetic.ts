/** Sums, ratios and percentiles as docs/metrics.md wants them. */

export const known = <T>(values: ReadonlyArray<T | null>): T[] => values.filter((value) => value !== null) as T[];

/** Over no rows 0; over rows whose values are all NULL, NULL. */
export function sum(values: ReadonlyArray<number | null>): number | null {
  if (values.length > 0 && known(values).length === 0) {
    return null;
  }
  return known(values).reduce((total, value) => total + value, 0);
}

export function ratio(numerator: number | null, denominator: number | null): number | null {
  return numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
}

/** Interpolated between the two nearest ranks (R-7, as percentile_cont). */
export function quantile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) {
    return null;
  }
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** A percentile of fewer than five values is not shown (R2). */
export function shownQuantile(values: readonly number[], p: number): number | null {
  return values.length < 5 ? null : quantile(values, p);
}

export function mean(values: readonly number[]): number | null {
  return ratio(sum(values), values.length);
}
