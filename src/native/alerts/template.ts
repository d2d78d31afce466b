/**
 * Pieces of Go templates, as Grafana expands them in annotations: `$labels` and `$values` are given. Each survives a
 * value that is missing or NaN and a label with any text in it; label values are data and are not expanded again.
 */
import type { Unit } from '../../model/types';

/** A Go string literal. */
const quoted = (text: string): string => JSON.stringify(text);

/** Plain text between template actions. */
export const text = (value: string): string => value.replaceAll('{{', `{{ ${quoted('{{')} }}`);

/** A label's value; dimensions may have any id. */
export const label = (name: string): string => `{{ ${labelOf(name)} }}`;

/** A label's value inside of a query string of a URL. */
export const urlLabel = (name: string): string => `{{ ${labelOf(name)} | urlquery }}`;

/** The same for Grafana's ad hoc filters, which part key, operator and value by `|`, and take `,` and `#` for signs of their own. */
export const urlFilterLabel = (name: string): string =>
  `{{ reReplaceAll "\\\\|" "__gfp__" (reReplaceAll "," "__gfc__" (reReplaceAll "#" "__gfh__" (${labelOf(name)}))) | urlquery }}`;

/** A text that is known, in the same way. */
export const urlFilterText = (of: string): string => encodeURIComponent(of.replaceAll('|', '__gfp__').replaceAll(',', '__gfc__').replaceAll('#', '__gfh__'));

const labelOf = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `$labels.${name}` : `index $labels ${quoted(name)}`);

/** The value of a query in its unit, where it is known to be a number. */
export function value(refId: string, unit: Unit, currency: string): string {
  const of = `$values.${refId}.Value`;
  switch (unit) {
    case 'percent':
      return `{{ humanizePercentage ${of} }}`;
    case 'money':
      return `{{ humanize ${of} }} ${currency}`;
    case 'moneyPerDay':
      return `{{ humanize ${of} }} ${currency} a day`;
    case 'days':
    case 'hours':
      return `{{ printf "%.1f" ${of} }} ${unit}`;
    case 'count':
      return `{{ printf "%.0f" ${of} }}`;
    case 'ratio':
    case 'score':
      return `{{ printf "%.2f" ${of} }}`;
  }
}

/** A query's instant, in milliseconds since 1970; `otherwise` where the rule was evaluated without it. */
export const millisecond = (refId: string, otherwise: string): string => `{{ if $values.${refId} }}{{ printf "%.0f" $values.${refId}.Value }}{{ else }}${otherwise}{{ end }}`;

/** Said only where these queries all have a number: a missing one is false, and NaN does not equal itself. */
export const where = (refIds: readonly string[], said: string, otherwise = ''): string =>
  refIds.reduceRight((inner, refId) => {
    const rest = otherwise && `{{ else }}${otherwise}`;
    return `{{ if $values.${refId} }}{{ if eq $values.${refId}.Value $values.${refId}.Value }}${inner}${rest}{{ end }}${rest}{{ end }}`;
  }, said);
