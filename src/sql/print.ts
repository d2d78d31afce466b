/**
 * SQL tree → text, for people to read: one clause a line, named steps with a comment each. The dialect decides
 * only spelling. Literals are the only way in for outside text, and the dialect breaks them (text.ts).
 */
import type { Dialect } from './Dialect';
import { unreachable } from './SalesError';
import { printExpression, quoteName } from './printExpression';
import { checkIdentifier } from './text';
import type { Relation, Select, Source, Sql, Step } from './tree';

export function print(select: Select, dialect: Dialect): string {
  return printSelect(select, dialect, '');
}

const comment = (text: string | undefined, indent: string): string => (text ? `${indent}-- ${text}\n` : '');

function printSelect(select: Select, dialect: Dialect, indent: string): string {
  const expression = (of: Sql) => printExpression(of, dialect, nested(dialect, indent));
  const list = (items: readonly string[]) => items.map((item) => `\n${indent}  ${item}`).join(',');
  const lines: string[] = [];
  lines.push(
    `${indent}SELECT${select.distinct ? ' DISTINCT' : ''}` +
      list(select.columns.map(({ as, of }) => (of.kind === 'column' && of.name === as ? expression(of) : `${expression(of)} AS ${quoteName(as, dialect)}`)))
  );
  if (select.from) {
    lines.push(`${indent}FROM ${printSource(select.from, dialect, indent)}`);
  }
  for (const { how, lateral, to, on } of select.joins ?? []) {
    const words = { left: 'LEFT JOIN', inner: 'JOIN', cross: 'CROSS JOIN' }[how];
    lines.push(`${indent}${words} ${lateral ? 'LATERAL ' : ''}${printSource(to, dialect, indent)}${on ? ` ON ${printConditions([on], expression, indent)}` : ''}`);
  }
  if (select.where?.length) {
    lines.push(`${indent}WHERE ${printConditions(select.where, expression, indent)}`);
  }
  if (select.groupBy?.length) {
    lines.push(`${indent}GROUP BY ${select.groupBy.map(expression).join(', ')}`);
  }
  if (select.groupingSets?.length) {
    lines.push(`${indent}GROUP BY GROUPING SETS (${select.groupingSets.map((keys) => `(${keys.map(expression).join(', ')})`).join(', ')})`);
  }
  if (select.having?.length) {
    lines.push(`${indent}HAVING ${printConditions(select.having, expression, indent)}`);
  }
  if (select.orderBy?.length) {
    lines.push(
      `${indent}ORDER BY ${select.orderBy.map(({ of, descending }) => expression(of) + (descending ? ' DESC' : '')).join(', ')}`
    );
  }
  if (select.limit !== undefined) {
    lines.push(`${indent}LIMIT ${select.limit}`);
  }
  return comment(select.comment, indent) + printSteps(select.steps ?? [], dialect, indent) + lines.join('\n');
}

const printConditions = (conditions: readonly Sql[], expression: (of: Sql) => string, indent: string): string =>
  conditions
    .flatMap((one) => (one.kind === 'and' ? one.of : [one]))
    .map((one) => (one.kind === 'or' ? `(${expression(one)})` : expression(one)))
    .join(`\n${indent}  AND `);

function printSteps(steps: readonly Step[], dialect: Dialect, indent: string): string {
  if (steps.length === 0) {
    return '';
  }
  const printed = steps.map((step) => {
    const columns = step.of.kind === 'values' ? ` (${step.of.columns.map((name) => quoteName(name, dialect)).join(', ')})` : '';
    const body = printRelation(step.of, dialect, `${indent}  `);
    return `${quoteName(stepName(step.name), dialect)}${columns} AS (\n${comment(step.comment, `${indent}  `)}${body}\n${indent})`;
  });
  return `${indent}WITH ${printed.join(`,\n${indent}`)}\n`;
}

/** A step must not hide a table of the same name from the steps after it. */
const stepName = (name: string): string => `sf_${name}`;

function printRelation(relation: Relation, dialect: Dialect, indent: string): string {
  switch (relation.kind) {
    case 'select':
      return printSelect(relation, dialect, indent);
    case 'union':
      return relation.of.map((one) => printSelect(one, dialect, indent)).join(`\n${indent}UNION ALL\n`);
    case 'values': {
      const rows = relation.rows.map((row) => `(${row.map((of) => printExpression(of, dialect, nested(dialect, indent))).join(', ')})`);
      return `${indent}VALUES\n${rows.map((row) => `${indent}  ${row}`).join(',\n')}`;
    }
    default:
      return unreachable(relation);
  }
}

function printSource(source: Source, dialect: Dialect, indent: string): string {
  switch (source.kind) {
    case 'table':
      return `${source.path.map((name) => quoteName(checkIdentifier(name), dialect)).join('.')} AS ${quoteName(source.as, dialect)}`;
    case 'raw':
      return `(\n${source.text}\n${indent}) AS ${quoteName(source.as, dialect)}`;
    case 'step':
      return quoteName(stepName(source.name), dialect) + (source.as ? ` AS ${quoteName(source.as, dialect)}` : '');
    case 'nested': {
      const columns = source.of.kind === 'values' ? ` (${source.of.columns.map((name) => quoteName(name, dialect)).join(', ')})` : '';
      return `(\n${printRelation(source.of, dialect, `${indent}  `)}\n${indent}) AS ${quoteName(source.as, dialect)}${columns}`;
    }
    default:
      return unreachable(source);
  }
}

const nested = (dialect: Dialect, indent: string) => (select: Select): string =>
  `(\n${printSelect(select, dialect, `${indent}    `)}\n${indent}  )`;
