import type { ShapedQuery } from '../../datasource/types';
import { migrateQuery } from '../../plan/migrateQuery';
import { SalesError } from '../../sql/SalesError';

/** The saved query as it will run, or the sentence that says why this version cannot read it. */
export function readQuery(saved: unknown): { readonly query: ShapedQuery } | { readonly problem: string } {
  try {
    return { query: migrateQuery(saved) };
  } catch (error) {
    if (error instanceof SalesError) {
      return { problem: error.message };
    }
    throw error;
  }
}
