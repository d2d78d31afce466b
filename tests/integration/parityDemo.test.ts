/**
 * The alert says the same as the panel on the two companies that people try first: every metric with a native form and
 * every column of funnels, over several windows and groups, at random instants and at the edges of days and quarters.
 * PostgreSQL runs what Grafana's macros make of the statement.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadDemo } from '../../src/cli/demo/load';
import { columnNames } from '../../src/compile/native';
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';
import type { Instant } from '../../src/plan/Moment';
import { planNative, type RelativeWindow } from '../../src/plan/native';
import type { MetricsPlan } from '../../src/plan/Plan';
import type { FunnelQuery, MetricsQuery } from '../../src/plan/query';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, type Engine, type Row } from '../engines/engines';
import { openLoaded } from '../engines/loaded';
import { day, Random } from '../reference/random';
import { askable, askNative, askPanel, available, comparesAlike, differences, panelRange, type Asked } from './parity';

const root = path.join(__dirname, '../..');
const modelOf = (file: string): SalesModel => parseModelOrThrow(JSON.parse(readFileSync(path.join(root, file), 'utf8')));

interface Company {
  readonly name: string;
  readonly model: SalesModel;
  readonly load: (url: string) => Promise<unknown>;
  /** Instants are drawn between these days; the last ones lie after the data. */
  readonly between: readonly [string, string];
  /** The turn of a quarter and a day on which clocks change, where the company has them. */
  readonly edges: readonly string[];
  readonly by: readonly string[];
  readonly funnels: ReadonlyArray<FunnelQuery['entity']>;
}

const companies: readonly Company[] = [
  {
    name: 'the demo company',
    model: modelOf('examples/demo/model.json'),
    load: (url) => loadDemo(url, { asOf: '2026-11-21', scale: 0.05 }),
    between: ['2025-03-01', '2026-12-10'],
    edges: ['2026-09-30T22:00:00Z', '2026-10-25T00:59:59.999Z'],
    by: ['region', 'owner', 'source', 'team', 'product', 'stage', 'channel', 'segment'],
    funnels: ['deal', 'lead', 'lead-to-deal'],
  },
  {
    name: 'Maven CRM',
    model: modelOf('examples/maven-crm/model.json'),
    load: (url) => promisify(execFile)(process.execPath, [path.join(root, 'examples/maven-crm/load.mjs'), url]),
    between: ['2016-12-01', '2018-01-20'],
    edges: ['2017-07-01T00:00:00Z', '2017-10-01T09:30:00Z'],
    by: ['region', 'owner', 'product', 'manager', 'sector', 'series', 'stage', 'account'],
    funnels: ['deal'],
  },
];

const windows: readonly RelativeWindow[] = [
  { kind: 'range' },
  { kind: 'lastDays', days: 90 },
  { kind: 'unit', grain: 'quarter', offset: 0 },
  { kind: 'unit', grain: 'quarter', offset: 1 },
  { kind: 'lastDays', days: 14, back: 7 },
  { kind: 'unit', grain: 'month', offset: 0, soFar: true },
  { kind: 'unit', grain: 'month', offset: -1 },
];
const atOnce = 25;
const instants = 8;

describe.each(companies)('$name', ({ name, model, load, between, edges, by, funnels }) => {
  const r = new Random(7, name);
  const [first, last] = between.map((text) => Date.parse(text)) as [number, number];
  const times = [...Array.from({ length: instants }, () => first + Math.floor(r.next() * (last - first))), ...edges.map((text) => Date.parse(text))];
  const asked = times.map((to, at) => ({ at, to: new Date(to), from: new Date(to - (20 + 17 * at) * day - at * 1_234_567) }));

  const query = (over: Partial<MetricsQuery>): MetricsQuery => ({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: [], evidence: true, ...over });

  /** At each instant everything over one window, and in groups over another; every other time compared with the time before. */
  function questionsAt(at: number): Array<{ readonly query: MetricsQuery; readonly window: RelativeWindow }> {
    const asks = (window: RelativeWindow, compares: boolean, over: Partial<MetricsQuery>) => ({
      window,
      query: query({ ...over, ...(compares && { compare: window.kind === 'range' ? ('previous-year' as const) : ('previous-period' as const) }) }),
    });
    const [whole, split] = [windows[at % windows.length]!, windows[(at + 3) % windows.length]!];
    const groups = at % 4 === 3 ? [by[at % by.length]!, by[(at + 1) % by.length]!] : [by[at % by.length]!];
    return [
      asks(whole, at % 2 === 0, { by: [], ...(whole.kind === 'range' && at > 0 && { grain: 'month' as const }) }),
      asks(split, at % 2 === 1, { by: groups }),
    ];
  }

  const funnelsAt = (at: number): Array<{ readonly query: FunnelQuery; readonly window: RelativeWindow }> =>
    funnels.map((entity, more) => ({
      window: windows[(at + more * 2) % windows.length]!,
      query: {
        refId: 'A', schemaVersion: 1, type: 'funnel', entity, evidence: true,
        policy: (['reached', 'strict', 'any'] as const)[at % 3],
        basis: at % 5 === 4 ? 'event' : 'cohort',
        ...(at % 2 === 1 && { window: 45 }),
        ...(at % 4 === 1 && { matureOnly: true }),
        ...(at % 4 === 2 && { measure: 'amount' as const }),
        ...((at + more) % 3 > 0 && { by: by[at % 4]! }),
      },
    }));

  describe.each(engineIds)('on %s', (id) => {
    let engine: Engine;
    const compared = new Map<string, Set<number>>();
    beforeAll(async () => {
      engine = await openLoaded(id, load);
    }, 180_000);
    afterAll(() => engine.close());

    it.each(asked)('says the same at $to', async ({ at, from, to }) => {
      const found: string[] = [];
      const note = (what: Asked, some: readonly string[]): void => void found.push(...some.map((one) => `${JSON.stringify(what.query)} ${JSON.stringify(what.window)}: ${one}`));
      for (const { query: base, window } of questionsAt(at)) {
        const ids = askable(base, available(model), model, window).filter((one) => isAlike({ query: withoutComparison({ ...base, metrics: [one] }), model, window, from, to }));
        for (let start = 0; start < ids.length; start += atOnce) {
          const what = alike({ query: { ...base, metrics: ids.slice(start, start + atOnce) }, model, window, from, to });
          const native = planNative(what.query, model, { window, clock: 'range-end' });
          const panel = await askPanel(engine, what.query, model, panelRange(native, what));
          note(what, differences(panel, await askNative(engine, what, { kind: 'table' }), model));
          ids.slice(start, start + atOnce).forEach((one) => compared.set(one, (compared.get(one) ?? new Set()).add(at)));
          if (!('grain' in what.query)) {
            const columns = columnNames(native.plan as MetricsPlan<Instant>).filter((one) => panel.columns.some((column) => column.name === one));
            note(what, await alone(engine, what, columns[(at * 7 + start) % columns.length]!, panel));
          }
        }
      }
      expect(found.slice(0, 5)).toEqual([]);
    }, 300_000);

    it.each(asked)('says the same of funnels at $to', async ({ at, from, to }) => {
      const found: string[] = [];
      for (const { query: of, window } of funnelsAt(at)) {
        const what: Asked = { query: of, model, window, from, to };
        let panel;
        try {
          panel = await askPanel(engine, of, model, panelRange(planNative(of, model, { window, clock: 'range-end' }), what));
        } catch (error) {
          // A group that the funnel's first entity lacks, such as the product of a lead.
          if (error instanceof SalesError) {
            continue;
          }
          throw error;
        }
        found.push(...differences(panel, await askNative(engine, what, { kind: 'table' }), model));
        for (const { name: column, role } of panel.columns) {
          if (role === 'metric' || role === 'evidence') {
            found.push(...(await alone(engine, what, column, panel)));
          }
        }
        compared.set(`funnel ${of.entity}`, (compared.get(`funnel ${of.entity}`) ?? new Set()).add(at));
      }
      expect(found.slice(0, 5)).toEqual([]);
    }, 120_000);

    it('has compared everything that has a native form at eight instants or more', () => {
      const native = askable(query({}), available(model), model, { kind: 'range' });
      const rarely = [...native, ...funnels.map((entity) => `funnel ${entity}`)].filter((one) => (compared.get(one)?.size ?? 0) < instants);
      expect(rarely).toEqual([]);
      expect(native.length).toBeGreaterThan(30);
    });
  });
});

const withoutComparison = ({ compare: _, ...query }: MetricsQuery): MetricsQuery => query;
const isAlike = (what: Asked): boolean => comparesAlike(planNative(what.query, what.model, { window: what.window, clock: 'range-end' }), what);

/** Without its comparison where a panel compares with another stretch: whole days that happen to be a whole month. */
const alike = (what: Asked): Asked => (isAlike(what) ? what : { ...what, query: withoutComparison(what.query as MetricsQuery) });

/** One column as a rule asks for it. */
async function alone(engine: Engine, what: Asked, name: string, panel: Awaited<ReturnType<typeof askPanel>>): Promise<string[]> {
  const only = { ...panel, columns: panel.columns.filter((column) => column.role === 'dimension' || column.role === 'stage' || column.name === name) };
  const numbers = await askNative(engine, what, { kind: 'number', column: name, nulls: 'keep' });
  return differences(only, numbers.map(({ value, ...labels }): Row => ({ ...labels, [name]: value })), what.model).map((one) => `${name} alone: ${one}`);
}
