import type { Dimension, EntityName, SalesModel } from '../model/types';
import { resolveMetric } from './resolve';

/** Dimensions of an entity, in the model's order. */
export const entityDimensions = (model: SalesModel, entity: EntityName): readonly Dimension[] =>
  Object.values(model.entities[entity]?.dimensions ?? {});

/** Every dimension of the model once, by id; the first entity that has it lends its label. */
export function allDimensions(model: SalesModel): readonly Dimension[] {
  const found = new Map<string, Dimension>();
  for (const entity of Object.values(model.entities)) {
    for (const dimension of Object.values(entity?.dimensions ?? {})) {
      found.set(dimension.id, found.get(dimension.id) ?? dimension);
    }
  }
  return [...found.values()];
}

/** The dimensions by which all of these metrics can be grouped and filtered; unknown metrics restrict nothing. */
export function dimensionsOf(model: SalesModel, metricIds: readonly string[]): readonly Dimension[] {
  const entities = new Set(metricIds.flatMap((id) => entitiesOfMetric(id, model)));
  return allDimensions(model).filter(({ id }) => [...entities].every((entity) => model.entities[entity]?.dimensions[id]));
}

/** Entities that a metric reads; reps without an owner table are the owners named on deals. */
function entitiesOfMetric(id: string, model: SalesModel): readonly EntityName[] {
  try {
    return resolveMetric(id, model).entities.map((entity) => (entity === 'owner' && !model.entities.owner ? 'deal' : entity));
  } catch {
    return [];
  }
}
