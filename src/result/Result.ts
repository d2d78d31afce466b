/** What a query answers, before it becomes data frames, JSON or a table on a terminal. */
import type { Direction } from '../model/types';
import type { ShownUnit } from './display';

export type Value = string | number | boolean | null;

export interface Notice {
  readonly severity: 'info' | 'warning';
  readonly text: string;
}

/**
 * One column. `time` values are the first local day of the bucket, `YYYY-MM-DD`. `dimension` and `stage` values are
 * labels, made distinct; `keys` holds the value to filter by (null: no value). `field` values are those of single rows,
 * times as local text. Rates are fractions, durations days.
 */
export interface ResultColumn {
  /** As in docs/metrics.md, Columns: `time`, a dimension's id, a metric's id, `<id>.low`, … */
  readonly name: string;
  readonly role: 'time' | 'dimension' | 'stage' | 'metric' | 'evidence' | 'field' | 'link';
  readonly type: 'text' | 'number' | 'boolean';
  readonly label: string;
  readonly unit?: ShownUnit;
  /** Definition, basis and caveat, for tooltips. */
  readonly description?: string;
  readonly direction?: Direction;
  /** The metric that an evidence column belongs to. */
  readonly metric?: string;
  readonly values: readonly Value[];
  readonly keys?: ReadonlyArray<string | null>;
  /** Name of the column of role `link` that holds the address of the row, where this one opens it. */
  readonly opens?: string;
}

export interface Result {
  readonly columns: readonly ResultColumn[];
  readonly length: number;
  readonly notices: readonly Notice[];
  /** Instant of each bucket's start, parallel to the `time` column; absent when there is none. */
  readonly instants?: readonly Date[];
  /** Buckets that the range cuts: their first local day. */
  readonly partial?: readonly string[];
  readonly grain?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly currency: string;
  readonly modelHash: string;
  /** IANA zone of the buckets. */
  readonly zone: string;
}
