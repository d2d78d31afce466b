/** What a panel says about its numbers, from the catalogue: definition, basis and caveat of each metric. */
import { findEntry } from '../metrics/resolve';
import { basisWords } from '../metrics/words';

/** Markdown: how to read the panel, then a paragraph a metric. */
export const describeMetrics = (lead: string, ids: readonly string[]): string =>
  [lead, ...ids.map(describeMetric)].filter(Boolean).join('\n\n');

function describeMetric(id: string): string {
  const { label, meaning, formula, caveat, basis } = findEntry(id);
  return `**${label}**: ${meaning} *${formula}*; ${basisWords[basis]}. ${caveat}`;
}
