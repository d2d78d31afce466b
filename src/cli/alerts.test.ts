import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { dialectById } from '../dialects';
import { expressionSource, type Rule } from '../native/grafana/Rule';
import { toYaml } from '../native/alerts/toYaml';
import type { Row } from '../result/read';
import { SalesError } from '../sql/SalesError';
import { addAlerts } from './alerts';

const rule: Rule = {
  uid: 'r',
  title: 'Win rate under $1',
  condition: 'C',
  for: '1h',
  annotations: { summary: '{{ $labels.team }} at {{ $values.A.Value | humanizePercentage }}' },
  data: [
    {
      refId: 'A',
      relativeTimeRange: { from: 86_400, to: 0 },
      datasourceUid: 'sales-sql',
      model: { refId: 'A', format: 'table', rawQuery: true, editorMode: 'code', rawSql: '-- win rate\nSELECT 1 WHERE t < $__timeTo()' },
    },
    {
      refId: 'C',
      datasourceUid: '__expr__',
      model: { refId: 'C', type: 'threshold', datasource: expressionSource, expression: 'A', conditions: [{ type: 'query', evaluator: { type: 'lt', params: [0.2] } }] },
    },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
const file = join(folder, 'rules.yaml');
writeFileSync(file, toYaml([{ name: 'g', folder: 'Sales Funnel', interval: '1h', rules: [rule] }]));
const model = join(__dirname, '../../examples/demo/model.json');

async function run(rows: readonly Row[] | Error, ...more: string[]): Promise<{ output: string; code: number; statements: readonly string[] }> {
  const program = new Command();
  const statements: string[] = [];
  let output = '';
  const database = {
    dialect: dialectById('postgres'),
    run: async (sql: string) => {
      statements.push(sql);
      if (rows instanceof Error) {
        throw rows;
      }
      return rows;
    },
    close: async () => undefined,
  };
  addAlerts(program, { write: (text) => (output += text), withDatabase: (_, use) => use(database) });
  process.exitCode = undefined;
  await program.parseAsync(['alerts', 'test', '--db', 'x', '--model', model, '--now', '2026-03-02T10:00Z', '--rules', file, ...more], { from: 'user' });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { output, code, statements };
}

test('something fires: 3, with what it says', async () => {
  const { output, code, statements } = await run([{ team: 'West', value: 0.125 }, { team: 'East', value: 0.5 }]);
  expect(statements).toEqual(["-- win rate\nSELECT 1 WHERE t < '2026-03-02T10:00:00Z'"]);
  expect(code).toBe(3);
  expect(output).toBe(
    [
      'Win rate under $1: 1 Alerting, 1 Normal',
      '  Alerting (Pending for 1h first)  team=West',
      '              A 0.125, C 1',
      '              West at 12.5%',
      '',
      '1 rules, 2 instances: 1 firing, 0 rules failed',
      '',
    ].join('\n')
  );
});

test('nothing fires: 0; --all shows what is normal', async () => {
  const { output, code } = await run([{ team: 'East', value: 0.5 }], '--all');
  expect(code).toBe(0);
  expect(output).toContain('  Normal    team=East\n');
});

test('a statement that is refused: 1, and why', async () => {
  const { output, code } = await run(new SalesError('db/query', 'the database refused the statement: no table'));
  expect(code).toBe(1);
  expect(output).toContain('! failed to execute query [A]: the database refused the statement: no table');
  expect(output).toContain('0 firing, 1 rules failed');
});

test('as JSON', async () => {
  const { output } = await run([{ team: 'West', value: null }], '--format', 'json');
  expect(JSON.parse(output)).toEqual([
    {
      rule: 'r',
      title: 'Win rate under $1',
      labels: {},
      error: null,
      notes: [],
      instances: [{ labels: { team: 'West' }, state: 'Normal', values: { A: null, C: 0 }, fires: false, annotations: { summary: 'West at NaN%' } }],
    },
  ]);
});

test('the listing names every rule once', () => {
  const program = new Command();
  let output = '';
  addAlerts(program, { write: (text) => (output += text), withDatabase: () => Promise.reject(new Error('not asked')) });
  program.parse(['alerts', 'list', '--model', model], { from: 'user' });
  const ids = [...output.matchAll(/^([a-z-]+) +(?:info|warning|critical) /gm)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThanOrEqual(12);
  expect(new Set(ids).size).toBe(ids.length);
});
