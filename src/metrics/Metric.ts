import type { Component } from './components';
import type { MetricInfo, Needless } from './types';

/** An entry of the catalogue: what people read, and the formula over components and other metrics. */
export interface Metric extends Needless<MetricInfo> {
  /** Over component and metric names; `x.target` and the names of `Given` are filled in by us. */
  readonly compute: string;
  /** Used instead where the model lacks what `compute` needs. */
  readonly otherwise?: string;
  /** Components that no other metric uses. */
  readonly components?: Readonly<Record<string, Component>>;
  /** Numerator and denominator of a rate or mean, as formulas; shown as evidence. */
  readonly numerator?: string;
  readonly denominator?: string;
  /** Number of observations behind the value, when it is not the denominator. */
  readonly n?: string;
  /** Sum of squares that `kish` and `mean` intervals need. */
  readonly squares?: string;
  /** Below this many observations the value is NULL (docs/metrics.md R2: medians under 5). */
  readonly minimum?: number;
  /** Only meaningful when grouped or filtered by one of these dimensions. */
  readonly needsBy?: readonly string[];
  /** Further columns beside the value: name → formula (M54). */
  readonly parts?: Readonly<Record<string, string>>;
  /** A sentence that always goes with the number, as a notice. */
  readonly notice?: string;
  /** A sentence for the values where this formula is above 0. */
  readonly warning?: { readonly when: string; readonly text: string };
}

/** Names that formulas may use besides components, and what they hold in each bucket. */
export const given = {
  /** Days of the bucket or range, cut by the range, that have begun by now. */
  days_in_range: 'days of the range so far',
  /** Working days up to now over working days of the bucket or range, 0 to 1. */
  elapsed_share: 'share of the working days so far',
} as const;
