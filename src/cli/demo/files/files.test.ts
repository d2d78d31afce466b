/**
 * The files, loaded for a day, hold the rows that the generator makes for that day: the SQL in them is a second way to
 * the same calendar. psql's part is played by the lines below; docker-compose.yaml uses the real one.
 */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Client, types } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { generateCompany, tableNames, type Company, type TableName } from '../company';
import type { Column, Value } from '../tables';
import { writeFiles } from './writeFiles';

const folder = mkdtempSync(path.join(tmpdir(), 'salesfunnel-files-'));
const size = { scale: 0.03, seed: 3 };
const database = 'demo_files';
const server = new Client({ connectionString: process.env.TEST_POSTGRES });
const client = new Client({
  connectionString: Object.assign(new URL(process.env.TEST_POSTGRES ?? ''), { pathname: database }).href,
  // Dates as they are written: the driver would make local midnights of them.
  types: { getTypeParser: (oid, format) => ([1082, 1114].includes(oid) ? (text: string) => text : types.getTypeParser(oid, format)) },
});

/** Runs the script as psql does, as far as it uses psql. */
async function load(asOf: string): Promise<void> {
  await client.query(`set salesfunnel.as_of = '${asOf}'`);
  let statements = '';
  const send = async () => {
    await client.query(statements);
    statements = '';
  };
  for (const line of readFileSync(path.join(folder, 'load.sql'), 'utf8').split('\n')) {
    const copy = /^\\copy (\S+) from program 'gunzip -c (\S+)' with \(format csv\)$/.exec(line);
    if (copy) {
      await send();
      const rows = createReadStream(path.join(folder, copy[2]!)).pipe(createGunzip());
      await pipeline(rows, client.query(copyFrom(`copy ${copy[1]} from stdin (format csv)`)));
    } else if (line !== '\\set ON_ERROR_STOP on') {
      expect(line).not.toMatch(/^\\/);
      statements += `${line}\n`;
    }
  }
  await send();
}

/** Rows as text in a fixed order, without the ids of activities: those are in the order of seconds, with ties. */
const sorted = (name: TableName, rows: ReadonlyArray<readonly unknown[]>): string[] =>
  rows.map((row) => JSON.stringify(name === 'activities' ? row.slice(1) : row)).sort();

const plain = ({ type }: Column, value: Value | Date): unknown =>
  value === null ? null : type === 'instant' ? new Date(value as number).toISOString() : type === 'numeric' ? Number(value) : value;

async function expectSame(name: TableName, company: Company): Promise<void> {
  const { columns, rows } = company[name];
  const { rows: loaded } = await client.query<Record<string, Value>>(`select * from crm.${name}`);
  const got = loaded.map((row) => columns.map((column) => plain(column, row[column.name] ?? null)));
  expect(sorted(name, got)).toEqual(sorted(name, rows.map((row) => columns.map((column, index) => plain(column, row[index] ?? null)))));
}

beforeAll(async () => {
  await writeFiles(folder, size);
  await server.connect();
  await server.query(`drop database if exists ${database}`);
  await server.query(`create database ${database}`);
  await client.connect();
}, 60_000);

afterAll(async () => {
  await client.end();
  await server.query(`drop database ${database}`);
  await server.end();
  rmSync(folder, { recursive: true });
});

describe.each([
  ['a Saturday in autumn', '2026-11-21'],
  ['100 days later, a Monday', '2027-03-01'],
  ['the first day of a quarter and of a year, a Friday', '2027-01-01'],
  ['the day on which clocks go back, a Sunday', '2026-10-25'],
])('loaded for %s', (_, asOf) => {
  let company: Company;
  beforeAll(async () => {
    company = generateCompany({ asOf, ...size });
    await load(asOf);
  }, 60_000);

  it.each(tableNames)('has the rows of %s that the generator makes for that day', (name) => expectSame(name, company));
});

it('has keys, indexes, statistics and the mark of the demo company', async () => {
  const { rows } = await client.query(`select
    (select count(*)::int from information_schema.table_constraints where table_schema = 'crm' and constraint_type = 'PRIMARY KEY') as keys,
    (select count(*)::int from pg_indexes where schemaname = 'crm' and tablename = 'deals') as indexes,
    (select reltuples::int > 0 from pg_class where oid = 'crm.deals'::regclass) as analysed,
    (select parameters from crm._salesfunnel_demo) as parameters,
    to_regnamespace('crm_parts') is null as tidy`);
  expect(rows).toEqual([{ keys: tableNames.length, indexes: 7, analysed: true, parameters: JSON.stringify(size), tidy: true }]);
});

it('ends today without another day', async () => {
  await load('');
  const { rows } = await client.query("select (now() at time zone 'Europe/Berlin')::date - max(used_on) as days from crm.product_usage");
  expect(rows).toEqual([{ days: 1 }]);
}, 60_000);

it('refuses a schema that it did not make, and leaves it', async () => {
  await client.query('drop schema crm cascade; create schema crm; create table crm.deals (id int)');
  await expect(load('2026-11-21')).rejects.toThrow('schema "crm" exists and was not made by this file');
  await client.query('rollback');
  const { rows } = await client.query("select count(*)::int as tables from information_schema.tables where table_schema = 'crm'");
  expect(rows).toEqual([{ tables: 1 }]);
});
