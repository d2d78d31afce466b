/** Whether a query has a native form, and why not. */
import { compileNative } from '../compile/native';
import { findEntry } from '../metrics/resolve';
import type { SalesModel } from '../model/types';
import { planNative, type RelativeWindow } from '../plan/native';
import { currentSchemaVersion, type SalesQuery } from '../plan/query';
import type { Dialect } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';

/** Undefined where it has one, else a sentence: what stands in the way, and the nearest that has one. */
export function whyNotNative(query: SalesQuery, model: SalesModel, dialect: Dialect, window: RelativeWindow = { kind: 'range' }): string | undefined {
  try {
    compileNative(planNative(query, model, { window, clock: 'database' }), dialect, { kind: 'table' });
    return undefined;
  } catch (error) {
    if (error instanceof SalesError) {
      return error.message;
    }
    throw error;
  }
}

/** The same for a metric by itself, as an alert rule asks for it: over the last days, by a dimension where it needs one. */
export function whyMetricNotNative(id: string, model: SalesModel, dialect: Dialect): string | undefined {
  const { needsBy = [] } = findEntry(id, model);
  const ask = (by: readonly string[]): string | undefined =>
    whyNotNative({ refId: 'A', schemaVersion: currentSchemaVersion, type: 'metrics', metrics: [id], by }, model, dialect, { kind: 'lastDays', days: 90 });
  const tried = needsBy.length ? needsBy.map((dimension) => ask([dimension])) : [ask([])];
  return tried.some((reason) => reason === undefined) ? undefined : tried[0];
}
