/**
 * The 90 published numbers of the Maven CRM data, through the command line, on both engines. `answers.json` says which
 * command gives which number; one published figure is wrong, and there the true one is expected.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(__dirname, '../..');
const folder = path.join(root, 'examples/maven-crm');
const read = (file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

interface Answer {
  name: string;
  column: string;
  where?: Record<string, string>;
  digits: number;
  scale?: number;
}
const commands: Array<{ args: string[]; answers: Answer[] }> = read('answers.json');
const published: Array<{ name: string; published: number; true: number }> = read('published.json');

const workspace = mkdtempSync(path.join(tmpdir(), 'salesfunnel-maven-'));
const engines: Array<[string, () => string]> = [
  ['postgres', () => process.env['TEST_POSTGRES']!],
  ['duckdb', () => `duckdb:${path.join(workspace, 'crm.duckdb')}`],
];
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe.each(engines)('Maven CRM on %s', (_, url) => {
  const found = new Map<string, number>();

  beforeAll(async () => {
    await run(process.execPath, [path.join(folder, 'load.mjs'), url()]);
    for (const { args, answers } of commands) {
      const { stdout } = await run(process.execPath, [
        path.join(root, 'bin/salesfunnel.mjs'), 'query', '--db', url(), '--model', path.join(folder, 'model.json'), '--format', 'json', ...args,
      ]);
      const { rows } = JSON.parse(stdout) as { rows: Array<Record<string, string | number | null>> };
      for (const { name, column, where = {}, digits, scale = 1 } of answers) {
        const row = rows.find((one) => Object.entries(where).every(([key, value]) => one[key] === value));
        const value = row?.[column];
        found.set(name, typeof value === 'number' ? Number((value * scale).toFixed(digits)) : NaN);
      }
    }
  }, 120_000);

  it('answers every published number', () => {
    expect([...found.keys()].sort()).toEqual(published.map(({ name }) => name).sort());
    expect(published).toHaveLength(90);
  });

  it.each(published)('$name', ({ name, true: truth }) => {
    expect(found.get(name)).toBe(truth);
  });

  it('has a waterfall that adds up, and says what no history tells', async () => {
    const { stdout } = await run(process.execPath, [
      path.join(root, 'bin/salesfunnel.mjs'), 'query', '--db', url(), '--model', path.join(folder, 'model.json'), '--format', 'json',
      '--waterfall', '--by', 'owner', '--evidence', '--from', '2017-10-01', '--to', '2017-12-01', '--now', '2018-01-01',
    ]);
    const { rows, notices } = JSON.parse(stdout) as { rows: Array<Record<string, string | number>>; notices: Array<{ text: string }> };
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => row['residual'] !== 0 || row['residual_deals'] !== 0)).toEqual([]);
    expect(notices.map(({ text }) => text).join('\n')).toContain('no changes of deals are mapped');
  });

  it('differs from one published number only, which is wrong', () => {
    expect(published.filter((one) => found.get(one.name) !== one.published).map(({ name }) => name)).toEqual(['maven avg cycle (README B says ~133)']);
  });
});
