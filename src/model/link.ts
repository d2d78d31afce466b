/** Addresses of rows in a CRM: text with `${column}` for columns of the row. */

const placeholder = /\$\{([^}]*)\}/g;

/** Names of the columns in a template, each once, in order. */
export const parseLink = (template: string): readonly string[] => [...new Set([...template.matchAll(placeholder)].map((match) => match[1]!))];

/** The address of one row, its values encoded; null where one is missing. */
export function fillLink(template: string, valueOf: (column: string) => string | null): string | null {
  const isWhole = parseLink(template).every((column) => (valueOf(column) ?? '') !== '');
  return isWhole ? template.replace(placeholder, (_, column: string) => encodeURIComponent(valueOf(column)!)) : null;
}
