import type { Filter } from '../plan/query';

const byVariable = (dimension: string): Filter => ({
  dimension,
  operator: 'in',
  values: [`$${dimension}`],
  optional: true,
});

/** What is chosen at the top of the dashboard. A panel whose numbers lack a dimension is not filtered by it, and says so. */
export const chosenFilters: readonly Filter[] = ['region', 'team', 'owner', 'source', 'product'].map(byVariable);
