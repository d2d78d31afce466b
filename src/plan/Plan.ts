/**
 * What to compute, with every name resolved and every bound an instant; no dialect and no Grafana in it. compile/
 * turns it into SQL, result/ reads the rows with the same plan, so the two cannot drift apart.
 */
import type { Component, SourceSpec } from '../metrics/components';
import type { ResolvedMetric } from '../metrics/resolve';
import type { Row } from '../metrics/rows';
import type { Dimension, EntityName, Pipeline, SalesModel, Stage } from '../model/types';
import type { Instant } from './Moment';
import type { Filter, FunnelEntity, FunnelQuery, MetricsQuery, PipelineQuery, Range, RecordsQuery } from './query';
import type { RecordColumn } from './recordColumns';
import type { Window } from './windows';

/** Components that share a source, and so one scan. `key` is equal for equal sources. */
export interface PlannedSource {
  readonly key: string;
  readonly spec: SourceSpec;
  readonly components: Readonly<Record<string, Component>>;
  /** Read in the earlier window, too. */
  readonly compares: boolean;
}

/** `T`: a panel knows its instants; a native form leaves them to the database. */
interface PlanBase<T extends Instant = Date> {
  readonly model: SalesModel;
  readonly range: Range<T>;
  readonly filters: readonly Filter[];
  /** Which period is meant, as a sentence, where the query names one. */
  readonly period?: string;
}

export interface MetricsPlan<T extends Instant = Date> extends PlanBase<T> {
  readonly kind: 'metrics';
  readonly query: MetricsQuery;
  readonly windows: ReadonlyArray<Window<T>>;
  /** Ids of the dimensions that rows are grouped by, and as what they are shown. */
  readonly dimensions: readonly Dimension[];
  readonly sources: readonly PlannedSource[];
  readonly metrics: readonly ResolvedMetric[];
  /** Days after which a lead or deal is mature. */
  readonly horizon: { readonly lead: number; readonly deal: number };
  /** Metrics whose target rows are read from a table. */
  readonly targetMetrics: readonly string[];
  readonly notices: readonly string[];
  /** Rates are joined, one a row, for all the sums of a statement that several plans share. */
  readonly joinsRates?: true;
}

export interface FunnelStep {
  /** Stage id; `lead` and `qualified` are the first steps of a lead-to-deal funnel. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'created' | 'qualified' | 'stage' | 'won';
  /** Position among all steps of the pipeline, 1-based; steps that are left out keep theirs. */
  readonly rank: number;
}

export interface FunnelPlan<T extends Instant = Date> extends PlanBase<T> {
  readonly kind: 'funnel';
  readonly query: FunnelQuery;
  readonly entity: FunnelEntity;
  readonly pipeline: Pipeline;
  /** Every step in rank order; `shown` are those that the answer has. */
  readonly steps: readonly FunnelStep[];
  readonly shown: readonly FunnelStep[];
  readonly policy: 'reached' | 'strict' | 'any';
  readonly measure: 'count' | 'amount';
  readonly basis: 'cohort' | 'event';
  readonly windowDays?: number;
  /** Age in days at which an entry is mature: the window, else the horizon. */
  readonly matureAfter: number;
  readonly matureOnly: boolean;
  readonly timing: boolean;
  readonly losses: boolean;
  readonly dimension?: Dimension;
  /** Whether the deal has an amount at all. */
  readonly hasAmount: boolean;
  readonly notices: readonly string[];
}

/** Values of one dimension, most frequent first. */
export interface ValuesPlan extends PlanBase {
  readonly kind: 'values';
  readonly entity: EntityName;
  readonly dimension: Dimension;
  readonly search?: string;
  readonly limit: number;
}

/** DQ1–DQ8 as a table: one metrics plan, turned on its side. */
export interface QualityPlan extends PlanBase {
  readonly kind: 'quality';
  readonly inner: MetricsPlan;
  /** Checks that the model cannot answer, with the reason. */
  readonly missing: ReadonlyArray<{ readonly label: string; readonly reason: string }>;
}

/** The rows that a component counts, one by one. */
export interface RecordsPlan extends PlanBase {
  readonly kind: 'records';
  readonly query: RecordsQuery;
  readonly entity: 'lead' | 'deal';
  /** One source without components: which rows are read, and the window. */
  readonly inner: MetricsPlan;
  /** Which of them are meant. */
  readonly where?: Row;
  /** Times and states are those of the window's end, at most now; otherwise of now. */
  readonly isAsOf: boolean;
  readonly columns: readonly RecordColumn[];
  readonly order: { readonly column: RecordColumn; readonly descending: boolean };
  readonly limit: number;
  readonly notices: readonly string[];
  /** Address of a row with `${column}` in it, and those columns. */
  readonly link?: { readonly template: string; readonly columns: readonly string[] };
}

/** Bars of the waterfall in reading order; each deal is in one of them, `fx` apart. */
export type WaterfallBucket =
  | 'start' | 'created' | 'reopened' | 'pulled_in' | 'amount_up' | 'amount_down' | 'won' | 'lost' | 'pushed_out'
  | 'transferred_in' | 'transferred_out' | 'fx' | 'end';

/** What was open at two instants, and what became of it. */
export interface PipelinePlan extends PlanBase {
  readonly kind: 'pipeline';
  readonly query: PipelineQuery;
  readonly start: Date;
  /** At most now. */
  readonly end: Date;
  readonly isNow: boolean;
  /** Deals count while they are expected to close in it; absent: all deals. */
  readonly closing?: { readonly from: Date; readonly to: Date; readonly label: string };
  readonly dimension?: Dimension;
  readonly pipeline?: Pipeline;
  readonly hasAmount: boolean;
  readonly hasHistory: boolean;
  /** Those that the model can tell. */
  readonly buckets: readonly WaterfallBucket[];
  readonly notices: readonly string[];
}

export type Plan = MetricsPlan | FunnelPlan | ValuesPlan | QualityPlan | RecordsPlan | PipelinePlan;

export type { Stage };
