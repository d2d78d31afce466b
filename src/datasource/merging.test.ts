/** Real plans on a real database: what the pool merges, answers as it would alone. */
import fc from 'fast-check';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { openEngine, type Engine } from '../../tests/engines/engines';
import { listMetrics } from '../metrics/catalogue';
import { parseModel } from '../model/parse';
import type { SalesModel } from '../model/types';
import type { Plan } from '../plan/Plan';
import { planQuery } from '../plan/planQuery';
import type { MetricsQuery } from '../plan/query';
import { assemble } from '../result/assemble';
import { createPool, type Ask } from './pool';
import type { Outcome, Run } from './runner';
import { statementsOf, statementsTogether } from './statements';

const input = {
  calendar: { timeZone: 'Europe/Berlin' },
  pipelines: [
    {
      id: 'new',
      of: 'deal',
      stages: [
        { id: 'open', kind: 'open' },
        { id: 'talk', kind: 'open' },
        { id: 'won', kind: 'won' },
        { id: 'lost', kind: 'lost' },
      ],
    },
  ],
  entities: {
    lead: {
      from: 'leads',
      id: 'id',
      createdAt: { column: 'created_at', is: 'instant' },
      outcome: { column: 'status', won: ['won'], lost: ['lost'] },
      dimensions: { region: 'region' },
    },
    deal: {
      from: 'deals',
      id: 'id',
      lead: 'lead_id',
      createdAt: { column: 'created_at', is: 'instant' },
      closedAt: { column: 'closed_at', is: 'instant' },
      stage: 'stage',
      amount: 'amount',
      dimensions: { region: 'region' },
    },
  },
};

function parsed(): SalesModel {
  const found = parseModel(input);
  if ('problems' in found) {
    throw new Error(JSON.stringify(found.problems));
  }
  return found.model;
}

const model = parsed();
const range = {
  from: new Date('2026-01-01T00:00:00Z'),
  to: new Date('2026-04-01T00:00:00Z'),
  now: new Date('2026-04-10T00:00:00Z'),
};
const day = (count: number) => new Date(Date.UTC(2025, 11, 15) + count * 86_400_000);
const regions = ['West', 'East', null];

let engine: Engine;
let sent: string[] = [];
const run: Run = (statements) =>
  from(
    Promise.all(
      statements.map(async (sql): Promise<Outcome> => {
        sent.push(sql);
        return { rows: await engine.run(sql), notices: [] };
      })
    )
  );

const newPool = (): Ask<Plan> =>
  createPool<Plan>({
    statementsOf: (plan) => statementsOf(plan, engine.dialect),
    together: (plans) => statementsTogether(plans, engine.dialect),
    run,
    requestId: () => 'x',
    wait: 1,
  });

beforeAll(async () => {
  engine = await openEngine('duckdb', { timeZone: 'America/New_York' });
  const text = ['id', 'lead_id', 'region', 'stage', 'status'].map((name) => ({ name, type: 'text' as const }));
  const times = ['created_at', 'closed_at'].map((name) => ({ name, type: 'instant' as const }));
  const rows = Array.from({ length: 90 }, (_, at) => ({
    id: `d${at}`,
    lead_id: `l${at}`,
    region: regions[at % 3],
    stage: ['open', 'talk', 'won', 'lost'][at % 4],
    status: ['won', 'lost', null][at % 3],
    created_at: day(at),
    closed_at: at % 4 > 1 ? day(at + 7) : null,
    amount: at * 10,
  }));
  await engine.load('deals', [...text, ...times, { name: 'amount', type: 'number' }], rows);
  await engine.load(
    'leads',
    [...text, ...times],
    rows.filter((_, at) => at % 2 && at < 40).map(({ amount: _, ...row }) => ({ ...row, id: row.lead_id }))
  );
});
afterAll(() => engine.close());
beforeEach(() => (sent = []));

const query = (metrics: readonly string[], rest: Partial<MetricsQuery> = {}): MetricsQuery => ({
  refId: 'A',
  schemaVersion: 1,
  type: 'metrics',
  metrics,
  ...rest,
});
const answer = (ask: Ask<Plan>, plan: Plan, panelId: number): Promise<ReturnType<typeof assemble>> =>
  firstValueFrom(ask(plan, { panelId }) as Observable<{ answers: Parameters<typeof assemble>[1] }>).then(
    ({ answers }) => assemble(plan, answers)
  );

const plannable = (metric: string, rest: Partial<MetricsQuery>): boolean => {
  try {
    planQuery(query([metric], rest), model, range);
    return true;
  } catch {
    return false;
  }
};
const shapes: Array<Partial<MetricsQuery>> = [
  { grain: 'month' },
  { by: ['region'] },
  { by: ['region'], grain: 'month', evidence: true },
];
const available = listMetrics(model)
  .filter(({ missing }) => missing === undefined)
  .map(({ info }) => info.id);

it('has metrics to try, over several tables', () => {
  expect(available.length).toBeGreaterThan(10);
  expect(shapes.every((shape) => available.filter((metric) => plannable(metric, shape)).length > 8)).toBe(true);
});

it('asks once for panels over the same rows', async () => {
  const plans = ['won_deals', 'lost_deals', 'win_rate', 'bookings'].map((metric) =>
    planQuery(query([metric], { grain: 'month' }), model, range)
  );
  const ask = newPool();
  await Promise.all(plans.map((plan, at) => answer(ask, plan, at)));
  expect(sent).toHaveLength(1);
});

it('reads merged rows as its own, whatever the order in which the others name their tables', async () => {
  const plans = [
    ['leads_created', 'deals_created'],
    ['deals_created', 'leads_created'],
  ].map((metrics) => planQuery(query(metrics, { grain: 'month', by: ['region'] }), model, range));
  const ask = newPool();
  const together = await Promise.all(plans.map((plan, at) => answer(ask, plan, at)));
  expect(sent).toHaveLength(1);
  expect(together).toEqual(await Promise.all(plans.map((plan, at) => answer(newPool(), plan, at))));
});

it('gives each panel the answer that it gets alone, in whatever order and company', async () => {
  const panels = fc.array(
    fc.constantFrom(...shapes).chain((shape) =>
      fc
        .uniqueArray(fc.constantFrom(...available.filter((metric) => plannable(metric, shape))), {
          minLength: 1,
          maxLength: 3,
        })
        .map((metrics) => query(metrics, shape))
    ),
    { minLength: 2, maxLength: 6 }
  );
  const plan = (one: MetricsQuery) => {
    try {
      return [planQuery(one, model, range)];
    } catch {
      return [];
    }
  };
  await fc.assert(
    fc.asyncProperty(panels, async (queries) => {
      const plans = queries.flatMap(plan);
      const ask = newPool();
      const together = await Promise.all(plans.map((one, at) => answer(ask, one, at)));
      const alone = await Promise.all(plans.map((one, at) => answer(newPool(), one, at)));
      expect(together).toEqual(alone);
    }),
    { numRuns: 40, seed: 20261121 }
  );
}, 60_000);
