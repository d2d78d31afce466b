/**
 * The format `time_series`: one row a time, one number a series, text columns as its labels. A target that names no
 * format gets this one, as in Grafana.
 */
import { typeOf } from './columns';
import type { Field } from './frames';

export function longToWide(fields: readonly Field[]): Field[] {
  const time = fields.find(({ name, type }) => name === 'time' && type.field === 'time');
  if (!time) {
    throw new Error('db has no time column: no time column found');
  }
  const instants = time.values.map(sorted());
  const labels = fields.filter(({ type }) => type.field === 'string');
  const numbers = fields.filter((field) => field !== time && !labels.includes(field)).map(asNumber);
  const times = [...new Set(instants)];
  const rowOf = new Map(times.map((at, row) => [at, row]));
  const series = new Map<string, { name: string; labels: Record<string, string>; values: unknown[] }>();
  instants.forEach((at, row) => {
    const own = Object.fromEntries(labels.map(({ name, values }) => [name, String(values[row] ?? '')]));
    for (const { name, values } of numbers) {
      const key = JSON.stringify([name, own]);
      const wide = series.get(key) ?? { name, labels: own, values: times.map(() => null) };
      wide.values[rowOf.get(at) ?? 0] = values[row];
      series.set(key, wide);
    }
  });
  const isNamedByMetric = fields.length === 3 && labels.length === 1 && labels[0]?.name === 'metric';
  const wide = [...series.values()].map((one): Field => {
    const type = typeOf('float');
    if (isNamedByMetric) {
      return { name: one.labels.metric ?? one.name, type, values: one.values };
    }
    return { name: one.name, type, values: one.values, ...(labels.length > 0 && { labels: one.labels }) };
  });
  return [{ name: 'Time', type: time.type, values: times }, ...wide];
}

function sorted() {
  let last = -Infinity;
  return (value: unknown): number => {
    if (typeof value !== 'number') {
      throw new Error(
        'failed to convert long to wide series when converting from dataframe: time column contains null values'
      );
    }
    if (value < last) {
      throw new Error(
        'failed to convert long to wide series when converting from dataframe: long series must be sorted ascending by time'
      );
    }
    last = value;
    return value;
  };
}

function asNumber(field: Field): Field {
  return { ...field, values: field.values.map((value) => (value === null ? null : Number(value))) };
}
