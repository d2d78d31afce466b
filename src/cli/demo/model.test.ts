/** examples/demo/model.json fits the tables that the generator makes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseModelOrThrow, type From, type TimeColumn } from '../../model';
import { generateCompany, tableNames } from './company';
import { pipelines } from './pipelines';
import type { Column } from './tables';

const json = JSON.parse(readFileSync(path.join(__dirname, '../../../examples/demo/model.json'), 'utf8'));
const model = parseModelOrThrow(json);
const company = generateCompany({ asOf: '2026-11-21', scale: 0.01 });
const isTable = (name: string): name is (typeof tableNames)[number] => tableNames.some((known) => known === name);

function columnsOf(from: From): readonly Column[] {
  const [schema, name = ''] = 'table' in from ? from.table : [];
  return schema === 'crm' && isTable(name) ? company[name].columns : [];
}
const has = (from: From, ...columns: string[]) => columns.every((column) => columnsOf(from).some(({ name }) => name === column));
const isRight = (from: From, time: TimeColumn) => columnsOf(from).some(({ name, type }) => name === time.column && type === time.is);

it('maps every word of the canonical model', () => {
  expect(Object.keys(json.entities).sort()).toEqual([
    'activity', 'cost', 'customer', 'deal', 'dealChange', 'forecast', 'lead', 'leadStageChange', 'owner', 'rate', 'revenue',
    'stageChange', 'subscription', 'survey', 'target', 'timeEntry', 'touch', 'usage',
  ]);
});

describe.each(Object.values(model.entities))('$name', ({ from, columns, times, where, dimensions }) => {
  it('has its columns', () => {
    const missing = [...Object.values(columns), ...where.map(([column]) => column)].filter((column) => !has(from, column));
    expect(missing).toEqual([]);
  });

  it('has its times, of the kinds that the model says', () => {
    expect(Object.values(times).filter((time) => !isRight(from, time))).toEqual([]);
  });

  it('has its dimensions', () => {
    const wrong = Object.values(dimensions).filter((one) =>
      one.kind === 'join'
        ? !has(from, one.on) || !has(one.table, one.key, ...[one.labelColumn, one.column].filter((column) => column !== undefined))
        : !has(from, one.column)
    );
    expect(wrong).toEqual([]);
  });
});

it('maps histories, changes, rates and targets to columns that exist', () => {
  const { history, dealChange, rate, targets } = model;
  expect([history.deal, history.lead].every((one) => one && has(one.from, one.item, one.to, one.seq ?? '') && isRight(one.from, one.at))).toBe(true);
  expect(dealChange && has(dealChange.from, dealChange.item, dealChange.field, dealChange.old, dealChange.new)).toBe(true);
  expect(rate && has(rate.from, rate.currency, rate.date, rate.rate)).toBe(true);
  expect(targets?.kind === 'table' && has(targets.from, targets.metric, targets.period, targets.value, ...Object.values(targets.dimensions))).toBe(true);
});

it('lists the stages that rows have', () => {
  const listed = Object.fromEntries(json.pipelines.map((one: { id: string }) => [one.id, one]));
  expect(listed).toEqual(pipelines);
});

it('uses all three kinds of time', () => {
  const kinds = Object.values(model.entities).flatMap(({ times }) => Object.values(times).map(({ is }) => is));
  expect(new Set(kinds)).toEqual(new Set(['instant', 'date', 'local']));
});

it('leaves no table unused but the one for people who read SQL', () => {
  const text = JSON.stringify(json);
  const unused = tableNames.filter((name: string) => !text.includes(`"crm.${name}"`));
  expect(unused).toEqual(['stages']);
});
