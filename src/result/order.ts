/** The order of groups and the cut after `limit`. Stages and pipelines keep the model's order, always. */
import type { MetricsPlan } from '../plan/Plan';
import { SalesError } from '../sql/SalesError';
import type { Group } from './groups';
import { valuesOf } from './metricColumns';
import type { Values } from './values';

/** Groups that an answer without a limit may have; more are cut with a notice. */
const most = 10_000;

/** Positions of the groups to show, in order. */
export function orderGroups(plan: MetricsPlan, groups: readonly Group[], values: Values): { shown: readonly number[]; cut: number } {
  const id = plan.query.orderBy?.metric ?? plan.metrics[0]!.metric.id;
  const metric = plan.metrics.find((one) => one.metric.id === id);
  if (!metric) {
    throw new SalesError('query/unknown-order', `the answer is ordered by "${id}", which is not among its metrics: order by ${plan.metrics.map((one) => one.metric.id).join(' or ')}`);
  }
  const cells = valuesOf(metric, values);
  const weight = new Float64Array(groups.length).fill(NaN);
  cells.forEach((value, cell) => {
    const group = cell % groups.length;
    if (!Number.isNaN(value)) {
      weight[group] = (Number.isNaN(weight[group]!) ? 0 : weight[group]!) + value;
    }
  });
  const sign = (plan.query.orderBy ? (plan.query.orderBy.descending ?? false) : true) ? -1 : 1;
  const position = stagePositions(plan, groups);
  const byWeight = (left: number, right: number): number => {
    const [a, b] = [weight[left]!, weight[right]!];
    return Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : sign * (a - b);
  };
  const ordered = groups
    .map((_, at) => at)
    .sort((left, right) => (plan.query.orderBy ? 0 : position(left) - position(right)) || byWeight(left, right) || compareLabels(groups[left]!, groups[right]!));
  const limit = Math.min(plan.query.limit ?? most, most);
  return { shown: ordered.slice(0, limit), cut: Math.max(0, ordered.length - limit) };
}

function compareLabels(left: Group, right: Group): number {
  const [a, b] = [left.labels.join('\n'), right.labels.join('\n')];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rank of the first dimension that is a stage or pipeline; 0 for all when there is none. */
function stagePositions(plan: MetricsPlan, groups: readonly Group[]): (group: number) => number {
  const at = plan.dimensions.findIndex((dimension) => dimension.kind === 'stage' || dimension.kind === 'pipeline');
  if (at < 0) {
    return () => 0;
  }
  const ids = plan.model.pipelines.flatMap((pipeline) => (plan.dimensions[at]!.kind === 'pipeline' ? [pipeline.id] : pipeline.stages.map((stage) => stage.id)));
  return (group) => {
    const found = ids.indexOf(groups[group]!.keys[at] ?? '');
    return found < 0 ? ids.length : found;
  };
}
