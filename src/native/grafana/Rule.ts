/**
 * A Grafana alert rule with the keys that file provisioning reads (11.6 to 13). Every text is as Grafana shall hold
 * it: whoever writes YAML escapes `$` where that file is expanded (`src/native/grafana/expansion.ts`), and whoever
 * posts to the HTTP API does not.
 */

/** A provisioning file of `provisioning/alerting/`. */
export interface RuleFile {
  readonly apiVersion: 1;
  readonly groups: readonly RuleGroup[];
}

export interface RuleGroup {
  readonly orgId?: number;
  readonly name: string;
  /** By title: Grafana looks it up, or makes it. */
  readonly folder: string;
  /** Prometheus duration, a multiple of 10 s: `1h`. */
  readonly interval: string;
  readonly rules: readonly Rule[];
}

export type NoDataState = 'Alerting' | 'NoData' | 'OK' | 'KeepLast';
export type ExecErrState = 'Alerting' | 'Error' | 'OK' | 'KeepLast';

export interface Rule {
  /** At most 40 letters, digits, `-` and `_`; unique in the organisation. */
  readonly uid: string;
  readonly title: string;
  /** The refId whose value decides: 0 is normal, anything else fires. */
  readonly condition: string;
  readonly data: readonly RuleQuery[];
  /** Prometheus duration: how long a condition holds before it fires; `0s` fires at once. */
  readonly for?: string;
  /** Grafana's default is `NoData`. */
  readonly noDataState?: NoDataState;
  /** Grafana's default is `Alerting`. */
  readonly execErrState?: ExecErrState;
  readonly isPaused?: boolean;
  /** Both or neither; `annotations` has the same two as `__dashboardUid__` and `__panelId__`. */
  readonly dashboardUid?: string;
  readonly panelId?: number;
  /** Go templates over `$labels` and `$values`. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Go templates too. A label of a result with the same name loses against these. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One step of a rule: a query of a data source, or an expression over other steps. */
export interface RuleQuery {
  readonly refId: string;
  /** Seconds before the evaluation, `from` greater than `to`. Expressions need none. */
  readonly relativeTimeRange?: { readonly from: number; readonly to: number };
  /** The SQL data source's uid, also `$NAME` of an environment variable in a file; `__expr__` for an expression. */
  readonly datasourceUid: string;
  readonly model: SqlModel | ExpressionModel;
}

export interface DataSourceRef {
  readonly type: string;
  readonly uid: string;
}

/** What Grafana's PostgreSQL data source needs of a query; it reads `rawSql` and `format` alone. */
export interface SqlModel {
  readonly refId: string;
  readonly datasource?: DataSourceRef;
  readonly rawSql: string;
  readonly format: 'table';
  readonly rawQuery: true;
  readonly editorMode: 'code';
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
}

export type ExpressionModel = MathModel | ThresholdModel | ReduceModel;

/** The data source of expressions. */
export const expressionSource = { type: '__expr__', uid: '__expr__' } as const;

interface Expression {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
}

export interface MathModel extends Expression {
  readonly type: 'math';
  /** `$A / ${B}`: refIds behind a dollar sign. */
  readonly expression: string;
}

export interface ThresholdModel extends Expression {
  readonly type: 'threshold';
  /** A refId, without a dollar sign. */
  readonly expression: string;
  /** Exactly one. */
  readonly conditions: readonly [ThresholdCondition];
}

export interface ThresholdCondition {
  readonly type: 'query';
  readonly evaluator: { readonly type: ThresholdType; readonly params: readonly number[] };
  /** A recovery threshold: what has fired goes on until this holds. */
  readonly unloadEvaluator?: { readonly type: ThresholdType; readonly params: readonly number[] };
}

/** The first four are old; the rest came in February 2025 (grafana#99516), and whether 11.6 has them was not tried. */
export type ThresholdType =
  | 'gt'
  | 'lt'
  | 'within_range'
  | 'outside_range'
  | 'eq'
  | 'ne'
  | 'gte'
  | 'lte'
  | 'within_range_included'
  | 'outside_range_included';

/** What Grafana's rule form puts between a query and its threshold; numbers pass through it. */
export interface ReduceModel extends Expression {
  readonly type: 'reduce';
  readonly expression: string;
  readonly reducer: string;
  readonly settings?: { readonly mode?: '' | 'dropNN' | 'replaceNN'; readonly replaceWithValue?: number };
}

export const isExpression = (query: RuleQuery): query is RuleQuery & { readonly model: ExpressionModel } => query.datasourceUid === expressionSource.uid;

export const isSql = (query: RuleQuery): query is RuleQuery & { readonly model: SqlModel } => !isExpression(query);
