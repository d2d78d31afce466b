/** The order of groups (result/order.ts) in SQL: by the metric asked for, largest first; stages keep the model's order. */
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { binary, call, cast, column, isNull, literal, when } from '../../sql/build';
import type { Order, Sql } from '../../sql/tree';
import { aliasOf } from '../dimension';
import { columnOf } from './answers';

export function orderOfGroups(plan: MetricsPlan<Instant>): readonly Order[] {
  if (plan.dimensions.length === 0) {
    return [];
  }
  const { orderBy } = plan.query;
  const value = columnOf(orderBy?.metric ?? plan.metrics[0]!.metric.id, plan, 1).of;
  const keys = plan.dimensions.map((dimension) => column(aliasOf(dimension)));
  // A sum over buckets of what is itself a sum over groups cannot be said: labels give the order then.
  if (plan.query.grain && JSON.stringify(value).includes('"over"')) {
    return plan.dimensions.map((dimension) => ({ of: column(`${aliasOf(dimension)}_shown`) }));
  }
  const weight: Sql = plan.query.grain ? { kind: 'over', of: call('SUM', value), partition: keys, order: [] } : cast(value, 'number');
  const stages = orderBy ? [] : stageOrder(plan);
  const missing: Order = { of: when(isNull(weight), literal(1), literal(0)) };
  return [...stages, missing, { of: weight, descending: orderBy ? (orderBy.descending ?? false) : true }, ...plan.dimensions.map((dimension) => ({ of: column(`${aliasOf(dimension)}_shown`) }))];
}

function stageOrder(plan: MetricsPlan<Instant>): readonly Order[] {
  const dimension = plan.dimensions.find(({ kind }) => kind === 'stage' || kind === 'pipeline');
  if (!dimension) {
    return [];
  }
  const ids = [...new Set(plan.model.pipelines.flatMap((pipeline) => (dimension.kind === 'pipeline' ? [pipeline.id] : pipeline.stages.map((stage) => stage.id))))];
  const key = column(aliasOf(dimension));
  return [{ of: { kind: 'case', when: ids.map((id, at) => [binary(key, '=', literal(id)), literal(at)] as const), otherwise: literal(ids.length) } }];
}
