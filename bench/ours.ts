/** The compiled half of the benchmark, and what planning and shaping cost. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { compile } from '../src/compile';
import { postgres } from '../src/dialects/postgres';
import { parseModelOrThrow } from '../src/model/parse';
import { migrateQuery } from '../src/plan/migrateQuery';
import { planQuery } from '../src/plan/planQuery';
import { assemble, type Row } from '../src/result/assemble';
import type { Result } from '../src/result/Result';
import { print } from '../src/sql/print';
import { parseTime } from '../src/cli/times';

export { dashboardStatements } from './dashboards';

interface Question {
  readonly query: unknown;
  readonly range: { readonly from: string; readonly to: string };
  /** Column of the answer by column of hand.sql; `stages` lists the columns that hand.sql has once a stage. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
}

const zone = 'Europe/Berlin';
const model = parseModelOrThrow(JSON.parse(readFileSync(path.join(process.cwd(), 'bench/model.json'), 'utf8')));
const now = new Date('2026-10-31T23:00:00Z');

function planOf({ query, range }: Question) {
  return planQuery(migrateQuery(query), model, { from: parseTime(range.from, zone, 'from'), to: parseTime(range.to, zone, 'to'), now });
}

export function prepareQuestion(question: Question): { sql: string; read: (rows: Row[]) => Result } {
  const plan = planOf(question);
  return { sql: print(compile(plan, postgres)[0]!.select, postgres), read: (rows) => assemble(plan, { main: rows }) };
}

const shortNames: Readonly<Record<string, string>> = { step_days_p50: 'p50', step_days_p90: 'p90' };

/** The answer in hand.sql's form: one row a group, with a column a stage where it is a funnel. */
function toHandRows({ columns }: Question, result: Result): Array<Record<string, unknown>> {
  const value = (name: string, at: number) => result.columns.find((column) => column.name === name)?.values[at] ?? null;
  const rows = Array.from({ length: result.length }, (_, at) => at);
  const stages = columns['stages'];
  if (!Array.isArray(stages)) {
    return rows.map((at) => Object.fromEntries(Object.entries(columns).map(([hand, own]) => [hand, value(own as string, at)])));
  }
  const by = Object.keys(columns).find((name) => name !== 'stages');
  const groups = new Map<unknown, Record<string, unknown>>();
  for (const at of rows) {
    const key = by ? value(by, at) : '';
    const group = groups.get(key) ?? (by ? { [by]: key } : {});
    const rank = Object.keys(group).filter((name) => name.startsWith('reached_')).length + 1;
    for (const name of stages) {
      if (name === 'reached' || rank > 1 || name === 'value') {
        group[`${shortNames[name] ?? name}_${rank}`] = value(name, at);
      }
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The first difference between the two answers; undefined when they are equal. Groups without rows may be missing. */
export function compare(question: Question, result: Result, hand: ReadonlyArray<Record<string, unknown>>): string | undefined {
  const own = toHandRows(question, result);
  const key = ['bucket', 'region', 'source', 'team'].find((name) => name in (hand[0] ?? {}));
  for (const expected of hand) {
    const found = own.find((row) => key === undefined || row[key] === expected[key]);
    for (const [name, value] of Object.entries(expected)) {
      if (name.startsWith('previous_')) {
        continue;
      }
      const [a, b] = [found?.[name], value];
      const equal = name === key ? a === b : a === b || Math.abs(Number(a) - Number(b)) <= 1e-9 * Math.max(1, Math.abs(Number(b)));
      if (!equal) {
        return `${name} of ${String(key && expected[key])}: ours ${String(a)}, by hand ${String(b)}`;
      }
    }
  }
  return undefined;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function timed(rounds: number, run: () => void): number {
  return median(
    Array.from({ length: rounds }, () => {
      const from = performance.now();
      run();
      return performance.now() - from;
    })
  );
}

/** Planning, shaping and the size of module.js, against their goals. */
export function aroundTheDatabase(root: string): string[] {
  const query = { refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['win_rate', 'bookings', 'open_deals'], by: ['region'], grain: 'month', evidence: true };
  const question: Question = { query, range: { from: '2025-11-01', to: '2026-11-01' }, columns: {} };
  const compiling = timed(200, () => compile(planOf(question), postgres).forEach(({ select }) => print(select, postgres)));
  const plan = planQuery(
    migrateQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['win_rate'], by: ['owner'], grain: 'day', evidence: true }),
    model,
    { from: parseTime('2026-01-01', zone, 'from'), to: parseTime('2026-07-20', zone, 'to'), now }
  );
  const days = plan.kind === 'metrics' ? plan.windows[0]!.buckets.map((bucket) => bucket.key) : [];
  const rows = days.flatMap((bucket) => Array.from({ length: 500 }, (_, owner): Row => ({ bucket, owner: String(owner), owner_label: `Rep ${owner}`, row_count_1: 5, won: 2, closed: 5 })));
  const shaping = timed(5, () => assemble(plan, { main: rows }));
  const file = path.join(root, 'dist/module.js');
  const size = existsSync(file) ? `${(gzipSync(readFileSync(file)).length / 1000).toFixed(1)} kB` : 'not built: run "npm run build"';
  return [
    `plan + compile + print one query: ${compiling.toFixed(2)} ms (goal < 1)`,
    `shape a result of ${rows.length} rows: ${shaping.toFixed(0)} ms (goal < 100)`,
    `module.js gzipped: ${size} (goal < 60)`,
  ];
}
