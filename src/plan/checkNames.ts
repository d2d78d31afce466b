/** Names in a query against the model: unknown ones and those that an entity lacks are refused by name. */
import { allDimensions } from '../metrics/dimensions';
import type { Dimension, EntityName, SalesModel } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkText } from '../sql/text';
import type { Filter } from './query';

/**
 * The dimension `id` as every one of `entities` has it (the first one's is returned).
 * @throws SalesError `query/unknown-dimension` or `query/dimension-missing`
 */
export function checkDimension(id: string, entities: ReadonlyMap<EntityName, string>, model: SalesModel): Dimension {
  const known = allDimensions(model);
  if (!known.some((dimension) => dimension.id === id)) {
    const ids = known.map((dimension) => dimension.id);
    const guess = nearest(id, ids);
    const remedy = guess ? `did you mean "${guess}"?` : ids.length ? `the model has ${ids.join(', ')}` : 'the model has none: add "dimensions" to an entity';
    throw new SalesError('query/unknown-dimension', `unknown dimension "${id}": ${remedy}`);
  }
  for (const [entity, asker] of entities) {
    if (!model.entities[entity]?.dimensions[id]) {
      const own = known.filter((one) => [...entities.keys()].every((name) => model.entities[name]?.dimensions[one.id]));
      const remedy = own.length ? `use ${own.map((one) => one.id).join(', ')}` : 'ask for it without a breakdown';
      throw new SalesError(
        'query/dimension-missing',
        `${asker} has no dimension "${id}": it is not mapped under entities.${entity}.dimensions; ${remedy}`
      );
    }
  }
  const [first] = entities.keys();
  return (first && model.entities[first]?.dimensions[id]) ?? known.find((dimension) => dimension.id === id)!;
}

/** Filters on dimensions that all entities have, with values that a database can hold. */
export function checkFilters(filters: readonly Filter[], entities: ReadonlyMap<EntityName, string>, model: SalesModel): readonly Filter[] {
  for (const filter of filters) {
    checkDimension(filter.dimension, entities, model);
    filter.values.forEach(checkText);
  }
  return filters.filter(({ operator, values }) => values.length > 0 || operator === 'in');
}
