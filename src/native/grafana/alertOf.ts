import type { Instance } from './evaluate';
import type { Rule } from './Rule';
import { renderTemplate } from './template/renderTemplate';
import type { Labels } from './Value';

export interface Alert {
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  /** Texts that could not be rendered, and why. */
  readonly notes: readonly string[];
}

/**
 * The labels and texts with which an instance reaches a contact point. Grafana's own labels win over the rule's, and
 * the rule's over those of the result; a text sees Grafana's and the result's.
 */
export function alertOf(rule: Rule, instance: Instance, { folder, externalUrl }: { readonly folder: string; readonly externalUrl?: string }): Alert {
  const own = { alertname: rule.title, grafana_folder: folder };
  const data = { labels: { ...instance.labels, ...own }, values: instance.values, ...(externalUrl !== undefined && { externalUrl }) };
  const notes: string[] = [];
  const texts = (templates: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(templates).map(([name, template]) => {
        const { text, note } = renderTemplate(template, data);
        if (note) {
          notes.push(`${name}: ${note}`);
        }
        return [name, text];
      })
    );
  return { labels: { ...instance.labels, ...texts(rule.labels), ...own }, annotations: texts(rule.annotations), notes };
}
