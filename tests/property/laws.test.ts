/** Laws that hold for every database and question, on small random companies. */
import { listMetrics } from '../../src/metrics/catalogue';
import { addDays, dayOf, startOfDay } from '../../src/model/calendar';
import type { MetricsPlan, Plan } from '../../src/plan/Plan';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery, MetricsQuery, Range, SalesQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import { ownRows } from '../../src/result/ownRows';
import type { Result } from '../../src/result/Result';
import { compile } from '../../src/compile';
import { together } from '../../src/compile/together';
import { dialects } from '../../src/dialects';
import { print } from '../../src/sql/print';
import { openEngine, type Engine } from '../engines/engines';
import { models } from '../golden/model';
import { queries } from '../golden/queries';
import { answer, rounded, rowsOf, values } from './answers';
import { loadCompany, randomRows } from './company';
import { numbers } from './random';

const seed = Number(process.env.SEED ?? 20261121);
const zone = 'Europe/Berlin';
const day = (text: string): Date => startOfDay(text, zone);
const now = day('2026-05-01');
const asked = { refId: 'A', schemaVersion: 1 };
const count = (result: Result, name: string): number[] => values(result, name)!.map(Number);

/** A few companies of one seed, one after the other. */
async function inCompanies(check: (engine: Engine, random: () => number) => Promise<void>, companies = 3): Promise<void> {
  for (let number = 0; number < companies; number++) {
    const engine = await openEngine('duckdb');
    await loadCompany(engine, randomRows(seed + number, 80));
    await check(engine, numbers(seed + number));
    await engine.close();
  }
}

/** A range of whole local days between October and April. */
function someRange(random: () => number): Range {
  const from = addDays('2025-10-01', Math.floor(random() * 150));
  return { from: day(from), to: day(addDays(from, 7 + Math.floor(random() * 90))), now };
}

const funnel = (rest: Partial<FunnelQuery>): FunnelQuery => ({ ...asked, type: 'funnel', timing: false, ...rest });
const entities = ['deal', 'lead', 'lead-to-deal'] as const;
const policies = ['reached', 'strict', 'any'] as const;

test(`a later step is never reached by more than the one before (seed ${seed})`, () =>
  inCompanies(async (engine, random) => {
    for (let trial = 0; trial < 24; trial++) {
      const query = funnel({ entity: entities[trial % 3], policy: policies[trial % 2], window: trial % 4 < 2 ? undefined : 1 + Math.floor(random() * 60), by: trial % 5 === 0 ? 'region' : undefined });
      const result = await answer(planQuery(query, models.plain, someRange(random)), engine);
      const [stages, reached] = [result.columns.find(({ role }) => role === 'stage')!.keys!, count(result, 'reached')];
      reached.forEach((n, at) => expect({ query, stage: stages[at], n, fits: at === 0 || stages[at] === stages[0] || n <= reached[at - 1]! }).toMatchObject({ fits: true }));
    }
  }));

test(`a wider window never lowers a count (seed ${seed})`, () =>
  inCompanies(async (engine, random) => {
    for (let trial = 0; trial < 18; trial++) {
      const [entity, policy, range] = [entities[trial % 3], policies[Math.floor(trial / 3) % 3], someRange(random)];
      const windows = [0.5, 1 + Math.floor(random() * 10), 20, 45.5, 400, undefined];
      const counts: number[][] = [];
      for (const window of windows) {
        counts.push(count(await answer(planQuery(funnel({ entity, policy, window }), models.plain, range), engine), 'reached'));
      }
      counts.slice(1).forEach((wider, at) => wider.forEach((n, step) => expect({ entity, policy, window: windows[at], step, fits: n >= counts[at]![step]! }).toMatchObject({ fits: true })));
    }
  }));

const flows = listMetrics(models.plain).filter(({ info, missing }) => !missing && info.additivity === 'flow').map(({ info }) => info.id);
const same = (left: number, right: number): boolean => Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));

test(`the parts of a range add up to the whole, for metrics that say so (seed ${seed})`, () =>
  inCompanies(async (engine, random) => {
    expect(flows).toEqual(expect.arrayContaining(['bookings', 'won_deals', 'deals_created', 'leads_created', 'qualified_leads', 'pipeline_created']));
    for (let trial = 0; trial < 8; trial++) {
      const range = someRange(random);
      const query: MetricsQuery = { ...asked, type: 'metrics', metrics: flows };
      const sum = (result: Result, id: string) => count(result, id).reduce((all, one) => all + one, 0);
      // Dates are whole days: cut at midnight.
      const cut = day(addDays(dayOf(range.from, zone), 1 + Math.floor(random() * 6)));
      const whole = await answer(planQuery(query, models.plain, range), engine);
      const parts = await Promise.all([{ ...range, to: cut }, { ...range, from: cut }].map((part) => answer(planQuery(query, models.plain, part), engine)));
      for (const id of flows) {
        const [total, added] = [count(whole, id)[0]!, parts.reduce((all, part) => all + count(part, id)[0]!, 0)];
        expect({ id, range, total, added, same: same(total, added) }).toMatchObject({ same: true });
        for (const cutBy of [{ grain: 'week' }, { grain: 'month', by: ['region'] }, { by: ['owner'] }] satisfies Array<Partial<MetricsQuery>>) {
          const pieces = await answer(planQuery({ ...query, metrics: [id], ...cutBy }, models.plain, range), engine);
          expect({ id, cutBy, same: same(total, sum(pieces, id)) }).toMatchObject({ same: true });
        }
      }
    }
  }), 30_000);

test('the same question compiles to the same bytes', () => {
  for (const dialect of dialects) {
    for (const [name, planned] of Object.entries(queries)) {
      const text = () => compile(planned(), dialect).map(({ select }) => print(select, dialect)).join(';');
      expect([name, text()]).toEqual([name, text()]);
    }
  }
});

/** Each metric alone, in each of the shapes, and all of them asked together. */
test.each(Object.entries(models))(`a shared statement answers each of its questions as its own does, model %s (seed ${seed})`, (_, model) =>
  inCompanies(async (engine, random) => {
    const ids = listMetrics(model).filter(({ info, missing }) => !missing && info.group !== 'Data quality' && info.id !== 'loss_share' && info.id !== 'competitive_win_rate').map(({ info }) => info.id);
    const region = [{ dimension: 'region', operator: '!=', values: ['North'] }] as const;
    const dashboards: ReadonlyArray<ReadonlyArray<Partial<MetricsQuery>>> = [
      [{}, { grain: 'month' }, { by: ['region'] }, { compare: 'previous-period', by: ['region'] }],
      [{ grain: 'month' }, { grain: 'week', compare: 'previous-year' }, { by: ['region'], grain: 'month' }, { compare: 'previous-year' }],
      [{ filters: region }, { filters: region, by: ['region', 'source'] }, { filters: region, by: ['source'] }],
    ];
    for (const [trial, shapes] of dashboards.entries()) {
      const range = someRange(random);
      const rest = (id: string) => ({ evidence: trial % 2 === 0, limit: id === 'bookings' ? 2 : undefined });
      const plans = shapes.flatMap((shape) => ids.flatMap((id) => tried({ ...asked, type: 'metrics', metrics: [id], ...shape, ...rest(id) }, model, range) ?? []));
      const shares = together(plans, engine.dialect);
      expect(shares.filter(({ parts }) => parts).length).toBeGreaterThan(plans.length / 2);
      const known = new Map<string, ReturnType<Engine['run']>>();
      const run = (sql: string) => known.get(sql) ?? known.set(sql, engine.run(sql)).get(sql)!;
      for (const [at, { statements, parts }] of shares.entries()) {
        const plan = plans[at] as MetricsPlan;
        const rows = Object.fromEntries(await Promise.all(statements.map(async ({ id, select }) => [id, await run(print(select, engine.dialect))] as const)));
        expect(outcome(plan, parts ? ownRows(plan, parts, rows) : rows)).toEqual(outcome(plan, await rowsOf(plan, engine)));
      }
    }
  }, 1), 60_000);

function tried(query: SalesQuery, model: (typeof models)[keyof typeof models], range: Range): Plan | undefined {
  try {
    return planQuery(query, model, range);
  } catch {
    return undefined;
  }
}

function outcome(plan: Plan, rows: Awaited<ReturnType<typeof rowsOf>>): unknown {
  try {
    return rounded(assemble(plan, rows));
  } catch (error) {
    return String(error);
  }
}
