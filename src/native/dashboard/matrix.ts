/** Groups side by side, which our frames make by themselves (frames/matrixFrame.ts), as settings of a panel. */
import { bucketName } from '../../compile/native';
import type { ResultColumn } from '../../result/Result';
import type { Json, Override } from './Dashboard';
import { valueProperties } from './fieldOverrides';

export interface Matrix {
  readonly transformations: readonly Json[];
  readonly overrides: readonly Override[];
}

/**
 * @param cell name of the column whose values are spread out
 * @returns undefined where the answer has no such column, or nothing to spread it by
 */
export function matrixOf(columns: readonly ResultColumn[], cell: string, currency: string): Matrix | undefined {
  const values = columns.find(({ name }) => name === cell);
  const across = columns.find(({ role }) => role === 'dimension');
  const down = columns.find(({ role }) => role === 'stage' || role === 'time');
  if (!values || !across || !down) {
    return undefined;
  }
  const rowField = down.role === 'time' ? bucketName : down.name;
  return {
    transformations: [
      { id: 'filterByValue', options: { type: 'include', match: 'all', filters: [{ fieldName: cell, config: { id: 'isNotNull', options: {} } }] } },
      { id: 'groupingToMatrix', options: { columnField: across.name, rowField, valueField: cell, emptyValue: 'null' } },
    ],
    overrides: [
      { matcher: { id: 'byName', options: `${rowField}\\${across.name}` }, properties: [{ id: 'displayName', value: down.label }] },
      // The columns are named after values, which nobody knows yet.
      { matcher: { id: 'byType', options: 'number' }, properties: valueProperties(values, currency) },
    ],
  };
}
