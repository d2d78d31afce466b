/**
 * The benchmark's database: starts PostgreSQL, makes the tables of schema.sql and fills them with generate.sql.
 *
 * As a program (node bench/database.mjs [deals]) it prints the url and keeps the server until it is interrupted.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../tests/engines/embedded.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));

/** For timings that are the same each time: one process a query, no compiling of plans, nothing in the background. */
const settings = {
  shared_buffers: '1GB',
  work_mem: '128MB',
  maintenance_work_mem: '512MB',
  effective_cache_size: '4GB',
  random_page_cost: '1.1', // what one sets for an SSD; all the data are in memory here
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  autovacuum: 'off',
  // While a commit is not yet on disk, VACUUM does not mark its pages as visible to all, and index-only scans are not.
  synchronous_commit: 'on',
  // Nobody restores this server: as little write-ahead log as possible.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
};

/**
 * @param {{deals?: number}} options how many deals; there are five history rows a deal and one lead for two deals
 * @returns {Promise<{url: string, stop: () => Promise<void>}>}
 */
export async function prepare({ deals = 1_000_000 } = {}) {
  if (!Number.isSafeInteger(deals) || deals < 1) {
    throw new Error(`the number of deals must be a whole number above zero, not ${deals}`);
  }
  const { url, stop } = await startPostgres({ settings });
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(await readFile(path.join(folder, 'schema.sql'), 'utf8'));
    await client.query(`SET bench.deals = ${deals}`);
    await client.query(await readFile(path.join(folder, 'generate.sql'), 'utf8'));
    // By itself: VACUUM does not run in the transaction that a query of several statements is.
    await client.query('VACUUM (ANALYZE) bench.users, bench.deals, bench.stage_history, bench.leads');
    await client.query('CHECKPOINT');
  } catch (error) {
    await client.end().catch(() => undefined);
    await stop();
    throw error;
  }
  await client.end();
  return { url, stop };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = Date.now();
  const { url, stop } = await prepare(process.argv[2] ? { deals: Number(process.argv[2]) } : {});
  console.log(`${url}\nready after ${((Date.now() - started) / 1000).toFixed(1)} s; Ctrl-C stops the server`);
  const keep = setInterval(() => undefined, 60_000);
  const end = async () => {
    clearInterval(keep);
    await stop();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
