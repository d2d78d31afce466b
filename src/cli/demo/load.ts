/**
 * Puts the demo company into a database. It owns the schema that it fills and marks it with a table; it replaces a
 * schema that carries the mark, table by table as the mark lists them, refuses any other that exists, and drops
 * nothing that it did not make. All in one transaction: a load that fails leaves the one before as it was.
 */
import { SalesError } from '../../sql/SalesError';
import { generateCompany, generatorVersion, type Company } from './company';
import { openDuckdb } from './duckdb';
import { openPostgres } from './postgres';
import type { Table } from './tables';
import { quoted, shownUrl, type Target } from './target';

export interface LoadOptions {
  readonly schema?: string;
  /** A day `YYYY-MM-DD` or an instant; the data end at the beginning of its local day. */
  readonly asOf: string;
  readonly scale?: number;
  readonly seed?: number;
}

export interface Loaded {
  readonly schema: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

export const markTable = '_salesfunnel_demo';
export const defaultSchema = 'crm';

/** `database` is `postgres://…` or `duckdb:<file>`. */
export async function loadDemo(database: string, options: LoadOptions): Promise<Loaded> {
  const { schema = defaultSchema, asOf, scale = 1, seed = 1 } = options;
  const target = await open(database);
  try {
    await refuseForeign(target, schema);
    const company = generateCompany({ asOf, scale, seed });
    await target.run('begin');
    try {
      await replace(target, schema, company, { asOf, scale, seed });
      await target.run('commit');
    } catch (error) {
      await target.run('rollback');
      throw error;
    }
    for (const name of Object.keys(company)) {
      await target.run(`analyze ${quoted(schema)}.${quoted(name)}`);
    }
    return { schema, rows: Object.fromEntries(Object.entries(company).map(([name, { rows }]) => [name, rows.length])) };
  } finally {
    await target.close();
  }
}

function open(database: string): Promise<Target> {
  if (/^postgres(ql)?:\/\//.test(database)) {
    return openPostgres(database);
  }
  if (database.startsWith('duckdb:') && database.length > 'duckdb:'.length) {
    return openDuckdb(database.slice('duckdb:'.length));
  }
  const remedy = 'use postgres://… or duckdb:<file>';
  throw new SalesError('db/unknown-url', `the demo cannot be loaded into "${shownUrl(database)}": ${remedy}`);
}

async function refuseForeign(target: Target, schema: string): Promise<void> {
  if ((await target.hasSchema(schema)) && !(await isMarked(target, schema))) {
    throw new SalesError(
      'demo/schema-in-use',
      `schema "${schema}" exists and was not made by this command: choose another with --schema`
    );
  }
}

const isMarked = async (target: Target, schema: string): Promise<boolean> => {
  const sql = 'select 1 from information_schema.tables where table_schema = $1 and table_name = $2';
  return (await target.run(sql, [schema, markTable])).length > 0;
};

type Mark = Readonly<Record<string, string | number>>;

async function replace(target: Target, schema: string, company: Company, mark: Mark): Promise<void> {
  const path = (name: string) => `${quoted(schema)}.${quoted(name)}`;
  await target.run(`create schema if not exists ${quoted(schema)}`);
  if (await isMarked(target, schema)) {
    const [made] = await target.run(`select tables from ${path(markTable)}`);
    for (const name of [...String(made?.tables ?? '').split(' ').filter(Boolean), markTable]) {
      await target.run(`drop table if exists ${path(name)}`);
    }
  }
  for (const [name, table] of Object.entries(company)) {
    await create(target, path(name), table);
  }
  const columns = 'tables text, generator_version integer, parameters text, loaded_at timestamptz';
  await target.run(`create table ${path(markTable)} (${columns})`);
  await target.run(`insert into ${path(markTable)} values ($1, ${generatorVersion}, $2, current_timestamp)`, [
    Object.keys(company).join(' '),
    JSON.stringify(mark),
  ]);
}

async function create(target: Target, name: string, table: Table): Promise<void> {
  const list = (columns: readonly string[]) => columns.map(quoted).join(', ');
  const columns = table.columns.map((column) => `${quoted(column.name)} ${target.types[column.type]}`);
  await target.run(`create table ${name} (${columns.join(', ')})`);
  await target.fill(name, table);
  await target.run(`alter table ${name} add primary key (${list(table.key)})`);
  for (const index of target.usesIndexes ? table.indexes : []) {
    await target.run(`create index on ${name} (${list(index)})`);
  }
}
