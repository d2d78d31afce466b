/** Laws that hold for every database and question (style.md 8.5), on small random companies. */
import { listMetrics } from '../../src/metrics/catalogue';
import { addDays, dayOf, startOfDay } from '../../src/model/calendar';
import { mergeKey, mergePlans } from '../../src/plan/merge';
import type { Plan } from '../../src/plan/Plan';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery, MetricsQuery, Range, SalesQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import type { Result } from '../../src/result/Result';
import { compile } from '../../src/compile';
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

/** Metrics whose plans over one model share a key may be answered by one statement. */
test.each(Object.entries(models))(`a merged statement answers each of its questions as its own does, model %s (seed ${seed})`, (_, model) =>
  inCompanies(async (engine, random) => {
    const ids = listMetrics(model).filter(({ info, missing }) => !missing && info.group !== 'Data quality' && info.id !== 'loss_share' && info.id !== 'competitive_win_rate').map(({ info }) => info.id);
    const shapes: ReadonlyArray<Partial<MetricsQuery>> = [{}, { grain: 'month' }, { filters: [{ dimension: 'region', operator: '!=', values: ['North'] }] }, { grain: 'week', compare: 'previous-year' }, { by: ['region'], grain: 'month' }];
    for (const [trial, shape] of shapes.entries()) {
      const range = someRange(random);
      const plans = new Map<string, Plan[]>();
      for (const id of ids) {
        const rest = { evidence: trial % 2 === 0, limit: id === 'bookings' ? 2 : undefined };
        const plan = tried({ ...asked, type: 'metrics', metrics: [id], ...shape, ...rest }, model, range);
        if (plan) {
          plans.set(mergeKey(plan)!, [...(plans.get(mergeKey(plan)!) ?? []), plan]);
        }
      }
      const shared = [...plans.values()].filter((group) => group.length > 1);
      expect(shared.length).toBeGreaterThan(1);
      for (const group of shared) {
        const merged = await rowsOf(mergePlans(group), engine);
        for (const plan of group) {
          const own = await rowsOf(plan, engine);
          expect(outcome(plan, merged)).toEqual(outcome(plan, own));
        }
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
