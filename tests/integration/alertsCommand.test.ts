/** `salesfunnel alerts test` on the demo company of a fixed day: as a person runs it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack } from '../../src/native/alerts/pack';
import { contains } from '../../src/native/grafana/Value';
import { demoModel } from './demoAlerts';

const root = path.join(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'salesfunnel-alerts-'));
const db = `duckdb:${path.join(folder, 'demo.duckdb')}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function salesfunnel(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(root, 'bin/salesfunnel.mjs'), ...args], { maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout || stderr })
    );
  });
}

interface Tried {
  readonly rule: string;
  readonly error: string | null;
  readonly instances: ReadonlyArray<{ readonly labels: Readonly<Record<string, string>>; readonly fires: boolean }>;
}

async function test(now: string): Promise<{ code: number; fires: (id: string) => ReadonlyArray<Readonly<Record<string, string>>>; tried: readonly Tried[] }> {
  const { code, output } = await salesfunnel('alerts', 'test', '--db', db, '--model', path.join(root, 'examples/demo/model.json'), '--now', now, '--format', 'json');
  const tried: Tried[] = JSON.parse(output);
  return { code, tried, fires: (id) => tried.find(({ rule }) => rule === `sf-${id}`)!.instances.filter((one) => one.fires).map(({ labels }) => labels) };
}

const alerts = pack.flatMap((group) => group.alerts).map(({ definition, story }) => ({ id: definition(demoModel).id, story }));

beforeAll(async () => {
  const { code, output } = await salesfunnel('demo', '--db', db, '--as-of', '2026-11-21');
  expect([code, output]).toEqual([0, expect.any(String)]);
}, 180_000);

it('finds every story and ends with 3', async () => {
  const { code, fires, tried } = await test('2026-11-21T08:00');
  expect(code).toBe(3);
  expect(tried.filter(({ error }) => error !== null)).toEqual([]);
  for (const { id, story } of alerts.filter((one) => one.story.id !== 'stale')) {
    expect([id, story.fires.filter((labels) => !fires(id).some((one) => contains(one, labels)))]).toEqual([id, []]);
  }
  expect(fires('data-stale')).toEqual([]);
}, 60_000);

it('finds no silent source before it fell silent', async () => {
  const { fires } = await test('2026-11-07T08:00');
  expect([fires('lead-source-silent'), fires('lead-volume-drop')]).toEqual([[], []]);
}, 60_000);

it('finds the data stale five days later', async () => {
  const { code, fires } = await test('2026-11-26T08:00');
  expect(code).toBe(3);
  expect(fires('data-stale')).toEqual([{}]);
}, 60_000);
