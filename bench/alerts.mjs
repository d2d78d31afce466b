#!/usr/bin/env node
/**
 * npm run bench:alerts [-- deals]: the whole pack of alert rules on a million deals and five million changes of stage.
 * Every statement of a rule runs alone and after the other, as Grafana runs them; the goal is two seconds a rule on two
 * cores. Where the server is on this machine, its processor time stands beside the time on the clock: on a busy machine
 * only the first says what a rule costs. ONLY=<id> measures one rule, EXPLAIN=1 prints the plan of its slowest statement.
 */
import { build } from 'esbuild';
import { mkdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { prepare } from './database.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(folder, '..');
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const goal = 2000;
/** The end of the benchmark's data, in the morning. */
const now = new Date('2026-10-31T22:59:59Z');

mkdirSync(path.join(root, '.cache'), { recursive: true });
const bundle = path.join(root, '.cache/bench-rules.mjs');
await build({ entryPoints: [path.join(folder, 'rules.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
const { rulesAt } = await import(pathToFileURL(bundle).href);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const load = () => loadavg().map((one) => one.toFixed(1)).join(' ');

async function addTables(client) {
  if ((await client.query("SELECT to_regclass('bench.targets') AS there")).rows[0].there) {
    return;
  }
  await client.query(await readFile(path.join(folder, 'alerts.sql'), 'utf8'));
  await client.query('VACUUM (ANALYZE) bench.sold, bench.found, bench.deal_changes, bench.targets');
}

/** Processor time of the server's process in ms, in steps of 10; undefined where it is not on this machine. */
function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return undefined;
  }
}

async function timeOf(client, sql, pid) {
  const [clock, processor] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const [from, used] = [performance.now(), processorTime(pid)];
    await client.query(sql);
    clock.push(performance.now() - from);
    processor.push(processorTime(pid) - used);
  }
  return { clock: median(clock), processor: median(processor) };
}

const server = process.env.BENCH_URL ? { url: process.env.BENCH_URL, stop: async () => {} } : await prepare({ deals: Number(process.argv[2] ?? 1_000_000) });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
let slow = 0;
try {
  await addTables(client);
  const count = async (table) => Number((await client.query(`SELECT count(*) AS n FROM bench.${table}`)).rows[0].n).toLocaleString('en-US');
  console.log(`${await count('sold')} deals, ${await count('stage_history')} changes of stage, ${await count('deal_changes')} changes of deals, ${await count('found')} leads`);
  console.log(`${cpus().length} cores, load ${load()}; the median of ${rounds} runs, in ms\n`);
  console.log(`${'rule'.padEnd(24)} ${'clock'.padStart(7)} ${'processor'.padStart(9)}       each statement`);
  const { pid } = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0];
  for (const { id, missing, statements } of rulesAt(path.join(folder, 'alertsModel.json'), now)) {
    if (process.env.ONLY && process.env.ONLY !== id) {
      continue;
    }
    if (missing !== undefined) {
      slow += 1;
      console.log(`${id.padEnd(24)} NOT MEASURED: ${missing}`);
      continue;
    }
    const timed = [];
    for (const { refId, sql } of statements) {
      timed.push({ refId, sql, ...(await timeOf(client, sql, pid)) });
    }
    const [clock, processor] = ['clock', 'processor'].map((which) => timed.reduce((sum, one) => sum + one[which], 0));
    const isOver = (Number.isNaN(processor) ? clock : processor) > goal;
    slow += isOver ? 1 : 0;
    const each = timed.map((one) => `${one.refId} ${(Number.isNaN(processor) ? one.clock : one.processor).toFixed(0)}`).join(', ');
    console.log(`${id.padEnd(24)} ${clock.toFixed(0).padStart(7)} ${processor.toFixed(0).padStart(9)} ${isOver ? 'OVER' : '    '}  ${each}`);
    if (process.env.EXPLAIN) {
      const slowest = timed.reduce((a, b) => (a.clock > b.clock ? a : b));
      console.log(`${slowest.sql}\n`);
      console.log((await client.query(`EXPLAIN (ANALYZE, BUFFERS) ${slowest.sql}`)).rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
  }
  console.log(`\nload ${load()}; ${slow === 0 ? 'every rule' : `all but ${slow} rules`} under ${goal / 1000} s`);
} finally {
  await client.end();
  await server.stop();
}
