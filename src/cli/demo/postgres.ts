/** PostgreSQL as a target: rows go in by COPY, while the server still reads the chunk before. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvOf } from './csv';
import { quoted, unreachableDatabase, type Target } from './target';

export const types = {
  integer: 'integer', numeric: 'numeric', text: 'text', boolean: 'boolean', instant: 'timestamptz', local: 'timestamp',
  date: 'date',
} as const;

export async function openPostgres(url: string): Promise<Target> {
  // Drivers are loaded when they are needed: the command line starts without them.
  const { default: pg } = await import('pg');
  const { from: copyFrom } = await import('pg-copy-streams');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'salesfunnel demo' });
  // Without a listener a server that goes away ends the process instead of failing the statement.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => unreachableDatabase(url, error));
  const run: Target['run'] = async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows;
  return {
    types,
    usesIndexes: true,
    run,
    hasSchema: async (schema) => (await run('select 1 from pg_catalog.pg_namespace where nspname = $1', [schema])).length > 0,
    fill: async (name, table) => {
      const columns = table.columns.map((column) => quoted(column.name)).join(', ');
      await pipeline(Readable.from(csvOf(table)), client.query(copyFrom(`copy ${name} (${columns}) from stdin (format csv)`)));
    },
    close: () => client.end(),
  };
}
