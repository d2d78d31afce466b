/** `salesfunnel check`: does the model fit the database, and can the database answer quickly. */
import { listMetrics } from '../metrics/catalogue';
import type { SalesModel } from '../model/types';
import { probes, nameOf, type Finding } from '../compile/probes';
import { SalesError } from '../sql/SalesError';
import { sql } from '../sql/build';
import { print } from '../sql/print';
import type { Select } from '../sql/tree';
import type { Database } from './database';
import { answer } from './run';
import { formatResult } from './format';

export async function check(model: SalesModel, database: Database, now: Date, write: (text: string) => void): Promise<boolean> {
  const findings: Array<Finding & { place: string }> = [];
  for (const { place, select, judge } of probes(model, database.dialect)) {
    findings.push(...judge(await outcomeOf(database, print(select, database.dialect))).map((finding) => ({ ...finding, place })));
  }
  findings.push(...(await missingIndexes(model, database)));
  const isError = (finding: Finding): boolean => finding.severity === 'error';
  const quality = findings.some(isError) ? undefined : await qualityTable(model, database, now);
  if (quality && 'error' in quality) {
    findings.push({ severity: 'error', place: 'entities', message: `the data-quality questions cannot be answered: ${quality.error}` });
  }
  for (const { severity, place, message } of findings) {
    write(`${severity === 'error' ? 'ERROR  ' : 'warning'} ${place}: ${message}\n`);
  }
  if (quality && 'table' in quality) {
    write(quality.table);
    const metrics = listMetrics(model).filter((one) => !one.later);
    const available = metrics.filter((one) => !one.missing).length;
    write(`\n${available} of ${metrics.length} metrics can be asked for${available < metrics.length ? '; "salesfunnel metrics --model" says why the others cannot' : ''}\n`);
  }
  const errors = findings.filter(isError).length;
  write(`${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}\n`);
  return errors === 0;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What the database itself said. */
const reasonOf = (error: SalesError): string => error.message.replace('the database refused the statement: ', '').replace(/; "salesfunnel check".*$/, '');

async function outcomeOf(database: Database, sql: string) {
  try {
    return { rows: await database.run(sql) };
  } catch (error) {
    if (error instanceof SalesError) {
      return { error: reasonOf(error) };
    }
    throw error;
  }
}

async function qualityTable(model: SalesModel, database: Database, now: Date): Promise<{ readonly table: string } | { readonly error: string }> {
  try {
    const { result } = await answer({ refId: 'A', schemaVersion: 1, type: 'quality' }, model, { from: new Date(now.getTime() - 86_400_000), to: now, now }, database);
    const shown = { ...result, columns: result.columns.filter((column) => column.name !== 'meaning') };
    return { table: `\n${formatResult(shown, [], 'table')}` };
  } catch (error) {
    if (error instanceof SalesError) {
      return error.code === 'query/metric-unavailable' ? { table: '' } : { error: reasonOf(error) };
    }
    throw error;
  }
}

/** Those that can have an index: no views, and only what exists and may be read. */
const ordinaryTables: Select = {
  kind: 'select',
  columns: [{ as: 'table_name', of: sql`table_schema || '.' || table_name` }],
  from: { kind: 'table', path: ['information_schema', 'tables'], as: 'one' },
  where: [sql`table_type = 'BASE TABLE'`],
};

/** Columns that ranges and joins read and that no index begins with. */
async function missingIndexes(model: SalesModel, database: Database): Promise<Array<Finding & { place: string }>> {
  const indexes = database.dialect.indexes?.();
  if (!indexes) {
    return [];
  }
  const known = new Set((await database.run(print(indexes, database.dialect))).map((row) => `${String(row['table_name'])}.${String(row['column_name'])}`));
  const wanted: Array<{ place: string; table: string; column: string }> = [];
  for (const entity of Object.values(model.entities)) {
    for (const [field, time] of Object.entries(entity!.times)) {
      if (['createdAt', 'closedAt', 'at'].includes(field)) {
        wanted.push({ place: `entities.${entity!.name}.${field}`, table: nameOf(entity!.from), column: time.column });
      }
    }
  }
  for (const [item, history] of Object.entries(model.history)) {
    wanted.push({ place: item === 'deal' ? 'entities.stageChange.item' : 'entities.leadStageChange.item', table: nameOf(history.from), column: history.item });
  }
  if (model.dealChange) {
    wanted.push({ place: 'entities.dealChange.at', table: nameOf(model.dealChange.from), column: model.dealChange.at.column });
  }
  const tables = (await database.run(print(ordinaryTables, database.dialect))).map((row) => String(row['table_name']));
  return wanted
    .filter(({ table }) => tables.some((one) => one === table || (!table.includes('.') && one.endsWith(`.${table}`))))
    .filter(({ table, column }) => ![...known].some((one) => one === `${table}.${column}` || (!table.includes('.') && one.endsWith(`.${table}.${column}`))))
    .map(({ place, table, column }) => ({ severity: 'warning', place, message: `no index begins with "${column}" of ${table}: questions over a time range read the whole table; CREATE INDEX ON ${table} ("${column}")` }));
}
