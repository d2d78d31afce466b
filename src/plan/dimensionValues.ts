import type { EntityName, SalesModel } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import { checkText } from '../sql/text';
import { allDimensions } from '../metrics/dimensions';
import type { ValuesPlan } from './Plan';

const most = 1000;

/**
 * The values of a dimension, most frequent first, from the first entity that has it: for variables and filters.
 * `search` keeps those whose label contains it.
 */
export function planDimensionValues(model: SalesModel, dimensionId: string, search?: string): ValuesPlan {
  const order: readonly EntityName[] = ['deal', 'lead'];
  const entity = [...order, ...(Object.keys(model.entities) as EntityName[])].find((name) => model.entities[name]?.dimensions[dimensionId]);
  if (!entity) {
    const ids = allDimensions(model).map((dimension) => dimension.id);
    const guess = nearest(dimensionId, ids);
    throw new SalesError('query/unknown-dimension', `unknown dimension "${dimensionId}": ${guess ? `did you mean "${guess}"?` : `the model has ${ids.join(', ') || 'none'}`}`);
  }
  const anyTime = new Date(0);
  return {
    kind: 'values', model, entity, dimension: model.entities[entity]!.dimensions[dimensionId]!, filters: [], limit: most,
    range: { from: anyTime, to: anyTime, now: anyTime },
    search: search ? checkText(search) : undefined,
  };
}
