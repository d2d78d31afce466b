/**
 * Groups side by side, for bar charts and tables that compare them: a row a stage (or bucket), a column a value of the
 * dimension, and in each cell one column of the answer. Rows without any value are left out.
 */
import { FieldType, type PartialDataFrame } from '@grafana/data';
import type { Result, ResultColumn, Value } from '../result/Result';
import { configOf, typeOf } from './fields';

type Fields = PartialDataFrame['fields'];

/**
 * @param cell name of the column whose values are spread out
 * @returns undefined where the answer has no such column, or nothing to spread it by
 */
export function matrixFields(result: Result, cell: string): Fields | undefined {
  const values = result.columns.find(({ name }) => name === cell);
  const across = result.columns.find(({ role }) => role === 'dimension');
  const down = result.columns.find((column) => column.role === 'stage' || column.role === 'time');
  if (!values || !across || !down) {
    return undefined;
  }
  const rows = new Map<Value, Map<Value, Value>>();
  const groups = new Set<Value>();
  for (let row = 0; row < result.length; row++) {
    const [name, group, value = null] = [down.values[row]!, across.values[row]!, values.values[row]];
    groups.add(group);
    if (value !== null) {
      rows.set(name, (rows.get(name) ?? new Map<Value, Value>()).set(group, value));
    }
  }
  const spread = (group: Value): ResultColumn => ({
    ...values,
    values: [...rows.values()].map((cells) => cells.get(group) ?? null),
  });
  return [
    { name: down.name, type: FieldType.string, config: configOf(down, result.currency), values: [...rows.keys()] },
    ...[...groups].map(spread).map((column, at) => {
      const label = String([...groups][at]);
      return {
        name: label,
        type: typeOf(column),
        config: configOf(column, result.currency, label),
        values: [...column.values],
      };
    }),
  ];
}
