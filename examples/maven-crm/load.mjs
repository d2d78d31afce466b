#!/usr/bin/env node
/**
 * Loads the CSV files, as they are, into the schema "maven_crm" of a database:
 *   node examples/maven-crm/load.mjs postgres://user:password@host:port/name
 *   node examples/maven-crm/load.mjs duckdb:maven.duckdb
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data');

const tables = {
  accounts: 'account text PRIMARY KEY, sector text, year_established int, revenue numeric(12,2), employees int, office_location text, subsidiary_of text',
  products: 'product text PRIMARY KEY, series text, sales_price numeric(12,2)',
  sales_teams: 'sales_agent text PRIMARY KEY, manager text, regional_office text',
  sales_pipeline:
    'opportunity_id text PRIMARY KEY, sales_agent text, product text, account text, deal_stage text, engage_date date, close_date date, close_value numeric(12,2)',
};

/** None of the four files has quotes; an empty cell is NULL. */
function rows(table) {
  const [, ...lines] = readFileSync(path.join(folder, `${table}.csv`), 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

const literal = (cell) => (cell === undefined || cell === '' ? 'NULL' : `'${cell.replaceAll("'", "''")}'`);

function* statements() {
  yield 'CREATE SCHEMA IF NOT EXISTS maven_crm';
  for (const [table, columns] of Object.entries(tables)) {
    yield `DROP TABLE IF EXISTS maven_crm.${table}`;
    yield `CREATE TABLE maven_crm.${table} (${columns})`;
    const width = columns.split(', ').length;
    const all = rows(table).map((row) => `(${Array.from({ length: width }, (_, at) => literal(row[at])).join(', ')})`);
    for (let from = 0; from < all.length; from += 1000) {
      yield `INSERT INTO maven_crm.${table} VALUES ${all.slice(from, from + 1000).join(', ')}`;
    }
  }
}

const [url] = process.argv.slice(2);
if (/^postgres(ql)?:\/\//.test(url ?? '')) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements()) {
    await client.query(statement);
  }
  await client.end();
} else if (url?.startsWith('duckdb:')) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(url.slice('duckdb:'.length));
  const connection = await instance.connect();
  for (const statement of statements()) {
    await connection.run(statement);
  }
  connection.closeSync();
  instance.closeSync();
} else {
  process.stderr.write('usage: node examples/maven-crm/load.mjs postgres://user:password@host:port/name | duckdb:<file>\n');
  process.exit(2);
}
process.stdout.write('loaded maven_crm.accounts, products, sales_teams and sales_pipeline\n');
