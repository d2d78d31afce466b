import type { MetricsPlan, Plan } from './Plan';

/**
 * Plans with the same key differ only in which components they add up over the same rows: same sources, range,
 * grain, dimensions and filters. Rows exist for a group when any row of the source does, whatever the components,
 * so a plan reads the same answer from a merged statement as from its own.
 */
export function mergeKey(plan: Plan): string | undefined {
  if (plan.kind !== 'metrics') {
    return undefined;
  }
  const { model, range, filters, windows, dimensions, sources, horizon, targetMetrics } = plan;
  return JSON.stringify([
    model.hash, range, filters, windows.map(({ role, from, to }) => [role, from, to]), plan.query.grain ?? '', dimensions.map((one) => one.id),
    sources.map((source) => [source.key, source.compares]), horizon, [...targetMetrics].sort(),
  ]);
}

/** One plan that computes the components of all; each original still assembles its own columns from the rows. */
export function mergePlans(plans: readonly Plan[]): Plan {
  const [first, ...rest] = plans;
  return rest.reduce((merged, plan) => addUsedComponents(merged as MetricsPlan, plan as MetricsPlan), first!);
}

const addUsedComponents = (merged: MetricsPlan, plan: MetricsPlan): MetricsPlan => ({
  ...merged,
  metrics: [...merged.metrics, ...plan.metrics],
  sources: merged.sources.map((source) => ({
    ...source,
    components: { ...source.components, ...plan.sources.find((other) => other.key === source.key)?.components },
  })),
});
