/** The data sources that the page sees, and the databases behind them. */
import path from 'node:path';
import type { Database } from './database';
import { readJson } from './files';

export const sqlUid = 'sales-sql';
export const brokenUid = 'broken-sql';
export const salesUid = 'sales-funnel';

const sqlType = 'grafana-postgresql-datasource';

export interface DataSource {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
}

export interface Place {
  readonly root: string;
  /** The built plugin. */
  readonly dist: string;
}

/** Read anew for each page, so that an edited model is there after a reload. */
export function dataSources({ root, dist }: Place, databases: ReadonlyMap<string, Database>): DataSource[] {
  const plugin = readPlugin(dist);
  const model = readJson(path.join(root, 'examples/demo/model.json'));
  const sql = [...databases.keys()].map((uid, index) => ({
    id: index + 2,
    uid,
    name: uid === sqlUid ? 'Sales database' : 'Broken database (for tests)',
    type: sqlType,
    isDefault: false,
    jsonData: { database: 'postgres', postgresVersion: 1800, sslmode: 'disable' },
    meta: sqlMeta,
  }));
  const sales = {
    id: 1,
    uid: salesUid,
    name: 'Sales Funnel',
    type: String(plugin.id),
    isDefault: true,
    jsonData: { sqlDatasource: { uid: sqlUid, type: sqlType }, ...(model !== undefined && { model }) },
    meta: plugin,
  };
  return [sales, ...sql];
}

const sqlMeta = {
  id: sqlType,
  name: 'PostgreSQL',
  type: 'datasource',
  category: 'sql',
  metrics: true,
  alerting: true,
  backend: true,
  module: `core:plugin/${sqlType}`,
  baseUrl: '',
  info: infoOf({}, ''),
};

function readPlugin(dist: string): Record<string, unknown> {
  const plugin = readJson(path.join(dist, 'plugin.json'));
  if (typeof plugin !== 'object' || plugin === null || !('id' in plugin)) {
    throw new Error(`${dist} holds no built plugin`);
  }
  const base = `public/plugins/${plugin.id}`;
  return {
    ...plugin,
    module: `${base}/module.js`,
    baseUrl: base,
    signature: 'unsigned',
    info: infoOf('info' in plugin && typeof plugin.info === 'object' ? plugin.info : {}, `/${base}/img/logo.svg`),
  };
}

function infoOf(info: object | null, logo: string) {
  return {
    author: { name: '' },
    description: '',
    links: [],
    screenshots: [],
    updated: '',
    version: '',
    ...info,
    logos: { small: logo, large: logo },
  };
}
