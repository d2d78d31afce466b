/** What stands behind a metric's value: which formula counts its observations, and what its sums are measured in. */
import { references, type Formula } from '../formula';
import type { Unit } from '../model/types';
import type { ResolvedMetric } from './resolve';

/** Number of observations behind a value; undefined where the metric has none. */
export function observationsOf(one: ResolvedMetric): Formula | undefined {
  const formula = one.n ?? one.denominator;
  return formula && !one.usesPrevious && countsThings(one) ? formula : undefined;
}

/** A denominator that is an amount of money, a target or a head count is not a number of observations. */
const countsThings = (one: ResolvedMetric): boolean =>
  one.n !== undefined || (one.denominator !== undefined && sumUnit(one.denominator, one) === 'count' && references(one.denominator).every(({ name }) => one.components[name]?.source.kind !== 'reps'));

/** The component whose row count says how many members a cohort has; undefined for other metrics. */
export const cohortOf = (one: ResolvedMetric): string | undefined =>
  one.denominator && Object.entries(one.components).find(([, component]) => component.source.kind === 'cohort')?.[0];

/** Unit of a sum, by what its components add up. */
export function sumUnit(formula: Formula, { components }: ResolvedMetric): Unit {
  const rows = references(formula).map(({ name }) => components[name]?.of);
  const adds = (row: string) => rows.some((of) => of !== undefined && 'value' in of && of.value.row === row);
  return adds('amount') || references(formula).some(({ name }) => name.endsWith('.target')) ? 'money' : adds('days') ? 'days' : 'count';
}
