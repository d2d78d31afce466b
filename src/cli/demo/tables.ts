/** Tables as data: what a loader needs to create and fill them, and a test to read them. */

/**
 * `instant` is milliseconds since 1970, `local` zone-less text `YYYY-MM-DD HH:MM:SS`, `date` text `YYYY-MM-DD`; the
 * rest are numbers, text and booleans. Any value may be null.
 */
export type ColumnType = 'integer' | 'numeric' | 'text' | 'boolean' | 'instant' | 'local' | 'date';
export type Value = string | number | boolean | null;
export type Row = readonly Value[];

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
  /** Column lists worth an index. */
  readonly indexes: ReadonlyArray<readonly string[]>;
  readonly rows: readonly Row[];
}

export interface Shape {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key?: readonly string[];
  readonly indexes?: ReadonlyArray<readonly string[]>;
}

/** The values of each row are in the order of the columns; the key is `id` where none is given. */
export const tableOf = (shape: Shape, rows: readonly Row[]): Table => ({
  columns: Object.entries(shape.columns).map(([name, type]) => ({ name, type })),
  key: shape.key ?? ['id'],
  indexes: shape.indexes ?? [],
  rows,
});

/** The rows as objects by column name: for tests and other readers, not for loading. */
export function recordsOf(table: Table): Array<Record<string, Value>> {
  const names = table.columns.map((column) => column.name);
  return table.rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
}
