import type { Instant } from '../../plan/Moment';
import type { FunnelPlan } from '../../plan/Plan';
import { and, binary, call, column, or } from '../../sql/build';
import type { Sql, Step } from '../../sql/tree';

/**
 * Where later items have larger ids, the history of a cohort lies between its smallest and largest id. The two parts
 * joined by OR make PostgreSQL read the index as bitmaps (see Dialect.splitsRanges).
 */
export function withinSpan(plan: FunnelPlan<Instant>): readonly Sql[] {
  if (!hasSpan(plan)) {
    return [];
  }
  const end = (name: string): Sql => ({ kind: 'scalar', of: { kind: 'select', columns: [{ as: 'item', of: column(name) }], from: { kind: 'step', name: 'span' } } });
  const item = column('item', 'change');
  return [or(binary(item, '=', end('first')), and(binary(item, '>', end('first')), binary(item, '<=', end('last'))))];
}

export const hasSpan = (plan: FunnelPlan<Instant>): boolean => plan.model.ids === 'growing' && plan.basis === 'cohort' && plan.entity !== 'lead-to-deal';

/** The step that `withinSpan` reads; none where ids do not grow. */
export function spanStep(plan: FunnelPlan<Instant>, entrantsStep: string): readonly Step[] {
  const columns = [{ as: 'first', of: call('MIN', column('item')) }, { as: 'last', of: call('MAX', column('item')) }];
  return hasSpan(plan) ? [{ name: 'span', comment: 'the smallest and largest id of the cohort', of: { kind: 'select', columns, from: { kind: 'step', name: entrantsStep } } }] : [];
}

