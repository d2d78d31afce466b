/**
 * A dashboard of ours → the same dashboard over Grafana's own SQL data source. Grafana's server can feed it, so it can
 * be shared publicly and works where the plugin is not installed; variables are frozen, because public dashboards have
 * none.
 */
import type { SalesModel } from '../../model/types';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import type { Dashboard, Panel, Variable } from './Dashboard';
import { exportPanel, type ExportedPanel, type Kept } from './exportPanel';
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
  const exported = dashboard.panels.map((panel) => carry(panel, { ...frozen, filters }, context));
  const said = ['This dashboard is a copy in plain SQL for sharing: it works without the Sales Funnel data source.', ...(chosen.length ? [`Chosen when it was exported: ${chosen.join('; ')}.`] : [])];
  return {
    dashboard: {
      ...dashboard,
      id: null,
      uid: `${(dashboard.uid ?? 'dashboard').slice(0, longestUid - '-shared'.length)}-shared`,
      title: `${dashboard.title ?? 'Dashboard'} (shared)`,
      description: [dashboard.description ?? '', ...said].filter(Boolean).join('\n\n'),
      templating: { list: [] },
      annotations: { list: builtIn(dashboard) },
      links: [],
      panels: exported.map(({ panel }) => panel),
    },
    notes: [...chosen.map((one) => `frozen: ${one}`), ...exported.flatMap(({ notes }) => notes)],
  };
}

/** Public dashboards show no other annotations. */
function builtIn(dashboard: Dashboard): readonly unknown[] {
  const { list = [] } = (dashboard['annotations'] ?? {}) as { list?: ReadonlyArray<Variable & { builtIn?: unknown }> };
  return list.filter((one) => one.builtIn);
}

function carry(panel: Panel, frozen: Kept, context: ExportContext): ExportedPanel {
  if (panel.type === 'row') {
    const inner = (panel.panels ?? []).map((one) => carry(one, frozen, context));
    return { panel: { ...panel, title: frozen.fill(panel.title ?? ''), panels: inner.map((one) => one.panel) }, notes: inner.flatMap((one) => one.notes) };
  }
  return isOurs(panel, context) ? exportPanel(panel, frozen, context) : { panel, notes: [] };
}

const isOurs = ({ datasource, targets }: Panel, { pluginId }: ExportContext): boolean =>
  [datasource, ...(targets ?? []).map((target) => target['datasource'])].some((ref) => typeof ref === 'object' && ref !== null && (ref as { type?: string }).type === pluginId);
