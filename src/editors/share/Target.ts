import type { SalesModel } from '../../model/types';
import type { DataSourceRef } from '../../native/grafana/Rule';
import type { Dialect } from '../../sql/Dialect';

/** What plain SQL is written for. */
export interface Target {
  readonly model: SalesModel;
  readonly dialect: Dialect;
  /** The SQL data source that Grafana's server will ask. */
  readonly source: DataSourceRef;
  /** Type of this data source. */
  readonly pluginId: string;
}
