/** A Result as a terminal table, JSON or CSV. Null is null, and empty in CSV. */
import type { Result, ResultColumn, Value } from '../result/Result';

export type Format = 'table' | 'json' | 'csv';

export function formatResult(result: Result, sql: readonly string[], format: Format): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJson(result, sql), null, 2)}\n`;
    case 'csv':
      return [result.columns.map(({ name }) => quoted(name)), ...rowsOf(result).map((row) => row.map(quoted))].map((cells) => `${cells.join(',')}\r\n`).join('');
    case 'table':
      return table(result);
  }
}

const rowsOf = (result: Result): Value[][] => Array.from({ length: result.length }, (_, at) => result.columns.map((column) => column.values[at] ?? null));

function toJson(result: Result, sql: readonly string[]) {
  return {
    columns: result.columns.map(({ name, role, unit }) => ({ name, role, unit: unit ?? null })),
    rows: rowsOf(result).map((row) => Object.fromEntries(row.map((value, at) => [result.columns[at]!.name, value]))),
    notices: result.notices,
    sql,
  };
}

const quoted = (value: Value): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function table(result: Result): string {
  const cells = rowsOf(result).map((row) => row.map((value, at) => show(value, result.columns[at]!)));
  const head = result.columns.map(({ name }) => name);
  const widths = head.map((name, at) => Math.max(name.length, ...cells.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) => row.map((cell, at) => (result.columns[at]!.type === 'number' ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!))).join('  ').trimEnd();
  const body = [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...cells.map(line)];
  const notices = result.notices.map(({ severity, text }) => `${severity === 'warning' ? '!' : 'i'} ${text}`);
  return `${[...body, ...(notices.length ? ['', ...notices] : [])].join('\n')}\n`;
}

function show(value: Value, column: ResultColumn): string {
  if (value === null) {
    return '–';
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  switch (column.unit) {
    case 'percent':
      return `${(value * 100).toFixed(1)} %`;
    case 'points':
      return `${(value * 100).toFixed(1)} pp`;
    case 'days':
    case 'hours':
      return value.toFixed(1);
    case 'count':
      return String(Math.round(value * 1000) / 1000);
    default:
      return value.toFixed(2).replace(/\.00$/, '');
  }
}
