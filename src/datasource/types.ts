import type { DataSourceJsonData } from '@grafana/data';
import type { SalesQuery } from '../plan/query';

/** What a data source instance saves. It goes to every viewer's browser: no secrets, and small. */
export interface SalesFunnelOptions extends DataSourceJsonData {
  /** The SQL data source that is read; `type` is kept for users who may not see its settings. */
  sqlDatasource?: { uid: string; type: string };
  /** A sales model as `parseModel` takes it. */
  model?: unknown;
}

/**
 * `shape: 'table'` gives buckets as text, one row each, for tables and bar charts. `matrix` names the column that fills
 * the cells of a table with a column a group.
 */
export type ShapedQuery = SalesQuery & { readonly shape?: 'series' | 'table'; readonly matrix?: string };

/** What a dashboard variable saves. */
export interface VariableQuery {
  refId: string;
  kind: 'dimension' | 'metrics' | 'stages';
  /** Id of the dimension whose values are wanted. */
  dimension?: string;
  /** Id of the pipeline whose stages are wanted; all pipelines when absent. */
  pipeline?: string;
}
