import { migrateQuery } from '../plan/migrateQuery';
import type { SalesQuery } from '../plan/query';

/** Whether there is something to ask yet. A query that cannot be read is asked, so that its error shows. */
export function isComplete(saved: SalesQuery): boolean {
  try {
    const query = migrateQuery(saved);
    return query.type !== 'metrics' || query.metrics.length > 0;
  } catch {
    return true;
  }
}
