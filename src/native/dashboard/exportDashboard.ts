/**
 * A dashboard of ours → the same dashboard over Grafana's own SQL data source. Grafana's server can feed it, so it can
 * be shared publicly and works where the plugin is not installed; variables are frozen, because public dashboards have
 * none.
 */
import type { SalesModel } from '../../model/types';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import { carryPanel } from './carryPanel';
import type { Dashboard, Json, Variable } from './Dashboard';
import { freezeVariables } from './frozenVariables';
import { filterText, savedFilters } from './savedFilters';

export interface ExportContext {
  readonly model: SalesModel;
  readonly dialect: Dialect;
  /** Type of our data source: panels of other ones are carried over. */
  readonly pluginId: string;
  /** Of the SQL data source. */
  readonly datasourceUid: string;
  readonly datasourceType: string;
  /** Values to freeze variables to, instead of those they were saved with. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
}

export interface Exported {
  readonly dashboard: Dashboard;
  /** What is lost or frozen, a sentence each. */
  readonly notes: readonly string[];
}

/** Grafana's limit. */
const longestUid = 40;

/** @throws SalesError `export/not-a-dashboard`, `export/unknown-variable`, and `query/filter-operator` for a filter that it was saved with */
export function exportDashboard(dashboard: Dashboard, context: ExportContext): Exported {
  if (!Array.isArray(dashboard.panels)) {
    throw new SalesError('export/not-a-dashboard', 'the file is no dashboard: it has no list of panels; export the classic JSON from Grafana, or use one of dashboards/');
  }
  const frozen = freezeVariables(dashboard, context.variables);
  const filters = savedFilters(dashboard, context.pluginId);
  const chosen = [...frozen.chosen, ...filters.map((one) => `Filter: ${filterText(one)}`)];
  const variables = (dashboard.templating?.list ?? []).flatMap(({ name }) => name ?? []);
  const exported = dashboard.panels.map((panel) => carryPanel(panel, { ...frozen, filters }, variables, context));
  const annotations = annotationsOf(dashboard);
  const said = ['This dashboard is a copy in plain SQL for sharing: it works without the Sales Funnel data source.', ...(chosen.length ? [`Chosen when it was exported: ${chosen.join('; ')}.`] : [])];
  return {
    dashboard: {
      ...withoutOurInputs(dashboard, context),
      id: null,
      uid: `${(dashboard.uid ?? 'dashboard').slice(0, longestUid - '-shared'.length)}-shared`,
      title: `${dashboard.title ?? 'Dashboard'} (shared)`,
      description: [dashboard.description ?? '', ...said].filter(Boolean).join('\n\n'),
      templating: { list: [] },
      annotations: { list: annotations.filter(({ builtIn }) => builtIn) },
      links: [],
      panels: exported.map(({ panel }) => panel),
    },
    notes: [
      ...chosen.map((one) => `frozen: ${one}`),
      ...annotations.filter(({ builtIn }) => !builtIn).map(({ name }) => `annotations "${name ?? ''}" are left out`),
      ...exported.flatMap(({ notes }) => notes),
    ],
  };
}

/** Public dashboards show none but those that are built in. */
const annotationsOf = (dashboard: Dashboard): ReadonlyArray<Variable & { readonly builtIn?: unknown }> =>
  (dashboard['annotations'] as { list?: readonly Variable[] } | undefined)?.list ?? [];

/** Whoever imports the copy is not asked for our data source. */
function withoutOurInputs(dashboard: Dashboard, { pluginId }: ExportContext): Dashboard {
  const others = (key: string, id: string): Json =>
    Array.isArray(dashboard[key]) ? { [key]: (dashboard[key] as readonly Json[]).filter((one) => one[id] !== pluginId) } : {};
  return { ...dashboard, ...others('__inputs', 'pluginId'), ...others('__requires', 'id') };
}
