/** DuckDB as a target: rows go in from a CSV file in the system's temporary folder, which is removed again. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvOf } from './csv';
import { unreachableDatabase, type Target } from './target';

export async function openDuckdb(file: string): Promise<Target> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(file).catch((error: unknown) => unreachableDatabase(`duckdb:${file}`, error));
  const connection = await instance.connect();
  const run: Target['run'] = async (sql, parameters = []) =>
    (await connection.runAndReadAll(sql, [...parameters])).getRowObjectsJson();
  const folder = await mkdtemp(path.join(tmpdir(), 'salesfunnel-demo-'));
  return {
    types: {
      integer: 'INTEGER', numeric: 'DECIMAL(18, 6)', text: 'VARCHAR', boolean: 'BOOLEAN', instant: 'TIMESTAMPTZ',
      local: 'TIMESTAMP', date: 'DATE',
    },
    usesIndexes: false,
    run,
    hasSchema: async (schema) => {
      const sql = 'select 1 from information_schema.schemata where schema_name = $1 and catalog_name = current_database()';
      return (await run(sql, [schema])).length > 0;
    },
    fill: async (name, table) => {
      const csv = path.join(folder, 'rows.csv');
      await pipeline(Readable.from(csvOf(table)), createWriteStream(csv));
      const format = "format csv, header false, nullstr '', allow_quoted_nulls false";
      await run(`copy ${name} from '${csv.replaceAll("'", "''")}' (${format})`);
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
