#!/usr/bin/env node
/**
 * npm run bench [-- deals]: our compiled SQL against SQL written by hand, side by side on one server. Each pair must
 * give the same answer before it is timed; then A B A B, and the medians are compared. Also what the steps around
 * the database cost, and what each dashboard asks of the database with the pool and without.
 */
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { prepare } from './database.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(folder, '..');
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);

mkdirSync(path.join(root, '.cache'), { recursive: true });
const bundle = path.join(root, '.cache/bench.mjs');
await build({ entryPoints: [path.join(folder, 'ours.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
const ours = await import(pathToFileURL(bundle).href);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const pad = (text, width) => String(text).padStart(width);

const server = process.env.BENCH_URL ? { url: process.env.BENCH_URL, stop: async () => {} } : await prepare({ deals: Number(process.argv[2] ?? 1_000_000) });
const client = new pg.Client({ connectionString: server.url });
await client.connect();
let failed = 0;

/** The demo company beside the benchmark's tables; the statements of each dashboard are run in turn, several times. */
async function dashboards() {
  const now = new Date();
  execFileSync(process.execPath, [path.join(root, 'bin/salesfunnel.mjs'), 'demo', '--db', server.url, '--schema', 'crm'], { stdio: 'ignore' });
  console.log(`\n${'dashboard'.padEnd(26)} ${pad('panels', 6)} ${pad('statements', 11)} ${pad('ms', 6)} ${pad('pooled', 7)} ${pad('ms', 6)} ${pad('ratio', 6)}`);
  for (const { uid, panels, ...lists } of ours.dashboardStatements(root, now)) {
    const times = { alone: [], pooled: [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of ['alone', 'pooled']) {
        const from = performance.now();
        for (const sql of lists[name]) {
          await client.query(sql);
        }
        times[name].push(performance.now() - from);
      }
    }
    const [alone, pooled] = [median(times.alone), median(times.pooled)];
    console.log(`${uid.padEnd(26)} ${pad(panels, 6)} ${pad(lists.alone.length, 11)} ${pad(alone.toFixed(0), 6)} ${pad(lists.pooled.length, 7)} ${pad(pooled.toFixed(0), 6)} ${pad((pooled / alone).toFixed(2), 6)}`);
  }
}

try {
  console.log(`${'question'.padEnd(36)} ${pad('ours ms', 9)} ${pad('hand ms', 9)} ${pad('ratio', 7)}`);
  const totals = [0, 0];
  for (const name of readdirSync(path.join(folder, 'questions')).filter((one) => /^\d\d-/.test(one)).sort()) {
    const question = JSON.parse(readFileSync(path.join(folder, 'questions', name, 'question.json'), 'utf8'));
    const hand = readFileSync(path.join(folder, 'questions', name, 'hand.sql'), 'utf8');
    const { sql, read } = ours.prepareQuestion(question);
    const difference = ours.compare(question, read((await client.query(sql)).rows), (await client.query(hand)).rows);
    if (difference) {
      failed += 1;
      console.log(`${name.padEnd(36)} DIFFERENT ANSWER: ${difference}`);
      continue;
    }
    const times = [[], []];
    for (let round = 0; round < rounds; round++) {
      for (const [at, text] of [sql, hand].entries()) {
        const from = performance.now();
        await client.query(text);
        times[at].push(performance.now() - from);
      }
    }
    const [a, b] = times.map(median);
    totals[0] += a;
    totals[1] += b;
    console.log(`${name.padEnd(36)} ${pad(a.toFixed(1), 9)} ${pad(b.toFixed(1), 9)} ${pad((a / b).toFixed(2), 7)}`);
  }
  console.log(`${'total'.padEnd(36)} ${pad(totals[0].toFixed(1), 9)} ${pad(totals[1].toFixed(1), 9)} ${pad((totals[0] / totals[1]).toFixed(2), 7)}`);
  await dashboards();
} finally {
  await client.end();
  await server.stop();
}
console.log('');
for (const line of await ours.aroundTheDatabase(root)) {
  console.log(line);
}
process.exitCode = failed ? 1 : 0;
