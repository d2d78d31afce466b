/**
 * What a panel saves. `schemaVersion` is raised when a saved query must be rewritten; migrateQuery does that.
 * Unknown keys (Grafana adds `datasource`, `hide`, `key`, `rawSql`, …) are kept and ignored.
 */
import type { Grain } from '../sql/Dialect';
import type { Instant } from './Moment';

export const currentSchemaVersion = 1;

export type FilterOperator = '=' | '!=' | 'in' | 'not in' | '=~' | '!~';

/** On a dimension's key or label; the text `(none)` means rows without a value, `(empty)` blank text as well. Values are never SQL. */
export interface Filter {
  readonly dimension: string;
  readonly operator: FilterOperator;
  readonly values: readonly string[];
  /** In Grafana: left out with a warning where nothing the query reads has the dimension. Elsewhere refused, as any. */
  readonly optional?: boolean;
}

export type Comparison = 'previous-period' | 'previous-year';

/** A calendar unit around the clock, in the model's zone; quarters and years are fiscal (plan/period.ts). */
export type PeriodName =
  | 'this-month' | 'next-month' | 'last-month'
  | 'this-quarter' | 'next-quarter' | 'last-quarter'
  | 'this-year';

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
  /** Instead of the dashboard's range. */
  readonly period?: PeriodName;
  /** Days after which a cohort is mature, instead of the model's. */
  readonly horizon?: number;
  /** Adds the evidence columns of docs/metrics.md, Columns (`.n`, `.low`, …). */
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
  /** Instead of the dashboard's range. */
  readonly period?: PeriodName;
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

/** Which rows of an entity: each set is what one metric counts (plan/recordSets.ts). */
export type RecordSet =
  | 'created' | 'qualified' | 'converted' | 'closed' | 'won' | 'lost'
  | 'open' | 'expected' | 'stalled' | 'untouched' | 'passed_close' | 'pushed';

/** The rows behind a number. */
export interface RecordsQuery extends QueryBase {
  readonly type: 'records';
  readonly entity?: 'deal' | 'lead';
  readonly which?: RecordSet;
  /** Ids of plan/recordColumns.ts; a few that fit the set when absent. */
  readonly columns?: readonly string[];
  readonly orderBy?: { readonly column: string; readonly descending?: boolean };
  /** 1 to 1000; 100 when absent. */
  readonly limit?: number;
  /** Instead of the dashboard's range. */
  readonly period?: PeriodName;
}

/**
 * The waterfall of the open pipeline: from what was open at the start of the range to what is open at its end, at most
 * now, with one bar for each cause (docs/decisions/0014).
 */
export interface PipelineQuery extends QueryBase {
  readonly type: 'pipeline';
  /** Deals that are expected to close in the calendar unit around the range's end; all when absent. */
  readonly closing?: PeriodName | 'all';
  readonly by?: string;
  /** Pipeline id; every deal when absent. */
  readonly pipeline?: string;
  /** What the bars are made of: amounts (and counts beside them) where deals have one, or counts alone. */
  readonly measure?: 'count' | 'amount';
  /** Adds what a deal's row cannot show: residual, deals that came and went, bookings, the meaning of each bar. */
  readonly evidence?: boolean;
  /** Adds `base`, `total`, `increase` and `decrease`, for a stacked bar chart whose base is hidden. */
  readonly bars?: boolean;
}

export type SalesQuery = MetricsQuery | FunnelQuery | QualityQuery | RecordsQuery | PipelineQuery;

/** Half-open range of instants, and the clock. */
export interface Range<T extends Instant = Date> {
  readonly from: T;
  readonly to: T;
  readonly now: T;
}
