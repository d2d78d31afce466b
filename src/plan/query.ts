/**
 * What a panel saves. `schemaVersion` is raised when a saved query must be rewritten; migrateQuery does that.
 * Unknown keys (Grafana adds `datasource`, `hide`, `key`, `rawSql`, …) are kept and ignored.
 */
import type { Grain } from '../sql/Dialect';

export const currentSchemaVersion = 1;

export type FilterOperator = '=' | '!=' | 'in' | 'not in' | '=~' | '!~';

/** On a dimension's key or label; the text `(none)` means rows without a value. Values are never SQL. */
export interface Filter {
  readonly dimension: string;
  readonly operator: FilterOperator;
  readonly values: readonly string[];
}

export type Comparison = 'previous-period' | 'previous-year';

interface QueryBase {
  readonly refId: string;
  readonly schemaVersion: number;
  readonly hide?: boolean;
  readonly filters?: readonly Filter[];
}

export interface MetricsQuery extends QueryBase {
  readonly type: 'metrics';
  /** Ids of catalogue or custom metrics, also `<id>.target` and `<id>.attainment`. */
  readonly metrics: readonly string[];
  readonly by?: readonly string[];
  /** Absent: one number for the whole range (or one per combination of `by`). */
  readonly grain?: Grain;
  readonly compare?: Comparison;
  /** Days after which a cohort is mature, instead of the model's. */
  readonly horizon?: number;
  /** Adds the evidence columns of metrics.md 1.6 (`.n`, `.low`, …). */
  readonly evidence?: boolean;
  /** Rows (or series) to keep, after ordering; the rest is cut with a notice. */
  readonly limit?: number;
  readonly orderBy?: { readonly metric: string; readonly descending?: boolean };
}

/** `lead-to-deal` runs from the lead's creation through the deal's stages to a won deal. */
export type FunnelEntity = 'deal' | 'lead' | 'lead-to-deal';
export type FunnelPolicy = 'reached' | 'strict' | 'any';

export interface FunnelQuery extends QueryBase {
  readonly type: 'funnel';
  readonly entity?: FunnelEntity;
  /** Pipeline id; the entity's first one when absent. */
  readonly pipeline?: string;
  /** Stage ids to show, in rank order whatever the order here; all ranked stages when absent. */
  readonly steps?: readonly string[];
  readonly exclude?: readonly string[];
  readonly policy?: FunnelPolicy;
  /** What the conversion rates are made of. */
  readonly measure?: 'count' | 'amount';
  /** Days from entering the funnel within which a step must be reached. */
  readonly window?: number;
  readonly basis?: 'cohort' | 'event';
  readonly by?: string;
  /** Leave out entries that are younger than the window (or the horizon). */
  readonly matureOnly?: boolean;
  /** Compute days between steps (default true). */
  readonly timing?: boolean;
  /** Sum the amounts of what reached each step (default true). */
  readonly values?: boolean;
  /** Compute losses by stage (default true). */
  readonly losses?: boolean;
  readonly evidence?: boolean;
  /** Adds `pad`, half the distance to the widest bar, for a centred bar chart. */
  readonly pad?: boolean;
}

/** DQ1–DQ8 in one table: problem, count, of, share. */
export interface QualityQuery extends QueryBase {
  readonly type: 'quality';
}

export type SalesQuery = MetricsQuery | FunnelQuery | QualityQuery;

/** Half-open range of instants, and the clock. */
export interface Range {
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
}
