/**
 * The history of a rule says of each day what the rule itself says when it is evaluated on that day: the same
 * instances, numbers and states, on the demo company, with a change of clocks within the days.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateTables, tableNames, type TableName } from '../../src/cli/demo/company';
import { duckdb } from '../../src/dialects/duckdb';
import { addDays, dayOf } from '../../src/model/calendar';
import { availability } from '../../src/metrics/catalogue';
import { dimensionsOf } from '../../src/metrics/dimensions';
import { metricIds } from '../../src/metrics/resolve';
import { parseModelOrThrow } from '../../src/model/parse';
import type { AlertDefinition } from '../../src/native/alerts/AlertDefinition';
import { definitionFrom } from '../../src/native/alerts/definitionFrom';
import { answersOn, askedOfHistory, historyByDay, historyByWeek, type HistoryAnswer } from '../../src/native/alerts/history';
import { toRule } from '../../src/native/alerts/toRule';
import { evaluateRule, statementsOf, type Instance } from '../../src/native/grafana/evaluate';
import { expandMacros } from '../../src/native/grafana/macros';
import type { Rule } from '../../src/native/grafana/Rule';
import { labelsText } from '../../src/native/grafana/Value';
import { shiftInstant } from '../../src/plan/windows';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { isClose } from '../reference/compare';

const now = new Date('2026-11-20T14:41:07.250Z');
const model = parseModelOrThrow(JSON.parse(readFileSync(path.join(__dirname, '../../examples/demo/model.json'), 'utf8').replaceAll('"crm.', '"')));
const zone = model.calendar.timeZone;
const source = { type: 'grafana-postgresql-datasource', uid: 'sales-sql' };

const tables: readonly TableName[] = ['users', 'stages', 'fx_rates', 'leads', 'lead_stage_history', 'deals', 'deal_stage_history', 'deal_changes', 'targets'];

async function load(engine: Engine, scale: number, names: readonly TableName[]): Promise<void> {
  for (const [name, table] of Object.entries(generateTables({ asOf: now.toISOString(), scale }, names))) {
    const at = table.columns.map(({ type }) => type === 'instant');
    const rows = table.rows.map((row) => row.map((value, column) => (at[column] && value !== null ? new Date(Number(value)) : value)));
    await engine.load(name, table.columns.map((column) => ({ ...column, type: column.type === 'numeric' ? 'numeric(18, 6)' : column.type })), rows);
  }
}

const rule = (part: Partial<AlertDefinition> & Pick<AlertDefinition, 'question' | 'comparison' | 'window'>): AlertDefinition => ({
  id: 'tried', title: 'Tried', direction: 'below', gate: { chance: { by: 'nothing' } }, severity: 'warning', advice: 'None.', ...part,
});
const metric = (id: string): AlertDefinition['question'] => ({ type: 'metric', metric: id });

const rules: Readonly<Record<string, AlertDefinition>> = {
  'a rate by team against a number, with its interval': rule({
    question: metric('win_rate'), by: ['team'], window: { kind: 'lastDays', days: 91 }, comparison: { with: 'absolute', threshold: 0.28 },
    gate: { chance: { by: 'proportion' }, minimum: 20 },
  }),
  'a count by source against the weeks before, with sources gone silent': rule({
    question: metric('leads_created'), by: ['source'], window: { kind: 'lastDays', days: 14 }, comparison: { with: 'previous-period', threshold: -0.2 },
    gate: { chance: { by: 'count' }, minimum: 5 }, spine: 4,
  }),
  'sums by region of a quarter so far against the same days before': rule({
    question: metric('bookings'), by: ['region'], window: { kind: 'unit', grain: 'quarter', offset: 0, soFar: true },
    comparison: { with: 'previous-period', threshold: -0.1 }, gate: { chance: { by: 'error', metric: 'bookings_error' } },
  }),
  'a sum by team against its target': rule({
    question: metric('bookings'), by: ['team'], window: { kind: 'unit', grain: 'month', offset: -1 }, comparison: { with: 'target', threshold: 0.9 },
  }),
  'the gap to a target that is running': rule({
    question: metric('gap_to_target'), by: ['team'], window: { kind: 'unit', grain: 'quarter', offset: 0 }, comparison: { with: 'absolute', threshold: 0 }, direction: 'above',
  }),
  'a cohort by owner, once it is mature': rule({
    question: { type: 'metric', metric: 'win_rate_cohort', horizon: 60 }, by: ['owner'], window: { kind: 'lastDays', days: 91, back: 60 },
    comparison: { with: 'previous-period', threshold: 0 }, gate: { chance: { by: 'proportion' }, minimum: 10 },
  }),
  'a mean without groups, filtered': rule({
    question: metric('sales_cycle_won'), filters: [{ dimension: 'region', operator: '!=', values: ['North'] }], window: { kind: 'lastDays', days: 30 },
    comparison: { with: 'absolute', threshold: 40 }, direction: 'above', nulls: 'omit',
  }),
  'a count against the mean of four windows before, one of them with the change of clocks': rule({
    question: metric('leads_created'), by: ['channel'], window: { kind: 'lastDays', days: 14 }, comparison: { with: 'previous-period', threshold: -0.2, windows: 4 },
    gate: { chance: { by: 'count' }, minimum: 10 },
  }),
  'a rate by person against several windows before: names carry their keys': rule({
    question: metric('win_rate'), by: ['owner'], window: { kind: 'lastDays', days: 45 }, comparison: { with: 'previous-period', threshold: 0, windows: 3 },
    gate: { chance: { by: 'proportion' }, minimum: 5 },
  }),
  'a count over the range of the rule itself': rule({
    question: metric('deals_created'), by: ['product', 'region'], window: { kind: 'range' }, rangeSeconds: 3 * 86_400, comparison: { with: 'absolute', threshold: 4 },
  }),
};

/** The answers to the statements of a history; none where it is asked week by week. */
async function readHistory(definition: AlertDefinition, engine: Engine, count: number): Promise<HistoryAnswer[] | undefined> {
  const asked = askedOfHistory(definition, model, engine.dialect, count);
  if (asked.every === 'week') {
    return undefined;
  }
  const answers: HistoryAnswer[] = [];
  for (const { sql, values } of asked.statements) {
    answers.push({ values, rows: await engine.run(expandMacros(sql, { from: new Date(now.getTime() - 86_400_000), to: now })) });
  }
  return answers;
}

/** All days of the first rule; of the others some, those around the change of clocks among them. */
const days = 90;
const daysTried = (name: string): readonly number[] =>
  Array.from({ length: days }, (_, back) => back).filter((back) => name === Object.keys(rules)[0] || [0, 1, 26, 27, 50, days - 1].includes(back));

async function answersAt(asked: Rule, at: Date, engine: Engine): Promise<Record<string, Row[]>> {
  const answers: Record<string, Row[]> = {};
  for (const { refId, sql } of statementsOf(asked, { now: at })) {
    answers[refId] = await engine.run(sql);
  }
  return answers;
}

const byLabels = (rows: readonly Row[]): Map<string, number | null> =>
  new Map(rows.map(({ value, ...labels }) => [labelsText(labels as Record<string, string>), value as number | null]));

function differences(day: string, ofHistory: Readonly<Record<string, readonly Row[]>>, ofRule: Readonly<Record<string, readonly Row[]>>): string[] {
  return Object.keys(ofRule).flatMap((refId) => {
    const [one, other] = [byLabels(ofHistory[refId]!), byLabels(ofRule[refId]!)];
    return [...new Set([...one.keys(), ...other.keys()])].flatMap((labels) => {
      const [here, there] = [one.get(labels), other.get(labels)];
      const same = one.has(labels) && other.has(labels) && isClose(here ?? null, there ?? null);
      return same ? [] : [`${day} ${refId} {${labels}}: ${String(here)} in the history, ${String(there)} on the day`];
    });
  });
}

describe.each(engineIds)('on %s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id, { timeZone: 'America/New_York' });
    await load(engine, 0.3, tables);
  }, 120_000);
  afterAll(() => engine.close());

  it.each(Object.entries(rules))('%s', async (name, definition) => {
    const past = (await readHistory(definition, engine, days))!;
    const asked = toRule(definition, model, engine.dialect, { source });
    const history = historyByDay(asked, past, definition, dayOf(now, zone), days);
    expect(history.days).toHaveLength(days);
    const found: string[] = [];
    let compared = 0;
    for (const back of daysTried(name)) {
      const day = addDays(dayOf(now, zone), -back);
      const answers = await answersAt(asked, shiftInstant(now, (one) => addDays(one, -back), zone), engine);
      compared += Object.values(answers).flat().length;
      found.push(...differences(day, answersOn(day, past, definition), answers));
      const firing = evaluateRule(asked, answers).instances.filter(({ fires }) => fires).map(({ labels }) => labelsText(labels));
      const told = history.instances.filter(({ fired }) => fired.includes(day)).map(({ labels }) => labelsText(labels));
      found.push(...(firing.sort().join(' | ') === told.sort().join(' | ') ? [] : [`${day} fires for ${firing.join(' | ')}, in the history for ${told.join(' | ')}`]));
    }
    expect(found.slice(0, 10)).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  }, 300_000);
});

/** Each metric as the editor begins with it: on the last day, and on the first after the change of clocks. */
describe.each(engineIds)('every metric on %s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id);
    await load(engine, 0.05, tableNames);
  }, 120_000);
  afterAll(() => engine.close());

  it('has a history that says the same as its rule, or none and a sentence', async () => {
    const found: string[] = [];
    const told: string[] = [];
    const weekly: string[] = [];
    const refused = new Set<string>();
    for (const metric of metricIds(model).filter((one) => !availability(one, model).missing)) {
      const [dimension] = dimensionsOf(model, [metric]);
      const definition = definitionFrom({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: [metric], by: dimension ? [dimension.id] : [] }, model);
      let past: HistoryAnswer[] | undefined;
      try {
        past = await readHistory(definition, engine, 30);
      } catch (error) {
        if (!(error instanceof SalesError)) {
          throw error;
        }
        refused.add(error.code);
        continue;
      }
      if (!past) {
        weekly.push(metric);
        continue;
      }
      told.push(metric);
      const asked = toRule(definition, model, engine.dialect, { source });
      for (const back of [0, 26]) {
        const day = addDays(dayOf(now, zone), -back);
        const answers = await answersAt(asked, shiftInstant(now, (one) => addDays(one, -back), zone), engine);
        found.push(...differences(`${metric} ${day}`, answersOn(day, past, definition), answers));
      }
    }
    expect(found.slice(0, 10)).toEqual([]);
    expect(told.length).toBeGreaterThan(35);
    expect([...refused]).toEqual(expect.arrayContaining(['history/open', 'history/reps', 'history/now']));
    expect(weekly.length).toBeGreaterThan(0);
  }, 300_000);
});

it('what follows deals through their stages is asked at the same time of day, a week apart', () => {
  const funnel = rule({ question: { type: 'funnel', entity: 'deal', column: 'step_conversion', window: 30, matureOnly: true }, window: { kind: 'lastDays', days: 70, back: 30 }, comparison: { with: 'absolute', threshold: 0.4 } });
  const asked = askedOfHistory(funnel, model, duckdb, 90);
  const ends = asked.every === 'week' ? asked.ends(now) : [];
  expect(ends.map((end) => end.toISOString())).toEqual([
    // Summer time until 25 October.
    ...['08-28', '09-04', '09-11', '09-18', '09-25', '10-02', '10-09', '10-16', '10-23'].map((day) => `2026-${day}T13:41:07.250Z`),
    ...['10-30', '11-06', '11-13', '11-20'].map((day) => `2026-${day}T14:41:07.250Z`),
  ]);
  const instance = (fires: boolean): Instance => ({ labels: { stage: 'Demo' }, state: fires ? 'Alerting' : 'Normal', values: {}, fires });
  const noData: Instance = { labels: {}, state: 'NoData', values: {}, fires: true };
  expect(historyByWeek([[ends[0]!, [noData]], [ends[1]!, [instance(false)]], [ends[2]!, [instance(true)]]], model)).toEqual({
    days: ['2026-08-28', '2026-09-04', '2026-09-11'],
    instances: [{ labels: { stage: 'Demo' }, fired: ['2026-09-11'], present: 2 }],
  });
});
