/**
 * The databases that suites run on, behind one small interface: PostgreSQL (the server of the test run, whose
 * address is TEST_POSTGRES) and DuckDB (in memory). Values come back as plain JavaScript, the same from both.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { Client, types as pgTypes } from 'pg';
import { duckdb } from '../../src/dialects/duckdb';
import { postgres } from '../../src/dialects/postgres';
import type { Dialect } from '../../src/sql/Dialect';
import type { SqlType } from '../../src/sql/tree';

export const engineIds = ['postgres', 'duckdb'] as const;
export type EngineId = (typeof engineIds)[number];
export type Row = Record<string, unknown>;

export interface EngineColumn {
  readonly name: string;
  /** One of our types, or the database's own spelling: `numeric(12,2)`. */
  readonly type: SqlType | (string & {});
}

export interface Engine {
  readonly id: EngineId;
  readonly dialect: Dialect;
  /**
   * Rows of the last statement in the text. Integers and decimals are numbers; instants are `…T00:30:00.000Z`, local
   * times `…T00:30:00.000`, dates `2026-03-29`.
   */
  run(sql: string): Promise<Row[]>;
  /** Creates the table and fills it. Rows are objects by column name or arrays in column order; a Date is an instant. */
  load(table: string, columns: readonly EngineColumn[], rows: ReadonlyArray<Row | readonly unknown[]>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Each engine has tables of its own: a new database in DuckDB, a new schema in PostgreSQL, dropped on close.
 * @param options.url another PostgreSQL database than that of the test run
 */
export function openEngine(id: EngineId, options: { timeZone?: string; url?: string } = {}): Promise<Engine> {
  return id === 'postgres' ? openPostgres(options) : openDuckdb(options.timeZone);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const isOurType = (type: string, dialect: Dialect): type is SqlType => Object.hasOwn(dialect.types, type);
const typeName = (type: string, dialect: Dialect): string => (isOurType(type, dialect) ? dialect.types[type] : type);
const createTable = (table: string, columns: readonly EngineColumn[], dialect: Dialect): string =>
  `CREATE TABLE ${quoted(table)} (${columns.map(({ name, type }) => `${quoted(name)} ${typeName(type, dialect)}`).join(', ')})`;

/** All values travel as text, and the database casts them. */
const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : value instanceof Date ? value.toISOString() : String(value);
const cells = (row: Row | readonly unknown[], columns: readonly EngineColumn[]): Array<string | null> =>
  columns.map(({ name }, at) => textOf(Array.isArray(row) ? row[at] : (row as Row)[name]));

/** `2026-03-29 01:30:00.5+02` → ISO text; without an offset it stays local. */
function isoTime(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?$/.exec(text);
  if (!match) {
    return text;
  }
  const [, day, clock, fraction = '.0', sign, hours, minutes = 0, seconds = 0] = match;
  const local = new Date(`${day}T${clock}${fraction.padEnd(4, '0').slice(0, 4)}Z`);
  if (!sign) {
    return local.toISOString().slice(0, -1);
  }
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return new Date(local.getTime() - (sign === '+' ? offset : -offset)).toISOString();
}

const pgParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pgTypes.builtins.INT8]: Number,
  [pgTypes.builtins.NUMERIC]: Number,
  [pgTypes.builtins.DATE]: String,
  [pgTypes.builtins.TIMESTAMP]: isoTime,
  [pgTypes.builtins.TIMESTAMPTZ]: isoTime,
};

let opened = 0;

async function openPostgres({ timeZone = 'UTC', url: connectionString = process.env.TEST_POSTGRES }: { timeZone?: string; url?: string }): Promise<Engine> {
  if (!connectionString) {
    throw new Error('TEST_POSTGRES is not set: run the suite with jest, whose global setup starts a server');
  }
  const types = { getTypeParser: ((oid: number, format?: 'text') => pgParsers[oid] ?? pgTypes.getTypeParser(oid, format)) as typeof pgTypes.getTypeParser };
  const client = new Client({ connectionString, types });
  await client.connect();
  const schema = `t_${process.pid}_${++opened}_${Math.trunc(performance.now())}`;
  await client.query(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}; SET TIME ZONE '${timeZone}'`);
  return {
    id: 'postgres',
    dialect: postgres,
    async run(sql) {
      const result: unknown = await client.query(sql);
      return ((Array.isArray(result) ? result.at(-1) : result) as { rows: Row[] }).rows;
    },
    async load(table, columns, rows) {
      await client.query(createTable(table, columns, postgres));
      const targets = columns.map(({ type }, at) => `c${at}::${typeName(type, postgres)}`).join(', ');
      const lists = columns.map((_, at) => `$${at + 1}::text[]`).join(', ');
      const names = columns.map((_, at) => `c${at}`).join(', ');
      for (let from = 0; from < rows.length; from += 20_000) {
        const part = rows.slice(from, from + 20_000).map((row) => cells(row, columns));
        await client.query(
          `INSERT INTO ${quoted(table)} SELECT ${targets} FROM unnest(${lists}) AS u (${names})`,
          columns.map((_, at) => part.map((row) => row[at]))
        );
      }
      await client.query(`ANALYZE ${quoted(table)}`);
    },
    async close() {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
}

/** A value of the driver's JavaScript conversion, by the column's type. */
function duckdbValue(value: unknown, type: string): unknown {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (value instanceof Date) {
    const iso = value.toISOString();
    return type === 'DATE' ? iso.slice(0, 10) : type.includes('TIME ZONE') ? iso : iso.slice(0, -1);
  }
  return value;
}

async function openDuckdb(timeZone = 'UTC'): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = '${timeZone}'`);
  return {
    id: 'duckdb',
    dialect: duckdb,
    async run(sql) {
      const reader = await connection.runAndReadAll(sql);
      const types = reader.columnTypes().map(String);
      const names = reader.columnNames();
      return reader.getRowsJS().map((row) => Object.fromEntries(row.map((value, at) => [names[at]!, duckdbValue(value, types[at]!)])));
    },
    async load(table, columns, rows) {
      const staging = 'rows_as_text';
      await connection.run(createTable(table, columns, duckdb));
      await connection.run(createTable(staging, columns.map(({ name }) => ({ name, type: 'text' })), duckdb));
      const appender = await connection.createAppender(staging);
      for (const row of rows) {
        for (const cell of cells(row, columns)) {
          if (cell === null) {
            appender.appendNull();
          } else {
            appender.appendVarchar(cell);
          }
        }
        appender.endRow();
      }
      appender.closeSync();
      const targets = columns.map(({ name, type }) => `CAST(${quoted(name)} AS ${typeName(type, duckdb)})`).join(', ');
      await connection.run(`INSERT INTO ${quoted(table)} SELECT ${targets} FROM ${staging}`);
      await connection.run(`DROP TABLE ${staging}`);
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
