/**
 * The alert says the same as the panel: random questions about random companies, asked as a panel and in the native
 * form, at random instants. A failure names the seed; run it alone with SEED=…, or more with COUNT=….
 */
import { columnNames } from '../../src/compile/native';
import { parseModelOrThrow } from '../../src/model/parse';
import type { Instant } from '../../src/plan/Moment';
import type { MetricsPlan } from '../../src/plan/Plan';
import { planNative, type NativePlan, type RelativeWindow } from '../../src/plan/native';
import type { MetricsQuery } from '../../src/plan/query';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { Random, worldOf, day, second } from '../reference/random';
import { randomCompany } from '../reference/randomCompany';
import { randomFunnel, randomMetricsQuery, randomRange } from '../reference/randomQuestions';
import { askable, askNative, askPanel, available, comparesAlike, differences, panelRange, type Asked } from './parity';

const first = Number(process.env.SEED ?? 0);
const count = Number(process.env.COUNT ?? (process.env.SEED === undefined ? 200 : 1));
const inGroupsOf = 20;

function randomWindow(r: Random): RelativeWindow {
  const kind = r.whole(0, 3);
  return kind === 0
    ? { kind: 'range' }
    : kind === 1
      ? { kind: 'lastDays', days: r.pick([1, 9, 13, 45]), ...(r.chance(0.3) ? { back: r.whole(1, 20) } : {}) }
      : { kind: 'unit', grain: r.pick(['week', 'month', 'quarter']), offset: r.pick([0, 0, -1, 1]), ...(r.chance(0.2) ? { soFar: true } : {}) };
}

async function differencesOf(seed: number): Promise<string[]> {
  const company = randomCompany(seed);
  const model = parseModelOrThrow(company.modelInput);
  const r = new Random(seed, 'parity');
  const now = worldOf(seed).centre + r.whole(-20, 40) * day + r.whole(0, 86_399) * second + r.whole(0, 999);
  const window = randomWindow(r);
  const range = randomRange(seed, company);
  const { by, grain, filters, horizon } = randomMetricsQuery(seed, range);
  const withGrain = window.kind === 'range' && grain && r.chance(0.7) ? { grain } : {};
  const compare = r.chance(0.4) ? { compare: window.kind === 'range' ? ('previous-year' as const) : ('previous-period' as const) } : {};
  const base: MetricsQuery = { refId: 'A', schemaVersion: 1, type: 'metrics', metrics: [], by, filters, ...(horizon && { horizon }), ...withGrain, ...compare, evidence: true };
  const query = { ...base, metrics: askable(base, available(model), model, window).filter(() => r.chance(0.4)) };
  const asked: Asked = { query, model, window, from: new Date(now - r.whole(1, 90) * day), to: new Date(now) };
  const funnel = { ...asked, query: randomFunnel(seed, company) };
  const found: string[] = [];
  for (const id of engineIds) {
    const engine: Engine = await openEngine(id);
    const note = (kind: string, some: readonly string[]): void => void found.push(...some.map((difference) => `${id} ${kind} ${JSON.stringify(window)}: ${difference}`));
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      if (query.metrics.length > 0) {
        const native = planNative(query, model, { window, clock: 'range-end' });
        if (comparesAlike(native, asked)) {
          const panel = await askPanel(engine, query, model, panelRange(native, asked));
          const rows = await askNative(engine, asked, { kind: 'table' });
          note(JSON.stringify(query), differences(panel, rows, model));
          if (!query.grain) {
            const names = columnNames(native.plan as MetricsPlan<Instant>).filter((name) => panel.columns.some((column) => column.name === name));
            const name = names[seed % names.length]!;
            const only = { ...panel, columns: panel.columns.filter((column) => column.role === 'dimension' || column.name === name) };
            const numbers = await askNative(engine, asked, { kind: 'number', column: name, nulls: 'keep' });
            note(`${name} alone`, differences(only, numbers.map(({ value, ...labels }) => ({ ...labels, [name]: value })), model));
          }
        }
      }
      let plan: NativePlan | undefined;
      try {
        plan = planNative(funnel.query, model, { window, clock: 'range-end' });
      } catch (error) {
        if (!(error instanceof SalesError)) {
          throw error;
        }
      }
      if (plan) {
        note(JSON.stringify(funnel.query), differences(await askPanel(engine, funnel.query, model, panelRange(plan, funnel)), await askNative(engine, funnel, { kind: 'table' }), model));
      }
    } catch (error) {
      found.push(`${id}: ${(error as Error).message}`);
    } finally {
      await engine.close();
    }
  }
  return found;
}

describe('random companies', () => {
  const starts = Array.from({ length: Math.ceil(count / inGroupsOf) }, (_, i) => first + i * inGroupsOf);

  it.each(starts)('from seed %i on say the same as a panel and as a rule', async (start) => {
    const different: Record<number, string[]> = {};
    for (let seed = start; seed < Math.min(start + inGroupsOf, first + count); seed++) {
      const found = await differencesOf(seed);
      if (found.length > 0) {
        different[seed] = found.slice(0, 5).map((text) => text.slice(0, 1500));
      }
    }
    expect(different).toEqual({});
  }, 180_000);
});
