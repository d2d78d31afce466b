/** The data sources of the demo, in the form in which Grafana provisions them. */
import { stringify } from 'yaml';
import { pluginId } from './build';

export const sql = { uid: 'sales-sql', type: 'grafana-postgresql-datasource' };

/** Grafana expands `$X` in every text of this file; `$$` arrives as `$`. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replaceAll('$', '$$$$');
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]))
    : value;
}

/** @param model a sales model as it is written */
export function dataSourcesYaml(model: unknown): string {
  const database = {
    name: 'Sales database',
    uid: sql.uid,
    type: sql.type,
    access: 'proxy',
    url: '$SALES_SQL_HOST',
    user: '$SALES_SQL_USER',
    jsonData: { database: '$SALES_SQL_DATABASE', sslmode: 'disable', postgresVersion: 1500 },
    secureJsonData: { password: '$SALES_SQL_PASSWORD' },
  };
  const funnel = {
    name: 'Sales Funnel',
    uid: 'sales-funnel',
    type: pluginId,
    access: 'proxy',
    isDefault: false,
    editable: true,
    jsonData: { sqlDatasource: sql, model: escaped(model) },
  };
  return `${head}${stringify({ apiVersion: 1, datasources: [database, funnel] }, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const head = `# Written by "npm run generate" from examples/demo/model.json: edit that file and run it again.
#
# The demo company's data sources. For a database of your own, copy this file, set the connection of the first data
# source (with a user that may only read, and sslmode "require" or stricter over a network), and put your model under
# the second one's jsonData.model. Grafana replaces $NAME by the environment variable NAME in all of this file, so a
# "$" of your model is written "$$".
`;
