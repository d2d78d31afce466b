/** Tables as CSV that PostgreSQL and DuckDB read alike: NULL is empty, an empty text is quoted. */
import type { ColumnType, Table, Value } from './tables';

const rowsAChunk = 500;

/** The rows without a header, in chunks of many lines. */
export function* csvOf(table: Table): Generator<string> {
  const write = table.columns.map((column) => writers[column.type]);
  for (let from = 0; from < table.rows.length; from += rowsAChunk) {
    let chunk = '';
    for (const row of table.rows.slice(from, from + rowsAChunk)) {
      for (let index = 0; index < write.length; index++) {
        const value = row[index] ?? null;
        chunk += (index === 0 ? '' : ',') + (value === null ? '' : write[index]?.(value));
      }
      chunk += '\n';
    }
    yield chunk;
  }
}

const plain = (value: Value): string => String(value);
/** Blank text and text with blanks at its ends are quoted too: readers differ on them. */
const needsQuotes = /[",\r\n]|^\s|\s$|^$/;

const writers: Readonly<Record<ColumnType, (value: Value) => string>> = {
  integer: plain,
  numeric: plain,
  boolean: plain,
  local: plain,
  date: plain,
  instant: (value) => new Date(Number(value)).toISOString(),
  text: (value) => {
    const text = String(value);
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  },
};
