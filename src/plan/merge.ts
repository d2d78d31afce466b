import type { FunnelPlan, MetricsPlan, Plan } from './Plan';

/**
 * Plans with the same key differ only in what they add up over the same rows. Metrics: same sources, range, grain,
 * dimensions and filters; rows exist for a group when any row of the source does, whatever the components. Funnels:
 * the same items and steps, with or without times, losses and amounts. So a plan reads the same answer from a merged
 * statement as from its own.
 */
export function mergeKey(plan: Plan): string | undefined {
  switch (plan.kind) {
    case 'metrics':
      return keyOfMetrics(plan);
    case 'funnel':
      return keyOfFunnel(plan);
    default:
      return undefined;
  }
}

function keyOfMetrics({ model, range, filters, windows, dimensions, sources, horizon, targetMetrics, query }: MetricsPlan): string {
  return JSON.stringify([
    model.hash, range, filters, windows.map(({ role, from, to }) => [role, from, to]), query.grain ?? '', dimensions.map((one) => one.id),
    sources.map((source) => [source.key, source.compares]), horizon, [...targetMetrics].sort(),
  ]);
}

function keyOfFunnel({ model, range, filters, entity, pipeline, shown, policy, measure, basis, windowDays, matureAfter, matureOnly, dimension }: FunnelPlan): string {
  return JSON.stringify(['funnel', model.hash, range, filters, entity, pipeline.id, shown.map(({ id }) => id), policy, measure, basis, windowDays ?? '', matureAfter, matureOnly, dimension?.id ?? '']);
}

/** One plan that computes what all of them ask for; each original still assembles its own columns from the rows. */
export function mergePlans(plans: readonly Plan[]): Plan {
  const [first, ...rest] = plans;
  return rest.reduce((merged, plan) => (merged.kind === 'funnel' ? addParts(merged, plan as FunnelPlan) : addUsedComponents(merged as MetricsPlan, plan as MetricsPlan)), first!);
}

const addParts = (merged: FunnelPlan, plan: FunnelPlan): FunnelPlan => ({
  ...merged,
  timing: merged.timing || plan.timing,
  losses: merged.losses || plan.losses,
  hasAmount: merged.hasAmount || plan.hasAmount,
});

const addUsedComponents = (merged: MetricsPlan, plan: MetricsPlan): MetricsPlan => ({
  ...merged,
  metrics: [...merged.metrics, ...plan.metrics],
  sources: merged.sources.map((source) => ({
    ...source,
    components: { ...source.components, ...plan.sources.find((other) => other.key === source.key)?.components },
  })),
});
