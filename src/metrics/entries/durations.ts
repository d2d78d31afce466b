import type { Direction } from '../../model/types';
import type { Metric } from '../Metric';
import type { Basis, MetricInfo } from '../types';

interface Duration {
  readonly id: string;
  readonly number: string;
  readonly label: string;
  readonly group: MetricInfo['group'];
  readonly basis: Basis;
  readonly formula: string;
  readonly meaning: string;
  readonly caveat: string;
  /** Prefix of the five components that `duration()` in components.ts makes. */
  readonly component: string;
  readonly direction?: Direction;
}

/** The mean of a duration, and its `_p50`, `_p90` and `_max` variants (docs/metrics.md, Columns). */
export function durationMetrics(of: Duration): readonly Metric[] {
  const { component, direction = 'down', ...texts } = of;
  const shared = { ...texts, direction, unit: 'days' as const, interval: 'none' as const, n: `${component}_count` };
  const percentile = (suffix: string, name: string): Metric => ({
    ...shared,
    id: `${of.id}_${suffix}`,
    label: `${of.label}, ${name}`,
    formula: `${name} of ${of.formula}`,
    additivity: 'order',
    compute: `${component}_${suffix}_value`,
    ...(suffix === 'max' ? {} : { minimum: 5 }),
  });
  return [
    {
      ...shared,
      label: `${of.label}, mean`,
      additivity: 'ratio',
      formula: `mean of ${of.formula}`,
      compute: `${component}_sum / ${component}_count`,
      numerator: `${component}_sum`,
      denominator: `${component}_count`,
    },
    percentile('p50', 'median'),
    percentile('p90', '90th percentile'),
    percentile('max', 'longest'),
  ];
}
