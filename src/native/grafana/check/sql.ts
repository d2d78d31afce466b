/** The outermost names of a statement's columns, and what a macro or an expander would do to it. */
import { unknownMacros } from '../macros';
import type { Report } from './Problem';

/** @param header how the text begins in the file: `|-` for a block that keeps its lines, or the kind of its quotes */
export function checkSql(sql: string, header: string, path: string, report: Report): void {
  const keepsLines = header === '|-' || header === 'QUOTE_DOUBLE';
  if (sql.includes('\n') ? !keepsLines : header.startsWith('>')) {
    report(path, `is written as ${JSON.stringify(header)}: write "|-", which keeps the lines; in a folded one a comment swallows what follows`);
  }
  checkRaw(sql, path, report);
  const expander = /\$\{[^}]*\}/.exec(sql);
  if (expander) {
    report(path, `holds ${JSON.stringify(expander[0])}, which stays as it is in a rule: rules know no variables`);
  }
  for (const name of new Set(unknownMacros(sql))) {
    report(path, `calls $${name}(…), which Grafana's PostgreSQL data source does not know: use $__timeFrom() and $__timeTo()`);
  }
}

/** A text that Grafana takes as it is written, yet walks through once. */
export function checkRaw(text: string, path: string, report: Report): void {
  if (text.includes('$$')) {
    report(path, 'holds "$$", which stays two dollar signs here: write one');
  }
  const expander = /\$__\w+\{[^}]*\}/.exec(text);
  if (expander) {
    report(path, `holds ${JSON.stringify(expander[0])}, at which Grafana reads a file or a variable, or fails to start`);
  }
}

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*.*?\*\/|[()]|\b(?:SELECT|FROM|AS)\b/gis;

/** The quoted names after AS in the outermost SELECT: the columns that Grafana will see. */
export function outermostNames(sql: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let isList = false;
  let before = '';
  for (const [word] of sql.matchAll(token)) {
    if (word.startsWith('--') || word.startsWith('/*')) {
      continue;
    }
    depth += Number(word === '(') - Number(word === ')');
    if (depth === 0 && /^(?:SELECT|FROM)$/i.test(word)) {
      isList = word.toUpperCase() === 'SELECT';
    } else if (depth === 0 && isList && word.startsWith('"') && before.toUpperCase() === 'AS') {
      names.push(word.slice(1, -1).replaceAll('""', '"'));
    }
    before = word;
  }
  return [...new Set(names)];
}
