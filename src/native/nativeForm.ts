/** Whether a query has a native form, and why not. */
import { compileNative } from '../compile/native';
import type { SalesModel } from '../model/types';
import { planNative, type RelativeWindow } from '../plan/native';
import type { SalesQuery } from '../plan/query';
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
