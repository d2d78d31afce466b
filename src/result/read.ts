/**
 * Rows as a database or Grafana returns them → values. Converted by what the column is, never by what the value looks
 * like: drivers return counts as text or bigints, decimals as text or objects.
 */
import { SalesError } from '../sql/SalesError';

export type Row = Readonly<Record<string, unknown>>;

/** Rows of each statement of a plan, by statement id. */
export type Answers = Readonly<Record<string, readonly Row[]>>;

/** NULL, a missing column and anything that is no finite number are null. */
export function number(row: Row | undefined, name: string): number | null {
  const value = row?.[name];
  if (value === null || value === undefined || value === '') {
    return null;
  }
  const parsed = typeof value === 'number' ? value : Number(String(value));
  return Number.isFinite(parsed) ? parsed : null;
}

export function text(row: Row, name: string): string | null {
  const value = row[name];
  return value === null || value === undefined ? null : String(value);
}

/** @throws SalesError `rows/missing`: the database was asked and nothing came back under that name */
export function rowsOf(answers: Answers, id: string): readonly Row[] {
  const rows = answers[id];
  if (!rows) {
    throw new SalesError('rows/missing', `the database returned nothing for the statement "${id}": run the query again`);
  }
  return rows;
}
