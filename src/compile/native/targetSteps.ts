/** The targets that the metrics of a plan name, as steps: one a metric and window. */
import { findEntry } from '../../metrics/resolve';
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import type { Window } from '../../plan/windows';
import type { Dialect } from '../../sql/Dialect';
import type { Step } from '../../sql/tree';
import { periodsStep } from './periods';
import { targetStep } from './targets';

export const targetsNamed = (plan: MetricsPlan<Instant>): readonly string[] => [...new Set(plan.metrics.flatMap((one) => one.targets))];

export const targetStepName = (metric: string, role: Window['role']): string =>
  `${role === 'previous' ? 'targets_before' : 'targets'}${targetOrder(metric)}`;

/** Metric ids may hold what a name may not. */
const targetOrder = (metric: string): string => `_of_${metric.replace(/\W/g, '_')}`;

/** Of one window. */
export const targetSteps = (plan: MetricsPlan<Instant>, dialect: Dialect, role: Window['role'] = 'current'): readonly Step[] =>
  targetsNamed(plan).map((metric) => ({
    name: targetStepName(metric, role),
    comment: `targets of ${/^\w+$/.test(metric) ? metric : 'a metric'}`,
    of: targetStep(
      {
        metric, dimensions: plan.dimensions, filters: plan.filters, additive: findEntry(metric, plan.model).additivity === 'flow',
        periods: { step: periodsStep(role), hasBucket: plan.query.grain !== undefined },
      },
      plan.model,
      dialect
    ),
  }));
