import type { Basis } from './types';

/** By which date a metric counts (docs/metrics.md R3), as descriptions say it. */
export const basisWords: Readonly<Record<Basis, string>> = {
  cohort: 'by created date (cohort)',
  event: 'by the date it happened',
  as_of: 'as of the end of the period, or now while it is running',
};
