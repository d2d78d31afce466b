import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { generateCompany, tableNames } from './company';
import { openDuckdb } from './duckdb';
import { loadDemo } from './load';
import { recordsOf } from './tables';

const options = { schema: 'demo_load', asOf: '2026-11-21', scale: 0.02 };
const company = generateCompany(options);
const rows = Object.fromEntries(tableNames.map((name) => [name, company[name].rows.length]));

describe('into PostgreSQL', () => {
  const url = process.env.TEST_POSTGRES ?? '';
  const client = new Client({ connectionString: url });
  const one = async (sql: string) => (await client.query(sql)).rows[0];
  beforeAll(() => client.connect());
  afterAll(async () => {
    await client.query('drop schema if exists demo_load cascade; drop schema if exists demo_foreign cascade');
    await client.end();
  });

  it('loads every row, and again in place of what it loaded before', async () => {
    await expect(loadDemo(url, { ...options, seed: 2 })).resolves.toMatchObject({ schema: 'demo_load' });
    await expect(loadDemo(url, options)).resolves.toEqual({ schema: 'demo_load', rows });
    for (const name of tableNames) {
      expect(await one(`select count(*)::int as n from demo_load.${name}`)).toEqual({ n: rows[name] });
    }
  }, 60_000);

  it('keeps instants, blanks and NULLs', async () => {
    const [first] = recordsOf(company.leads);
    expect(await one('select created_at from demo_load.leads where id = 1')).toEqual({ created_at: new Date(Number(first?.created_at)) });
    expect(await one("select count(*)::int as n from demo_load.leads where phone is not null and trim(phone) = ''")).toEqual({
      n: recordsOf(company.leads).filter((lead) => lead.phone !== null && String(lead.phone).trim() === '').length,
    });
    expect(await one('select max(created_at) < $$2026-11-20T23:00:00Z$$ as past from demo_load.deals')).toEqual({ past: true });
  });

  it('has keys, indexes and statistics', async () => {
    const keys = await one(`select count(*)::int as n from information_schema.table_constraints
      where table_schema = 'demo_load' and constraint_type = 'PRIMARY KEY'`);
    expect(keys).toEqual({ n: tableNames.length });
    const indexes = await one("select count(*)::int as n from pg_indexes where schemaname = 'demo_load' and tablename = 'deals'");
    expect(indexes).toEqual({ n: 1 + company.deals.indexes.length });
    const analysed = await one("select reltuples::int as n from pg_class where oid = 'demo_load.deals'::regclass");
    expect(analysed).toEqual({ n: rows.deals });
  });

  it('refuses a schema that it did not make', async () => {
    await client.query('create schema demo_foreign; create table demo_foreign.deals (id int)');
    await expect(loadDemo(url, { ...options, schema: 'demo_foreign' })).rejects.toMatchObject({
      code: 'demo/schema-in-use',
      message: 'schema "demo_foreign" exists and was not made by this command: choose another with --schema',
    });
    expect(await one("select count(*)::int as n from information_schema.tables where table_schema = 'demo_foreign'")).toEqual({ n: 1 });
  });

  it('leaves what others put into its schema, and itself when they depend on it', async () => {
    await client.query('create table demo_load.notes (id int)');
    await loadDemo(url, options);
    expect(await one("select to_regclass('demo_load.notes') is not null as kept")).toEqual({ kept: true });
    await client.query('create view demo_load.recent as select * from demo_load.deals');
    await expect(loadDemo(url, options)).rejects.toThrow('other objects depend on it');
    expect(await one('select count(*)::int as n from demo_load.recent')).toEqual({ n: rows.deals });
  }, 60_000);
});

describe('into DuckDB', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'salesfunnel-test-'));
  const file = path.join(folder, 'demo.duckdb');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loads every row, twice in a row, and refuses a foreign schema', async () => {
    await loadDemo(`duckdb:${file}`, options);
    await expect(loadDemo(`duckdb:${file}`, options)).resolves.toEqual({ schema: 'demo_load', rows });
    await expect(loadDemo(`duckdb:${file}`, { ...options, schema: 'main' })).rejects.toMatchObject({ code: 'demo/schema-in-use' });
    const database = await openDuckdb(file);
    const [first] = await database.run(`select count(*)::int as n, epoch_ms(min(created_at)) as first,
      count(*) filter (where phone = '')::int as empty from demo_load.leads`);
    await database.close();
    expect(first).toEqual({
      n: rows.leads,
      empty: recordsOf(company.leads).filter((lead) => lead.phone === '').length,
      first: String(recordsOf(company.leads)[0]?.created_at),
    });
  }, 60_000);
});

it('refuses a database that it does not know or reach, and hides the password', async () => {
  await expect(loadDemo('mysql://me:secret@host/db', options)).rejects.toMatchObject({
    code: 'db/unknown-url',
    message: 'the demo cannot be loaded into "mysql://me:…@host/db": use postgres://… or duckdb:<file>',
  });
  const port = new URL(process.env.TEST_POSTGRES ?? '').port;
  await expect(loadDemo(`postgres://postgres:wrong@127.0.0.1:${port}/postgres`, options)).rejects.toMatchObject({
    code: 'db/connect',
    message: `the database postgres://postgres:…@127.0.0.1:${port}/postgres cannot be opened: password authentication failed for user "postgres"`,
  });
});
