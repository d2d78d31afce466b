import type { FunnelPlan } from './Plan';

/** Funnels with the same key are over the same items and steps, with or without times, losses and amounts. */
export const funnelKey = ({ model, range, filters, entity, pipeline, shown, policy, measure, basis, windowDays, matureAfter, matureOnly, dimension }: FunnelPlan): string =>
  JSON.stringify([model.hash, range, filters, entity, pipeline.id, shown.map(({ id }) => id), policy, measure, basis, windowDays ?? '', matureAfter, matureOnly, dimension?.id ?? '']);

/** One plan with the columns of all; each original still assembles its own from the rows. */
export function mergeFunnels(plans: readonly FunnelPlan[]): FunnelPlan {
  const any = (name: 'timing' | 'losses' | 'hasAmount'): boolean => plans.some((plan) => plan[name]);
  return { ...plans[0]!, timing: any('timing'), losses: any('losses'), hasAmount: any('hasAmount') };
}
