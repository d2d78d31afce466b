/** An engine on a database of its own that somebody else's loader has filled, schemas and all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { openEngine, type Engine, type EngineId } from './engines';

/** @param load fills the database at a URL of the command line's form */
export async function openLoaded(id: EngineId, load: (url: string) => Promise<unknown>): Promise<Engine> {
  return id === 'postgres' ? openPostgres(load) : openDuckdb(load);
}

async function openPostgres(load: (url: string) => Promise<unknown>): Promise<Engine> {
  const server = process.env.TEST_POSTGRES ?? '';
  const name = `loaded_${process.pid}_${Math.trunc(performance.now())}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  await load(url.href);
  const engine = await openEngine('postgres', { url: url.href });
  return {
    ...engine,
    close: async () => {
      await engine.close();
      await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function openDuckdb(load: (url: string) => Promise<unknown>): Promise<Engine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'salesfunnel-loaded-'));
  const file = path.join(folder, 'loaded.duckdb');
  await load(`duckdb:${file}`);
  const engine = await openEngine('duckdb');
  await engine.run(`ATTACH '${file}' AS loaded (READ_ONLY)`);
  await engine.run('USE loaded');
  return {
    ...engine,
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
