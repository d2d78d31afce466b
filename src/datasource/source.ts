/** The SQL data source that is read, and the dialect that it speaks. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { dialectOfPlugin, dialects } from '../dialects';
import type { Dialect } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import type { SalesFunnelOptions } from './types';

export interface Source {
  readonly uid: string;
  readonly type: string;
  /** For sentences; the uid where the user may not see the settings. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Absent where the user may not see them: the server then decides whether the query may run. */
  readonly settings?: DataSourceInstanceSettings;
}

export type GetSettings = (ref: { uid: string }) => DataSourceInstanceSettings | undefined;

/**
 * Never falls back to the default data source: a uid that resolves to nothing is asked for as it is.
 * @throws SalesError `source/none`, `source/itself`, `source/unsupported`
 */
export function findSource({ sqlDatasource }: SalesFunnelOptions, getSettings: GetSettings, ownType: string): Source {
  if (!sqlDatasource?.uid) {
    throw new SalesError(
      'source/none',
      "no SQL data source is chosen: choose the one that holds your sales tables in this data source's settings"
    );
  }
  const { uid } = sqlDatasource;
  const settings = getSettings({ uid });
  const type = settings?.type ?? sqlDatasource.type;
  const name = settings?.name ?? uid;
  if (type === ownType) {
    throw new SalesError(
      'source/itself',
      `"${name}" is a Sales Funnel data source: choose the SQL data source that holds your sales tables`
    );
  }
  const dialect = dialectOfPlugin(type);
  if (!dialect) {
    throw new SalesError(
      'source/unsupported',
      `"${name}" is of type "${type}", whose SQL is not spoken: choose a data source of type ${supportedTypes()}`
    );
  }
  return { uid, type, name, dialect, settings };
}

/** `PostgreSQL (grafana-postgresql-datasource) or …` */
export const supportedTypes = (): string =>
  dialects.map(({ label, pluginIds }) => `${label} (${pluginIds[0]})`).join(' or ');
