/**
 * Rows of a bucket and its dimensions → one wide frame: a time field, and one field for each series of each value
 * column. A series' labels are its dimension values; a bucket in which it has no row is NULL there.
 */
import { FieldType, type PartialDataFrame } from '@grafana/data';
import type { Result, ResultColumn, Value } from '../result/Result';
import { configOf, typeOf } from './fields';

type Fields = PartialDataFrame['fields'];

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Row of the result by bucket. */
  readonly rows: ReadonlyMap<string, number>;
}

export function seriesFields(result: Result, instants: readonly Date[]): Fields {
  const time = result.columns.find((column) => column.role === 'time');
  const dimensions = result.columns.filter((column) => column.role === 'dimension' || column.role === 'stage');
  const values = result.columns.filter((column) => column.role === 'metric' || column.role === 'evidence');
  const buckets = bucketsOf(time?.values ?? [], instants);
  const series = seriesOf(result.length, time?.values ?? [], dimensions);
  return [
    {
      name: 'time',
      type: FieldType.time,
      config: time ? { displayNameFromDS: time.label } : {},
      values: buckets.map(([, at]) => at),
    },
    ...series.flatMap(({ labels, rows }) =>
      values.map((column) => ({
        name: column.name,
        type: typeOf(column),
        ...(dimensions.length ? { labels: { ...labels } } : {}),
        config: configOf(column, result.currency, seriesName(column, Object.values(labels), values.length)),
        values: buckets.map(([bucket]) => column.values[rows.get(bucket) ?? -1] ?? null),
      }))
    ),
  ];
}

/** Buckets with the instant (ms) at which they begin, in the order of time. */
function bucketsOf(days: readonly Value[], instants: readonly Date[]): Array<readonly [string, number]> {
  const found = new Map<string, number>();
  days.forEach((day, row) => {
    const at = instants[row];
    if (day !== null && at) {
      found.set(String(day), at.getTime());
    }
  });
  return [...found].sort((a, b) => a[1] - b[1]);
}

/** One series a combination of dimension values, in the order of the rows; without dimensions one, rows or not. */
function seriesOf(length: number, days: readonly Value[], dimensions: readonly ResultColumn[]): Series[] {
  const found = new Map<string, { labels: Record<string, string>; rows: Map<string, number> }>();
  for (let row = 0; row < length; row++) {
    const labels = dimensions.map((column) => [column.name, String(column.values[row] ?? '')] as const);
    const key = JSON.stringify(labels);
    const one = found.get(key) ?? { labels: Object.fromEntries(labels), rows: new Map<string, number>() };
    one.rows.set(String(days[row]), row);
    found.set(key, one);
  }
  return found.size > 0 ? [...found.values()] : [{ labels: {}, rows: new Map() }];
}

/** `West` when one column is shown, `Win rate · West` when several are, `Win rate` when there is nothing to tell apart. */
function seriesName(column: ResultColumn, labels: readonly string[], columns: number): string {
  const parts = columns > 1 || labels.length === 0 ? [column.label, ...labels] : labels;
  return parts.join(' · ');
}
