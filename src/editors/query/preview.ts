import type { Range, SalesQuery } from '../../plan/query';
import { SalesError } from '../../sql/SalesError';

/** Undefined while there is nothing to ask yet. */
export type Preview = { readonly sql: string } | { readonly problem: string } | undefined;

/** What the data source would send, or its refusal in one sentence. */
export function previewOf(
  previewSql: (query: SalesQuery, range: Range) => string,
  query: SalesQuery,
  range: Range
): Preview {
  if (query.type === 'metrics' && query.metrics.length === 0) {
    return undefined;
  }
  try {
    return { sql: previewSql(query, range) };
  } catch (error) {
    if (error instanceof SalesError) {
      return { problem: error.message };
    }
    return {
      problem: `this is a bug in Sales Funnel, please report it: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
