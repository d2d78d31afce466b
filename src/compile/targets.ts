import type { MetricsPlan } from '../plan/Plan';
import { cast, column, isIn, literal } from '../sql/build';
import type { Column, Select } from '../sql/tree';
import { source } from './entity';

/** Column of a target row's value for a dimension of the model; NULL where the row does not speak of it. */
export const targetDimension = (id: string): string => `for_${id}`;

/** The target rows of the metrics that are asked for, as they stand; result/targets.ts chooses among them. */
export function compileTargets(plan: MetricsPlan): Select | undefined {
  const { targets } = plan.model;
  if (targets?.kind !== 'table' || plan.targetMetrics.length === 0) {
    return undefined;
  }
  const text = (name: string) => cast(column(name, 'target'), 'text');
  const columns: Column[] = [
    { as: 'target_metric', of: text(targets.metric) },
    { as: 'target_period', of: text(targets.period) },
    { as: 'target_value', of: cast(column(targets.value, 'target'), 'number') },
    ...(targets.currency ? [{ as: 'target_currency', of: text(targets.currency) }] : []),
    ...Object.entries(targets.dimensions).map(([id, name]) => ({ as: targetDimension(id), of: text(name) })),
  ];
  return {
    kind: 'select',
    comment: 'target rows of the metrics',
    columns,
    from: source(targets.from, 'target'),
    where: [isIn(column(targets.metric, 'target'), plan.targetMetrics.map(literal))],
  };
}
