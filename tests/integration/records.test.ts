/**
 * Rows and numbers agree: a list has as many rows as its metric counts, and their amounts add up to the metric's, with
 * the same filters and range. On random companies, and on the demo company.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase, type Database } from '../../src/cli/database';
import { loadDemo } from '../../src/cli/demo/load';
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';
import { planQuery } from '../../src/plan/planQuery';
import type { Filter, Range, RecordSet, RecordsQuery, SalesQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import type { Answers } from '../../src/result/read';
import type { Result } from '../../src/result/Result';
import type { Dialect } from '../../src/sql/Dialect';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, openEngine } from '../engines/engines';
import { Random } from '../reference/random';
import { randomCompany } from '../reference/randomCompany';
import { randomMetricsQuery, randomRange } from '../reference/randomQuestions';

interface Asked {
  readonly which: RecordSet;
  readonly entity?: 'deal' | 'lead';
  readonly count?: string;
  readonly amount?: string;
}

/** Each set with the metrics that count and sum its rows. */
const sets: readonly Asked[] = [
  { which: 'created', count: 'deals_created', amount: 'pipeline_created' },
  { which: 'closed', count: 'closed_deals' },
  { which: 'won', count: 'won_deals', amount: 'bookings' },
  { which: 'lost', count: 'lost_deals' },
  { which: 'open', count: 'open_deals', amount: 'pipeline_value' },
  { which: 'expected', amount: 'expected_pipeline' },
  { which: 'stalled', count: 'stalled_deals', amount: 'stalled_value' },
  { which: 'passed_close', count: 'passed_close_deals', amount: 'passed_close_value' },
  { which: 'untouched', amount: 'untouched_value' },
  { which: 'pushed', amount: 'pushed_value' },
  { which: 'created', entity: 'lead', count: 'leads_created' },
  { which: 'qualified', entity: 'lead', count: 'qualified_leads' },
  { which: 'converted', entity: 'lead', count: 'leads_converted' },
];

interface Base {
  readonly dialect: Dialect;
  readonly run: (sql: string) => Promise<Answers[string]>;
  readonly model: SalesModel;
  readonly range: Range;
  readonly filters?: readonly Filter[];
}

const asked = { refId: 'A', schemaVersion: 1 };

async function ask({ dialect, run, model, range }: Base, query: SalesQuery): Promise<Result> {
  const plan = planQuery(query, model, range);
  const answers: Record<string, Answers[string]> = {};
  for (const { id, select } of compile(plan, dialect)) {
    answers[id] = await run(print(select, dialect));
  }
  return assemble(plan, answers);
}

const values = (result: Result, name: string) => result.columns.find((column) => column.name === name)?.values ?? [];
const numbers = (result: Result, name: string): number[] => values(result, name).filter((value): value is number => typeof value === 'number');
const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
const refused = (error: unknown): string => {
  if (error instanceof SalesError) {
    return `refused (${error.code})`;
  }
  throw error;
};

/** The metric's number, and the same from its rows; or the code with which each is refused. */
async function both(base: Base, { which, entity, count, amount }: Asked, rest: Partial<RecordsQuery> = {}): Promise<[unknown, unknown]> {
  const { filters = [] } = base;
  const metrics = [...(count ? [count] : []), ...(amount && base.model.entities.deal?.columns['amount'] ? [amount] : [])];
  const number = await ask(base, { ...asked, type: 'metrics', metrics, filters })
    .then((result) => metrics.map((id) => Number(values(result, id)[0] ?? 0).toPrecision(9)))
    .catch(refused);
  const columns = ['id', ...(metrics.some((id) => id === amount) ? ['amount'] : [])];
  const rows = await ask(base, { ...asked, type: 'records', entity: entity ?? 'deal', which, columns, limit: 1000, filters, ...rest })
    .then((result) => metrics.map((id) => (id === count ? result.length : sum(numbers(result, 'amount'))).toPrecision(9)))
    .catch(refused);
  return [number, rows];
}

test.each(engineIds)('lists what it counts, on random companies in %s', async (id) => {
  let rows = 0;
  for (let seed = 3000; seed < 3040; seed++) {
    const company = randomCompany(seed);
    const model = parseModelOrThrow(company.modelInput);
    const range = randomRange(seed, company);
    const { filters } = randomMetricsQuery(seed, range);
    const engine = await openEngine(id);
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      for (const set of sets) {
        const base = { dialect: engine.dialect, run: (sql: string) => engine.run(sql), model, range, filters };
        const [number, list] = await both(base, set);
        expect([seed, set, list]).toEqual([seed, set, number]);
        rows += Array.isArray(list) && set.count ? Number(list[0]) : 0;
      }
    } finally {
      await engine.close();
    }
  }
  // Enough of them were not empty.
  expect(rows).toBeGreaterThan(600);
}, 120_000);

test('every column of every set runs and orders its rows, on random companies', async () => {
  for (let seed = 3100; seed < 3112; seed++) {
    const company = randomCompany(seed);
    const model = parseModelOrThrow({ ...(company.modelInput as object), records: { personalData: true } });
    const range = randomRange(seed, company);
    const random = new Random(seed, 'columns');
    for (const id of engineIds) {
      const engine = await openEngine(id);
      try {
        for (const [name, table] of Object.entries(company.tables)) {
          await engine.load(name, table.columns, table.rows);
        }
        for (const { which, entity = 'deal' } of sets.filter(({ entity }) => !entity || model.entities.lead)) {
          const known = ['id', 'stage', 'amount', 'createdAt', 'closedAt', 'expectedClose', 'age_days', 'days_in_stage', 'stalled', 'owner', 'region', 'name', 'source', 'qualifiedAt'];
          const column = random.pick(known);
          const query: RecordsQuery = { ...asked, type: 'records', entity, which, columns: [column, 'id'], orderBy: { column, descending: random.chance(0.5) } };
          const answer = await ask({ dialect: engine.dialect, run: (sql) => engine.run(sql), model, range }, query).catch(refused);
          if (typeof answer === 'string') {
            expect(answer).toMatch(/query\/(unknown-column|metric-unavailable|needs-history|needs-closed-date)/);
          } else if (['amount', 'age_days', 'createdAt'].includes(column)) {
            const list = values(answer, column).filter((value) => value !== null) as Array<string | number>;
            const sorted = [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
            expect([seed, which, list]).toEqual([seed, which, query.orderBy!.descending ? sorted.reverse() : sorted]);
          }
        }
      } finally {
        await engine.close();
      }
    }
  }
}, 120_000);

describe('the demo company', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'records-'));
  const model = parseModelOrThrow(JSON.parse(readFileSync(path.join(__dirname, '../../examples/demo/model.json'), 'utf8')));
  const now = new Date('2026-11-20T12:00:00Z');
  let database: Database;
  const base = (days: number, filters?: readonly Filter[]): Base => ({
    dialect: database.dialect, run: (sql) => database.run(sql), model, filters, range: { from: new Date(now.getTime() - days * 86_400_000), to: now, now },
  });

  beforeAll(async () => {
    const url = `duckdb:${path.join(folder, 'demo.duckdb')}`;
    await loadDemo(url, { schema: 'crm', asOf: '2026-11-20', scale: 0.1, seed: 1 });
    database = await openDatabase(url);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(sets.map((set) => ({ ...set, of: set.entity ?? 'deal', as: [set.count, set.amount].filter(Boolean).join(' and ') })))('lists of $of $which what $as says', async (set) => {
    for (const filters of [undefined, [{ dimension: 'region', operator: '=' as const, values: ['West'] }]]) {
      const [number, rows] = await both(base(90, filters), set);
      expect(rows).toEqual(number);
      expect(Number((rows as string[])[0])).toBeGreaterThan(5);
    }
  });

  test.each([
    { which: 'won', metric: 'sales_cycle_won' },
    { which: 'closed', metric: 'sales_cycle_closed' },
    { which: 'open', metric: 'open_deal_age' },
  ] as const)('shows ages of $which deals whose mean is $metric', async ({ which, metric }) => {
    const list = await ask(base(90), { ...asked, type: 'records', which, columns: ['age_days'], limit: 1000 });
    const number = await ask(base(90), { ...asked, type: 'metrics', metrics: [metric] });
    expect(sum(numbers(list, 'age_days')) / list.length).toBeCloseTo(values(number, metric)[0] as number, 6);
  });

  test('marks the stalled among the open', async () => {
    const open = await ask(base(90), { ...asked, type: 'records', which: 'open', columns: ['id', 'stalled', 'days_in_stage'], limit: 1000 });
    const stalled = await ask(base(90), { ...asked, type: 'records', which: 'stalled', columns: ['id'], limit: 1000 });
    const marked = values(open, 'id').filter((_, at) => values(open, 'stalled')[at] === true);
    expect([...marked].sort()).toEqual([...values(stalled, 'id')].sort());
    expect(numbers(open, 'days_in_stage').length).toBe(open.length);
  });

  test('says how many rows there are when it shows fewer', async () => {
    const list = await ask(base(90), { ...asked, type: 'records', which: 'created', limit: 10 });
    const number = await ask(base(90), { ...asked, type: 'metrics', metrics: ['deals_created'] });
    expect(list.length).toBe(10);
    expect(list.notices.map(({ text }) => text)).toEqual([`10 of ${String(values(number, 'deals_created')[0])} rows are shown: raise the limit or filter to see the others`]);
  });

  test('leads each row to the CRM', async () => {
    const list = await ask(base(30), { ...asked, type: 'records', which: 'won', columns: ['name', 'id'], limit: 5 });
    expect(values(list, 'link')).toEqual(values(list, 'id').map((one) => `https://crm.example/deals/${String(one)}`));
    expect(list.columns[0]).toMatchObject({ name: 'name', opens: 'link' });
  });

  test('shows local times as text', async () => {
    const list = await ask(base(30), { ...asked, type: 'records', which: 'won', columns: ['closedAt', 'expectedClose'], limit: 1 });
    expect(values(list, 'closedAt')[0]).toMatch(/^2026-\d\d-\d\d \d\d:\d\d$/);
    expect(values(list, 'expectedClose')[0]).toMatch(/^202\d-\d\d-\d\d$/);
  });
});
