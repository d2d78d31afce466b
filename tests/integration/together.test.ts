/** Panels that are asked together: each reads out of shared statements what its own would have answered. */
import { compile, type Statement } from '../../src/compile';
import { together } from '../../src/compile/together';
import { listMetrics } from '../../src/metrics/catalogue';
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';
import type { Plan } from '../../src/plan/Plan';
import { planQuery } from '../../src/plan/planQuery';
import type { MetricsQuery, Range } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import { ownRows } from '../../src/result/ownRows';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { day, Random, worldOf } from '../reference/random';
import { randomCompany, type RandomCompany } from '../reference/randomCompany';
import { randomFunnel, randomMetricsQuery, randomRange } from '../reference/randomQuestions';
import { differing } from './differing';

const groups: ReadonlyArray<readonly string[]> = [[], [], ['region'], ['owner'], ['team'], ['stage'], ['team', 'region'], ['source']];
/** What panels show most often meets most often. */
const shown = ['bookings', 'win_rate', 'open_deals', 'leads_created', 'lead_to_customer_rate', 'win_rate_cohort', 'bookings_per_rep'];
const companies = 32;

/** Panels of one dashboard: the same time and filters, other metrics, groups, grains and comparisons. */
function dashboard(seed: number, model: SalesModel, range: Range): Plan[] {
  const r = new Random(seed, 'dashboard');
  const { filters, horizon } = randomMetricsQuery(seed, range);
  const ids = listMetrics(model).filter(({ missing }) => !missing).map(({ info }) => info.id);
  const grain = r.pick(['week', 'month'] as const);
  return Array.from({ length: 14 }, () => {
    const metrics = [...new Set([r.pick(ids), r.pick(ids), r.pick(shown)])].slice(r.whole(0, 2));
    const query: MetricsQuery = {
      refId: 'A', schemaVersion: 1, type: 'metrics', metrics, filters: r.chance(0.85) ? filters : [], horizon: r.chance(0.7) ? horizon : 7, by: r.pick(groups), evidence: r.chance(0.5),
      grain: r.pick([undefined, undefined, grain, r.pick(['week', 'month'])]), compare: r.pick([undefined, undefined, 'previous-period', 'previous-year']), ...(r.chance(0.2) && { limit: 2 }),
    };
    return query;
  }).flatMap((query) => planned(() => planQuery(query, model, range)));
}

/** Deals of every second company are in three currencies or none; one has no rate, the other a new one every few days. */
function withRates(company: RandomCompany, seed: number): RandomCompany {
  const { deals } = company.tables;
  if (seed % 2 === 0 || !deals) {
    return company;
  }
  const { entities } = company.modelInput as { entities: Record<string, Record<string, unknown>> };
  const r = new Random(seed, 'rates');
  const { centre } = worldOf(seed);
  const rates = Array.from({ length: 20 }, (_, at) => ({ code: 'USD', day: new Date(centre + (7 * at - 80) * day).toISOString().slice(0, 10), rate: r.whole(1, 40) / 20 }));
  return {
    modelInput: { ...company.modelInput, entities: { ...entities, deal: { ...entities['deal'], currency: 'currency' }, rate: { from: 'rates', currency: 'code', date: 'day', rate: 'rate' } } } as RandomCompany['modelInput'],
    tables: {
      ...company.tables,
      deals: { columns: [...deals.columns, { name: 'currency', type: 'text' }], rows: deals.rows.map((row) => ({ ...row, currency: r.pick(['EUR', 'EUR', 'USD', 'USD', 'GBP', null]) })) },
      rates: { columns: [{ name: 'code', type: 'text' }, { name: 'day', type: 'date' }, { name: 'rate', type: 'double precision' }], rows: rates },
    },
  };
}

function planned(plan: () => Plan): Plan[] {
  try {
    return [plan()];
  } catch (error) {
    if (error instanceof SalesError) {
      return [];
    }
    throw error;
  }
}

/** Runs a text once, as the pool does. */
function runner(engine: Engine) {
  const known = new Map<string, Promise<Row[]>>();
  return async (statements: readonly Statement[]): Promise<Record<string, Row[]>> => {
    const answers: Record<string, Row[]> = {};
    for (const { id, select } of statements) {
      const sql = print(select, engine.dialect);
      known.set(sql, known.get(sql) ?? engine.run(sql));
      answers[id] = await known.get(sql)!;
    }
    return answers;
  };
}

function answered(of: () => unknown): unknown {
  try {
    return of();
  } catch (error) {
    if (error instanceof SalesError) {
      return error.message;
    }
    throw error;
  }
}

it.each(engineIds)('answer as they do alone, on %s', async (id) => {
  let [shared, regrouped, converted] = [0, 0, 0];
  for (let seed = 0; seed < companies; seed++) {
    const company = withRates(randomCompany(seed), seed);
    const model = parseModelOrThrow(company.modelInput);
    const range = randomRange(seed, company);
    const funnels = [{ timing: false }, { losses: false, values: false }].flatMap((rest) => planned(() => planQuery({ ...randomFunnel(seed, company), ...rest }, model, range)));
    const plans = [...dashboard(seed, model, range), ...funnels];
    const engine = await openEngine(id);
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        // A person who is in the table twice counts twice, but only where people are asked for.
        const twice = name === 'users' && seed % 4 === 3;
        await engine.load(name, table.columns, twice ? [...table.rows, ...table.rows] : table.rows);
      }
      const run = runner(engine);
      for (const [at, { statements, parts }] of together(plans, engine.dialect).entries()) {
        const plan = plans[at]!;
        const rows = await run(statements);
        const own = parts && plan.kind === 'metrics' ? ownRows(plan, parts, rows) : rows;
        const alone = await run(compile(plan, engine.dialect));
        const query = 'query' in plan && plan.query;
        expect({ seed, query, found: differing(answered(() => assemble(plan, own)), answered(() => assemble(plan, alone))) }).toEqual({ seed, query });
        shared += parts ? 1 : 0;
        converted += statements.some(({ select }) => select.joins?.some(({ lateral }) => lateral)) ? 1 : 0;
        regrouped += statements.some(({ select }) => select.groupingSets) ? 1 : 0;
      }
    } finally {
      await engine.close();
    }
  }
  expect(shared).toBeGreaterThan(companies * 3);
  expect(regrouped).toBeGreaterThan(companies * 2);
  expect(converted).toBeGreaterThan(companies / 2);
}, 240_000);
