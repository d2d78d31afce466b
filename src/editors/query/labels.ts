import { allDimensions } from '../../metrics/dimensions';
import type { Metric } from '../../metrics/Metric';
import { findEntry } from '../../metrics/resolve';
import type { SalesModel } from '../../model/types';

/** Undefined for ids that the catalogue does not know: dashboard variables, and names of another version. */
export function metricEntry(id: string, model?: SalesModel): Metric | undefined {
  try {
    return findEntry(id, model);
  } catch {
    return undefined;
  }
}

export const metricLabel = (id: string, model?: SalesModel): string => metricEntry(id, model)?.label ?? id;

export const dimensionLabel = (id: string, model?: SalesModel): string =>
  (model && allDimensions(model).find((dimension) => dimension.id === id)?.label) ?? id;
