/** What the dialog edits: a definition, and which of its texts a person has written. Pure; the dialog only shows it. */
import type { SalesModel } from '../../model/types';
import type { AlertDefinition } from '../../native/alerts/AlertDefinition';
import { definitionFrom } from '../../native/alerts/definitionFrom';
import type { EditedPanel } from './panel';
import { titleOf } from '../../native/alerts/texts';
import { toRule } from '../../native/alerts/toRule';
import type { DataSourceRef, Rule } from '../../native/grafana/Rule';
import type { RelativeWindow } from '../../plan/native';
import { windowOfPeriod } from '../../plan/period';
import type { SalesQuery } from '../../plan/query';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';

export interface AlertContext {
  readonly model: SalesModel;
  readonly dialect: Dialect;
  /** The SQL data source that Grafana evaluates the rule with. */
  readonly source: DataSourceRef;
  /** Where the editor stands, if it is a panel of a dashboard. */
  readonly panel?: EditedPanel;
}

export interface Draft {
  readonly definition: AlertDefinition;
  /** The panel asks something else than the rule: a link to another number would mislead. */
  readonly isElsewhere?: boolean;
  /** What the panel looks at whatever the dashboard's time: a rule over another time is not what it shows. */
  readonly shows?: RelativeWindow;
  /** Written by a person; otherwise the title follows from the rule. */
  readonly title?: string;
}

export type Made = { readonly rule: Rule; readonly definition: AlertDefinition } | { readonly problem: string };

/** The metrics of a query, of which a rule watches one; nothing for other types. */
export const watchable = (query: SalesQuery): readonly string[] => (query.type === 'metrics' ? query.metrics : []);

/** The query about one of its metrics. */
export const about = (query: SalesQuery, metric: string | undefined): SalesQuery =>
  query.type === 'metrics' && metric !== undefined ? { ...query, metrics: [metric] } : query;

/** @throws SalesError where nothing in the query can be watched */
export const draftFrom = (query: SalesQuery, { model }: AlertContext): Draft => ({
  definition: definitionFrom(query, model),
  isElsewhere: query.type === 'funnel' && !(query.matureOnly === true && query.window !== undefined),
  ...((query.type === 'metrics' || query.type === 'funnel') && query.period && { shows: windowOfPeriod(query.period) }),
});

/** With its title, its id and its panel. */
export function definitionOf({ definition, title, isElsewhere, shows }: Draft, { model, panel }: AlertContext): AlertDefinition {
  const written = title?.trim();
  const own = {
    ...definition,
    title: written || titleOf(definition, model),
    ...(panel && !isElsewhere && (!shows || isSameWindow(shows, definition.window)) && { panel: { dashboard: panel.dashboardUid, title: '', variables: panel.chosen } }),
  };
  return { ...own, id: idOf(own) };
}

/** Of the same kind and, where it is a calendar unit, the same one; last days differ in their number only. */
export const isSameWindow = (one: RelativeWindow, other: RelativeWindow): boolean =>
  JSON.stringify(normal(one)) === JSON.stringify(normal(other));
const normal = (of: RelativeWindow): unknown =>
  of.kind === 'unit' ? [of.kind, of.grain, of.offset, of.soFar === true] : [of.kind];

/** The rule, or the sentence that says what stands in its way. */
export function make(draft: Draft, context: AlertContext): Made {
  let id = '';
  const made = attempt(() => {
    const definition = definitionOf(draft, context);
    id = definition.id;
    const { model, dialect, source, panel } = context;
    return {
      definition,
      rule: toRule(definition, model, dialect, { source, ...(panel && { panelOf: () => panel }) }),
    };
  });
  // Files of rules know them by their id; here there is one.
  return 'problem' in made ? { problem: made.problem.replaceAll(`"${id}"`, 'the rule') } : made;
}

/** Why no rule can be made of a query; undefined where one can. */
export function whyNoRule(query: SalesQuery, context: AlertContext): string | undefined {
  const made = attempt(() => make(draftFrom(query, context), context));
  return 'problem' in made ? made.problem : undefined;
}

/** The result, or the sentence of a refusal. A bug stays one. */
export function attempt<T extends object>(what: () => T): T | { readonly problem: string } {
  try {
    return what();
  } catch (error) {
    if (error instanceof SalesError) {
      return { problem: error.message };
    }
    throw error;
  }
}

/** Rules about the same metric that differ have different ids, so that files with several of them hold them all. */
function idOf(definition: AlertDefinition): string {
  const words = definition.id.slice(0, 30).replace(/-+$/, '');
  return `${words}-${hashOf(JSON.stringify({ ...definition, panel: undefined })).toString(36)}`.slice(0, 37);
}

/** FNV-1a, 32 bits, of which 6 digits to the base of 36 remain. */
const hashOf = (text: string): number =>
  [...text].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0, 2_166_136_261) %
  36 ** 6;
