/** `salesfunnel export-dashboard`: a dashboard file → the same in plain SQL, for public sharing. */
import { pluginId } from '../native/pluginId';
import { dialectById } from '../dialects';
import { exportDashboard } from '../native/dashboard/exportDashboard';
import type { Dashboard } from '../native/dashboard/Dashboard';
import { SalesError } from '../sql/SalesError';
import { readModel, readText } from './files';

export interface ExportOptions {
  model?: string;
  dialect: string;
  datasourceUid?: string;
  var: string[];
}

/** Text of the new dashboard, and the notes for standard error. */
export function exportedDashboard(file: string, options: ExportOptions): { readonly json: string; readonly notes: readonly string[] } {
  if (!options.datasourceUid) {
    throw new SalesError('usage/bad-option', 'no data source is given: add --datasource-uid with the uid of the SQL data source that the dashboard is to use');
  }
  const dialect = dialectById(options.dialect);
  const { dashboard, notes } = exportDashboard(parse(file), {
    model: readModel(options.model), dialect, pluginId, datasourceUid: options.datasourceUid,
    datasourceType: dialect.pluginIds[0]!, variables: variablesOf(options.var),
  });
  return { json: `${JSON.stringify(dashboard, null, 2)}\n`, notes };
}

function parse(file: string): Dashboard {
  try {
    return JSON.parse(readText(file)) as Dashboard;
  } catch (error) {
    if (error instanceof SalesError) {
      throw error;
    }
    throw new SalesError('usage/bad-json', `the dashboard in ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `name=value`, repeated for several values. */
function variablesOf(texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) {
      throw new SalesError('usage/bad-option', `--var ${JSON.stringify(text)} is not understood: write name=value`);
    }
    const name = text.slice(0, at);
    found.set(name, [...(found.get(name) ?? []), text.slice(at + 1)]);
  }
  return Object.fromEntries(found);
}
