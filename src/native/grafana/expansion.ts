/**
 * Grafana's expansion of `$` in provisioning files: `$NAME` and `${NAME}` are environment variables, `$$` is a dollar
 * sign. It is done in a rule's title, uid, labels, condition, durations and data source uid, and in its group's name and
 * folder; never in annotations and in `data[].model`.
 */

/** For a text of such a place that shall arrive as it is. */
export const escaped = (text: string): string => text.replaceAll('$', '$$$$');

/** What arrives, with the names of variables left in place. */
export const unescaped = (text: string): string => text.replaceAll('$$', '$');

/** What looks like a variable or an expander and is none of `isVariable`, as it is written. */
export function strayDollars(text: string, isVariable: (name: string) => boolean): string[] {
  const rest = text.replaceAll('$$', '');
  return [...rest.matchAll(/\$(?:(\w+)?\{([^}]*)\}|(\w+)|.?)/gs)].filter(([, expander, inBraces, name]) => expander !== undefined || !isVariable(inBraces ?? name ?? '')).map(([all]) => all);
}
