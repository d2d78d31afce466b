/** Every statement of the pack runs on PostgreSQL and gives a table that Grafana's alert evaluation accepts, by the database's own types. */
import { Client, types } from 'pg';
import { loadDemo } from '../../src/cli/demo/load';
import { postgres } from '../../src/dialects/postgres';
import { pack } from '../../src/native/alerts/pack';
import { toRule } from '../../src/native/alerts/toRule';
import { evaluateRule, statementsOf } from '../../src/native/grafana/evaluate';
import type { ColumnType } from '../../src/native/grafana/numberTable';
import type { Engine, Row } from '../engines/engines';
import { openLoaded } from '../engines/loaded';
import { demoModel, source } from './demoAlerts';

const { FLOAT8, TEXT, VARCHAR } = types.builtins;
/** The types that Grafana reads as a number and as a label; `numeric` and `bigint` would do there, and are text to other readers. */
const kinds: Readonly<Record<number, ColumnType>> = { [FLOAT8]: 'number', [TEXT]: 'string', [VARCHAR]: 'string' };

const rules = pack.flatMap(({ alerts }) => alerts.map(({ definition }) => toRule(definition(demoModel), demoModel, postgres, { source })));

let engine: Engine;
let client: Client;
beforeAll(async () => {
  let url = '';
  engine = await openLoaded('postgres', (given) => loadDemo((url = given), { asOf: '2026-11-21', scale: 0.1 }));
  client = new Client({ connectionString: url });
  await client.connect();
}, 120_000);
afterAll(async () => {
  await client.end();
  await engine.close();
});

async function run(sql: string) {
  const { fields, rows } = await client.query<Row>(sql);
  return { rows, columns: Object.fromEntries(fields.map(({ name, dataTypeID }) => [name, kinds[dataTypeID] ?? `type ${dataTypeID}`])) as Record<string, ColumnType> };
}

describe.each(rules)('$title', (rule) => {
  // A morning after the last row, the end of winter time, and years before the first row.
  it.each(['2026-11-21T07:00:00Z', '2026-03-29T01:00:00Z', '2020-01-01T00:00:00Z'])('gives labels and one number at %s', async (text) => {
    const now = new Date(text);
    const answers: Record<string, readonly Row[]> = {};
    const columnsOf: Record<string, Record<string, ColumnType>> = {};
    const labels = new Set<string>();
    for (const { refId, sql } of statementsOf(rule, { now })) {
      expect(sql).not.toMatch(/\$__/);
      const { rows, columns } = await run(sql);
      const { value, ...others } = columns;
      expect([refId, value]).toEqual([refId, 'number']);
      expect([refId, Object.values(others).filter((type) => type !== 'string')]).toEqual([refId, []]);
      expect(rows.filter((row) => row['value'] !== null && !Number.isFinite(row['value']))).toEqual([]);
      const keys = rows.map(({ value: _, ...rest }) => JSON.stringify(rest));
      expect(new Set(keys).size).toBe(keys.length);
      expect(rows.filter((row) => Object.keys(others).some((name) => row[name] === null))).toEqual([]);
      if (refId === 'elapsed') {
        expect([rows.length, others]).toEqual([1, {}]);
      } else {
        labels.add(Object.keys(others).sort().join());
      }
      answers[refId] = rows;
      columnsOf[refId] = columns;
    }
    expect(labels.size).toBe(1);
    const { error, instances, notes } = evaluateRule(rule, answers, { types: columnsOf });
    expect(error).toBeUndefined();
    expect(instances.length).toBeGreaterThan(0);
    if (Object.values(answers).every((rows) => rows.length > 0)) {
      expect(notes).toEqual([]);
    } else {
      expect(instances.map(({ state, fires }) => [state, fires])).toEqual([['NoData', rule.noDataState === 'Alerting']]);
    }
  }, 30_000);
});

it('asks in more than forty statements', () => {
  expect(rules.flatMap((rule) => statementsOf(rule, { now: new Date(0) })).length).toBeGreaterThan(40);
});
