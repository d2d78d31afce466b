/** The embedded PostgreSQL with the demo company in it, and a role that may only read. */
import path from 'node:path';
import pg from 'pg';
import { runChild } from './child';
import type { Steps } from './steps';

/** What tests/engines/embedded.mjs starts. */
export interface Engine {
  readonly url: string;
  stop(): Promise<void>;
}

export interface DemoDatabase {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly url: string;
}

const reader = { user: 'workbench', password: 'workbench' };

export async function startDatabase(
  root: string,
  startPostgres: () => Promise<Engine>,
  steps: Steps
): Promise<DemoDatabase> {
  const engine = await steps.run('started PostgreSQL', () => steps.hold(startPostgres, (started) => started.stop()));
  const program = path.join(root, 'bin/salesfunnel.mjs');
  await steps.run('loaded the demo company', () =>
    runChild(process.execPath, [program, 'demo', '--db', engine.url], { cwd: root, signal: steps.signal })
  );
  await createReader(engine.url);
  const url = new URL(engine.url);
  url.username = reader.user;
  url.password = reader.password;
  return { ...reader, address: url.host, database: url.pathname.slice(1), url: url.href };
}

/** The page sends SQL, so its role reads and does nothing else, and no statement of it runs for ever. */
async function createReader(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      CREATE ROLE ${reader.user} LOGIN PASSWORD '${reader.password}' IN ROLE pg_read_all_data;
      ALTER ROLE ${reader.user} SET default_transaction_read_only = on;
      ALTER ROLE ${reader.user} SET statement_timeout = '60s';
    `);
  } finally {
    await client.end();
  }
}
