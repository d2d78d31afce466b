/**
 * Result → data frames, the last arrow of the pipeline (datasource/query.ts). Time results become one wide frame for
 * time series panels, everything else a table whose fields are the result's columns in their order. An answer without
 * rows keeps its fields, so that a panel can tell "none" from "not asked".
 */
import {
  createDataFrame,
  DataFrameType,
  FieldType,
  type DataFrame,
  type PartialDataFrame,
  type QueryResultMeta,
  type QueryResultMetaNotice,
} from '@grafana/data';
import type { Calendar } from '../model/types';
import type { Result, ResultColumn } from '../result/Result';
import { bucketLabel } from './bucketLabel';
import { configOf, typeOf } from './fields';
import { matrixFields } from './matrixFrame';
import { seriesFields } from './seriesFrame';
import { zoneNotice } from './zoneNotice';

export interface FrameContext {
  readonly refId: string;
  readonly calendar: Calendar;
  /** `table`: buckets as text, one row each, for tables and bar charts. Series when absent and the result has buckets. */
  readonly shape?: 'series' | 'table';
  /** Groups side by side: the column that fills the cells. */
  readonly matrix?: string;
  /** What ran, as a person reads it in the query inspector. */
  readonly sql?: string;
  /** Besides the result's own. */
  readonly notices?: readonly QueryResultMetaNotice[];
  /** IANA zone in which the dashboard shows time. */
  readonly dashboardZone?: string;
}

export function toFrames(result: Result, context: FrameContext): DataFrame[] {
  const matrix = context.matrix ? matrixFields(result, context.matrix) : undefined;
  const instants = context.shape === 'table' || matrix ? undefined : result.instants;
  const fields = instants
    ? seriesFields(result, instants)
    : (matrix ?? result.columns.map((column) => tableField(column, result, context)));
  const zone = instants ? zoneNotice(instants, result.zone, context.dashboardZone) : [];
  const meta: QueryResultMeta = {
    ...(instants && fields.slice(1).every((field) => field.type === FieldType.number)
      ? { type: DataFrameType.TimeSeriesWide, typeVersion: [0, 1] as [number, number] }
      : {}),
    preferredVisualisationType: instants ? 'graph' : 'table',
    custom: customOf(result),
    ...(context.sql ? { executedQueryString: context.sql } : {}),
    ...noticesOf([...result.notices, ...zone, ...(context.notices ?? [])]),
  };
  return [createDataFrame({ refId: context.refId, meta, fields })];
}

function tableField(
  column: ResultColumn,
  result: Result,
  { calendar }: FrameContext
): PartialDataFrame['fields'][number] {
  const values =
    column.role === 'time'
      ? column.values.map((day) => (day === null ? null : bucketLabel(String(day), result.grain, calendar)))
      : [...column.values];
  return { name: column.name, type: typeOf(column), config: configOf(column, result.currency), values };
}

/** Goes into snapshots and to every viewer: small, and nothing that the model does not already show. */
const customOf = ({ modelHash, zone, grain, partial }: Result): Record<string, unknown> => ({
  modelHash,
  zone,
  ...(grain ? { grain } : {}),
  ...(partial?.length ? { partial } : {}),
});

/** Each sentence once. */
function noticesOf(notices: readonly QueryResultMetaNotice[]): Pick<QueryResultMeta, 'notices'> {
  const distinct = [...new Map(notices.map((notice) => [notice.text, notice])).values()];
  return distinct.length ? { notices: distinct } : {};
}
