import { hasAmounts, linkAlias, totalAlias, unconvertedAlias } from '../compile/records';
import { aliasOfColumn } from '../compile/recordColumn';
import { fillLink } from '../model/link';
import type { RecordsPlan } from '../plan/Plan';
import { mostRecords } from '../plan/planRecords';
import type { RecordColumn } from '../plan/recordColumns';
import { labelOf } from './groups';
import { number, rowsOf, text, type Answers, type Row } from './read';
import type { Notice, Result, ResultColumn, Value } from './Result';

/** Rows as they are, in the order of the database. The address of each stands in a column `link`. */
export function assembleRecords(plan: RecordsPlan, answers: Answers): Result {
  const rows = rowsOf(answers, 'main');
  const { link, model } = plan;
  const opener = link && (plan.columns.find(({ id }) => id === 'name') ?? plan.columns.find(({ id }) => id === 'id') ?? plan.columns[0]);
  const columns = plan.columns.map((column): ResultColumn => ({ ...readColumn(column, plan, rows), ...(column === opener ? { opens: 'link' } : {}) }));
  const addresses: ResultColumn[] = link
    ? [{ name: 'link', role: 'link', type: 'text', label: 'Link', values: rows.map((row) => fillLink(link.template, (name) => text(row, linkAlias(link.columns.indexOf(name))))) }]
    : [];
  return {
    columns: [...columns, ...addresses], length: rows.length, notices: notices(plan, rows),
    currency: model.currency, modelHash: model.hash, zone: model.calendar.timeZone,
  };
}

function readColumn(column: RecordColumn, plan: RecordsPlan, rows: readonly Row[]): ResultColumn {
  const as = aliasOfColumn(column);
  const shared = { name: column.id, label: column.label, role: 'field' as const };
  const texts = (): Array<string | null> => rows.map((row) => text(row, as));
  const numbers = (): Value[] => rows.map((row) => number(row, as));
  switch (column.kind) {
    case 'dimension': {
      const keys = texts();
      return { ...shared, role: 'dimension', type: 'text', keys, values: rows.map((row, at) => labelOf(column.dimension, keys[at]!, row, plan.model)) };
    }
    case 'pushes':
      return { ...shared, type: 'number', unit: 'count', values: numbers() };
    case 'amount':
    case 'weighted':
      return { ...shared, type: 'number', unit: 'money', values: numbers() };
    case 'age':
    case 'inStage':
      return { ...shared, type: 'number', unit: 'days', values: numbers() };
    case 'stalled':
      return { ...shared, type: 'boolean', values: rows.map((row) => truth(row[as])) };
    case 'time':
      return { ...shared, type: 'text', values: texts() };
    case 'field':
      return column.type === 'number' ? { ...shared, type: 'number', values: numbers() } : { ...shared, type: 'text', values: texts() };
  }
}

/** Databases answer conditions as booleans, as 1 and 0, or as letters. */
const truth = (value: unknown): boolean | null =>
  value === null || value === undefined ? null : ['true', 't', '1'].includes(String(value).toLowerCase());

function notices(plan: RecordsPlan, rows: readonly Row[]): readonly Notice[] {
  const total = rows[0] ? (number(rows[0], totalAlias) ?? rows.length) : 0;
  const remedy = plan.limit < mostRecords ? 'raise the limit or filter to see the others' : 'filter to see the others';
  const foreign = hasAmounts(plan) ? rows.filter((row) => truth(row[unconvertedAlias])).length : 0;
  const { currency, rate } = plan.model;
  const why = rate ? `no rate to ${currency} is known for their day` : `they are in another currency than ${currency} and no rates are mapped`;
  return [
    ...plan.notices.map(warning),
    ...(total > rows.length ? [warning(`${rows.length} of ${total} rows are shown: ${remedy}`)] : []),
    ...(foreign > 0 ? [warning(`${foreign} amounts are not shown: ${why}`)] : []),
  ];
}

const warning = (sentence: string): Notice => ({ severity: 'warning', text: sentence });
