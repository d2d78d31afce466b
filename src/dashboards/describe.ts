/** What a panel says about its numbers, from the catalogue: definition, basis and caveat of each metric. */
import { findEntry } from '../metrics/resolve';
import type { Basis } from '../metrics/types';

const basis: Readonly<Record<Basis, string>> = {
  cohort: 'by created date (cohort)',
  event: 'by the date it happened',
  as_of: 'as of the end of the period, or now while it is running',
};

/** Markdown: how to read the panel, then a paragraph a metric. */
export const describeMetrics = (lead: string, ids: readonly string[]): string =>
  [lead, ...ids.map(describeMetric)].filter(Boolean).join('\n\n');

function describeMetric(id: string): string {
  const { label, meaning, formula, caveat, basis: of } = findEntry(id);
  return `**${label}**: ${meaning} *${formula}*; ${basis[of]}. ${caveat}`;
}
