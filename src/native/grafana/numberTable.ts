/**
 * The rows of a query → labelled numbers, as Grafana's alert evaluation reads a table: exactly one numeric column, and
 * every other column text, which becomes a label.
 */
import type { Row } from '../../result/read';
import { noData, type Labels, type Value } from './Value';

export type ColumnType = 'number' | 'string' | 'boolean' | 'time' | 'other';

/** Column name → type, for columns whose values do not say it: a driver that hands numbers over as text, or NULL alone. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>;

export type Numbers = { readonly values: readonly Value[] } | { readonly error: string };

/**
 * Columns without a declared type have that of their first value that is not NULL. `pg` hands over `bigint` and
 * `numeric` as text, which counts as text here: cast the value to `double precision`, as our statements do. Of columns
 * that are NULL throughout, `value`, else the last, is the number if there is no other.
 * @returns no rows: no data; NULL in a label: the empty text; NULL in the number: NaN
 */
export function toNumbers(rows: readonly Row[], types: ColumnTypes = {}): Numbers {
  if (rows.length === 0) {
    return { values: [noData] };
  }
  const columns = columnsOf(rows, types);
  const badTime = columns.find(({ name, type }) => isTimeName(name) && type === 'string');
  if (badTime) {
    return { error: `converting time columns failed: failed to convert ${badTime.name === 'time' ? 'time' : 'timeend'} column: unable to convert data to a time field` };
  }
  const count = (type: ColumnType): number => columns.filter((column) => column.type === type).length;
  if (count('number') !== 1 || count('string') !== columns.length - 1) {
    return { error: shapeError(count('time') > 0 && count('number') > 0, count('string') > 0) };
  }
  const number = columns.find(({ type }) => type === 'number')!.name;
  const labels = columns.filter(({ type }) => type === 'string').map(({ name }) => name);
  return { values: rows.map((row): Value => ({ kind: 'number', labels: labelsAt(row, labels), value: numberAt(row[number]) })) };
}

const labelsAt = (row: Row, names: readonly string[]): Labels => Object.fromEntries(names.map((name) => [name, textAt(row[name])]));

const textAt = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const numberAt = (value: unknown): number => (value === null || value === undefined || value === '' ? Number.NaN : Number(value));

/** Grafana's own words: what it shows for a rule that returns such a table. */
function shapeError(isSeries: boolean, hasLabels: boolean): string {
  if (isSeries && !hasLabels) {
    return 'looks like time series data, only reduced data can be alerted on.';
  }
  return `input data must be a wide series but got type ${isSeries ? 'long' : 'not'} (input refid)`;
}

function columnsOf(rows: readonly Row[], types: ColumnTypes): Array<{ name: string; type: ColumnType }> {
  const found = Object.keys(rows[0]!).map((name) => ({ name, type: (Object.hasOwn(types, name) ? types[name] : undefined) ?? typeOfValues(rows, name) }));
  const empty = found.filter(({ type }) => type === undefined);
  const hasNumber = found.some(({ name, type }) => type === 'number' && !isTimeName(name));
  const number = hasNumber ? undefined : (empty.find(({ name }) => name === 'value') ?? empty.at(-1));
  return found.map((column) => {
    const type = column.type ?? (column === number ? 'number' : 'string');
    return { name: column.name, type: type === 'number' && isTimeName(column.name) ? 'time' : type };
  });
}

/** Names that Grafana's PostgreSQL data source makes times of. */
const isTimeName = (name: string): boolean => name === 'time' || name.toLowerCase() === 'timeend';

function typeOfValues(rows: readonly Row[], name: string): ColumnType | undefined {
  const value = rows.map((row) => row[name]).find((one) => one !== null && one !== undefined);
  switch (typeof value) {
    case 'undefined':
      return undefined;
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    default:
      return value instanceof Date ? 'time' : 'other';
  }
}
