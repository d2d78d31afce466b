import type { Filter } from '../plan/query';

/** What is chosen at the top of the dashboard. Leads and deals have both dimensions. */
export const chosenFilters: readonly Filter[] = [
  { dimension: 'region', operator: 'in', values: ['$region'] },
  { dimension: 'owner', operator: 'in', values: ['$owner'] },
];
