/** What our frames say about their fields, as overrides of a panel whose fields come from plain SQL. */
import { bucketName } from '../../compile/native';
import type { ResultColumn } from '../../result/Result';
import { decimalsOf, unitOf } from '../../result/display';
import type { Override } from './Dashboard';

/** Scales begin at 0, as our frames say where no value is below it; fields that are drawn together need the same scale. */
const fromZero = (column: ResultColumn): boolean => column.type === 'number' && !/growth|change|gap|score/.test(column.name);

export function fieldOverrides(columns: readonly ResultColumn[], currency: string, isSeries: boolean): readonly Override[] {
  const dimensions = columns.filter(({ role }) => role === 'dimension');
  const numbers = columns.filter(({ type }) => type === 'number');
  return columns
    .filter(({ role }) => !isSeries || (role !== 'dimension' && role !== 'time'))
    .map((column) => ({
      matcher: { id: 'byName', options: column.role === 'time' ? bucketName : column.name },
      properties: [
        { id: 'displayName', value: isSeries ? seriesName(column, dimensions, numbers.length) : column.label },
        ...valueProperties(column, currency),
      ],
    }));
}

/** What a column's values are, and how they are written. */
export const valueProperties = (column: ResultColumn, currency: string): Override['properties'] => [
  ...(column.description ? [{ id: 'description', value: column.description }] : []),
  ...(column.unit ? [{ id: 'unit', value: unitOf(column.unit, currency) }] : []),
  ...(column.unit && decimalsOf(column.unit) !== undefined ? [{ id: 'decimals', value: decimalsOf(column.unit) }] : []),
  ...(fromZero(column) ? [{ id: 'min', value: 0 }] : []),
];

/** As frames/seriesFrame.ts names them: `West`, or `Win rate · West` where several numbers are shown. */
function seriesName(column: ResultColumn, dimensions: readonly ResultColumn[], numbers: number): string {
  const labels = dimensions.map(({ name }) => `\${__field.labels["${name}"]}`);
  return (numbers > 1 || labels.length === 0 ? [column.label, ...labels] : labels).join(' · ');
}
