/**
 * A rule's link keeps the days that the rule was evaluated over: the same question over the link's range gives the
 * rule's number, whenever it is opened.
 */
import { compile } from '../../src/compile';
import { compileEnds } from '../../src/compile/native/ends';
import type { Calendar } from '../../src/model/types';
import { pack } from '../../src/native/alerts/pack';
import { toRule } from '../../src/native/alerts/toRule';
import { endsOf, valuesOf } from '../../src/native/alerts/values';
import { alertOf } from '../../src/native/grafana/alertOf';
import { evaluateRule, statementsOf } from '../../src/native/grafana/evaluate';
import { expandMacros } from '../../src/native/grafana/macros';
import { rangeEnd } from '../../src/plan/Moment';
import type { RelativeWindow } from '../../src/plan/native';
import { planQuery } from '../../src/plan/planQuery';
import { makeStretch } from '../../src/plan/stretch';
import { assemble } from '../../src/result/assemble';
import type { Row } from '../../src/result/read';
import { print } from '../../src/sql/print';
import { engineIds, openEngine } from '../engines/engines';
import { isClose } from '../reference/compare';
import { demoModel, openSeed, source, type Seeded } from './demoAlerts';
import { resolve } from './parity';

const now = new Date('2026-11-21T07:00:00Z');
const pinned = pack.flatMap((group) => group.alerts).map(({ definition }) => definition(demoModel)).filter((definition) => endsOf(definition).length > 0);

describe('links of the pack on the demo company', () => {
  let company: Seeded;
  beforeAll(async () => {
    company = await openSeed({ asOf: '2026-11-21', seed: 1 });
  }, 120_000);
  afterAll(() => company.close());

  it('most rules look at days that are over', () => {
    expect(pinned.map(({ id }) => id)).toEqual(expect.arrayContaining(['lead-volume-drop', 'win-rate-low', 'step-conversion-down', 'deal-size-down']));
  });

  it.each(pinned)('$id leads to its own days', async (definition) => {
    const panel = { dashboardUid: 'sales', panelId: 1, variables: [] };
    const rule = toRule(definition, demoModel, company.dialect, { source, panelOf: () => panel });
    const answers: Record<string, readonly Row[]> = {};
    for (const { refId, sql } of statementsOf(rule, { now })) {
      answers[refId] = await company.run(sql);
    }
    const { instances } = evaluateRule(rule, answers);
    expect(instances.length).toBeGreaterThan(0);
    const ranges = new Set(instances.map((instance) => {
      const { searchParams } = new URL(alertOf(rule, instance, { folder: 'Sales', externalUrl: 'http://grafana' }).annotations['link']!);
      return JSON.stringify([Number(searchParams.get('from')), Number(searchParams.get('to'))]);
    }));
    expect(ranges.size).toBe(1);
    const [from, to] = JSON.parse([...ranges][0]!) as [number, number];
    // Grafana's range includes its last millisecond.
    const plan = planQuery(valuesOf(definition, demoModel)[0]!.query, demoModel, { from: new Date(from), to: new Date(to + 1), now });
    const rows: Record<string, Row[]> = {};
    for (const { id, select } of compile(plan, company.dialect)) {
      rows[id] = [...(await company.run(print(select, company.dialect)))];
    }
    const result = assemble(plan, rows);
    const labels = result.columns.filter(({ role }) => role === 'dimension' || role === 'stage');
    const shown = result.columns.find(({ name }) => name === (definition.question.type === 'funnel' ? definition.question.column : definition.question.metric))!;
    let found = 0;
    for (const instance of instances) {
      const at = Array.from({ length: result.length }, (_, row) => row).find((row) => labels.every(({ name, values }) => values[row] === instance.labels[name]));
      const value = instance.values['value'];
      if (at !== undefined && value !== null && value !== undefined && !Number.isNaN(value)) {
        expect([instance.labels, isClose(Number(shown.values[at]), value)]).toEqual([instance.labels, true]);
        found++;
      }
    }
    expect(found).toBeGreaterThan(0);
  }, 60_000);
});

const windows: readonly RelativeWindow[] = [
  { kind: 'lastDays', days: 1 }, { kind: 'lastDays', days: 90, back: 7 },
  { kind: 'unit', grain: 'week', offset: -1 }, { kind: 'unit', grain: 'month', offset: -2 }, { kind: 'unit', grain: 'quarter', offset: -1 },
];
// Around midnights and both clock changes, in the zone of the calendar.
const instants = ['2026-03-29T00:59:59.999Z', '2026-03-29T22:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T23:30:00.001Z', '2026-11-21T07:00:00Z', '2027-01-01T00:00:00Z'];

it.each(engineIds)('the ends are those of the window, on %s', async (id) => {
  const engine = await openEngine(id, { timeZone: 'America/New_York' });
  try {
    for (const timeZone of ['Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu']) {
      const calendar: Calendar = { timeZone, weekStart: 'sunday', fiscalYearStart: 2, holidays: [] };
      for (const window of windows) {
        const ends = compileEnds(window, calendar, engine.dialect);
        const stretch = makeStretch(window, rangeEnd, false, calendar);
        for (const to of instants.map((text) => new Date(text))) {
          const range = { from: new Date(to.getTime() - 3_600_000), to };
          const [from, until] = await Promise.all([ends.from, ends.to].map(async (end) => (await engine.run(expandMacros(print(end, engine.dialect), range)))[0]!['value']));
          // What plans call the end of a range is one millisecond after Grafana's.
          const expected = [stretch.from, stretch.to].map((one) => resolve(one, { from: range.from, to: new Date(to.getTime() + 1) }).getTime());
          expect([timeZone, window, to, from, until]).toEqual([timeZone, window, to, expected[0], expected[1]! - 1]);
        }
      }
    }
  } finally {
    await engine.close();
  }
});
