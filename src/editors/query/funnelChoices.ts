/**
 * What a funnel can be asked for. The planner decides: an entity is offered when its funnel can be planned, and the
 * steps are those of the plan.
 */
import type { SalesModel } from '../../model/types';
import { planFunnel } from '../../plan/planFunnel';
import type { FunnelPlan } from '../../plan/Plan';
import type { FunnelEntity, FunnelQuery } from '../../plan/query';
import type { Choice } from '../parts/Choice';
import { entityWords } from './words';

export interface FunnelChoices {
  /** The query's, or the one that stands for none. */
  readonly entity: FunnelEntity;
  readonly entities: ReadonlyArray<Choice<FunnelEntity>>;
  readonly pipelines: readonly Choice[];
  /** Steps of the chosen pipeline, in order. */
  readonly stages: readonly Choice[];
  /** Whether rates can be made of money. */
  readonly amounts: boolean;
}

const entities: readonly FunnelEntity[] = ['deal', 'lead', 'lead-to-deal'];
const anyTime = { from: new Date(0), to: new Date(86_400_000), now: new Date(0) };

export function funnelChoices(model: SalesModel | undefined, query?: FunnelQuery): FunnelChoices {
  const entity = query?.entity ?? (model && !model.entities.deal ? 'lead' : 'deal');
  const planned = entities.filter((one) => one === query?.entity || planOf(model, one));
  const plan = planOf(model, entity, query?.pipeline) ?? planOf(model, entity);
  return {
    entity,
    entities: planned.map((value) => ({ value, label: entityWords[value].label })),
    pipelines: (model?.pipelines ?? [])
      .filter(({ of }) => of === (entity === 'lead' ? 'lead' : 'deal'))
      .map(({ id, label }) => ({ value: id, label })),
    stages: (plan?.steps ?? []).map(({ id, label }) => ({ value: id, label })),
    amounts: plan?.hasAmount ?? false,
  };
}

function planOf(model: SalesModel | undefined, entity: FunnelEntity, pipeline?: string): FunnelPlan | undefined {
  try {
    return model && planFunnel({ refId: '', schemaVersion: 1, type: 'funnel', entity, pipeline }, model, anyTime);
  } catch {
    return undefined;
  }
}
