import { alertOf } from './alertOf';
import { evaluateRule, statementsOf } from './evaluate';
import { expressionSource, type Rule, type RuleQuery, type ThresholdType } from './Rule';

const sql = (refId: string, rawSql = 'SELECT 1 AS "value"', datasourceUid = 'sales-sql'): RuleQuery => ({
  refId,
  datasourceUid,
  relativeTimeRange: { from: 86_400, to: 0 },
  model: { refId, rawSql, format: 'table', rawQuery: true, editorMode: 'code' },
});
const math = (refId: string, expression: string): RuleQuery => ({ refId, datasourceUid: '__expr__', model: { refId, type: 'math', datasource: expressionSource, expression } });
const threshold = (refId: string, expression: string, type: ThresholdType = 'gt', params: readonly number[] = [0]): RuleQuery => ({
  refId,
  datasourceUid: '__expr__',
  model: { refId, type: 'threshold', datasource: expressionSource, expression, conditions: [{ type: 'query', evaluator: { type, params } }] },
});
const rule = (...data: RuleQuery[]): Rule => ({ uid: 'r', title: 'A rule', condition: data.at(-1)!.refId, data });
const states = (of: Rule, rows: Parameters<typeof evaluateRule>[1]) => evaluateRule(of, rows).instances.map(({ labels, state }) => [labels, state]);

describe('statements', () => {
  const now = new Date('2026-03-02T10:00:00.120Z');

  test('each over its own range', () => {
    const own = { ...sql('A', 'SELECT $__timeFrom(), $__timeTo(), $__interval, $__interval_ms'), relativeTimeRange: { from: 3600, to: 60 } };
    expect(statementsOf(rule(own, math('B', '$A'), threshold('C', 'B')), { now })).toEqual([
      { refId: 'A', sql: "SELECT '2026-03-02T09:00:00.12Z', '2026-03-02T09:59:00.12Z', 1s, 1000" },
    ]);
  });

  test('macros that Grafana does not know are refused', () => {
    expect(() => statementsOf(rule(sql('A', "SELECT '$USD(approx)'")), { now })).toThrow(/\$USD\(…\), which is no macro/);
  });
});

describe('tables', () => {
  const one = rule(sql('A'), threshold('B', 'A', 'gt', [1]));

  test('one instance a row, texts as labels', () => {
    expect(states(one, { A: [{ team: 'West', region: 'EU', value: 2 }, { team: 'East', region: 'EU', value: 1 }] })).toEqual([
      [{ team: 'West', region: 'EU' }, 'Alerting'],
      [{ team: 'East', region: 'EU' }, 'Normal'],
    ]);
  });

  test.each<[string, Array<Record<string, unknown>>, string]>([
    ['a truth', [{ team: 'x', value: true }], 'input data must be a wide series but got type not (input refid)'],
    ['JSON', [{ team: { a: 1 }, value: 1 }], 'input data must be a wide series but got type not (input refid)'],
    ['two numbers', [{ n: 1, value: 1 }], 'input data must be a wide series but got type not (input refid)'],
    ['no number', [{ team: 'x' }], 'input data must be a wide series but got type not (input refid)'],
    ['a number as text', [{ team: 'x', value: '3' }], 'input data must be a wide series but got type not (input refid)'],
    ['a time and a text', [{ at: new Date(0), team: 'x', value: 1 }], 'input data must be a wide series but got type long (input refid)'],
    ['a time', [{ at: new Date(0), value: 1 }], 'looks like time series data, only reduced data can be alerted on.'],
    ['a number called time', [{ time: 5, value: 1 }], 'looks like time series data, only reduced data can be alerted on.'],
    ['a text called time', [{ time: 'x', value: 1 }], 'converting time columns failed: failed to convert time column: unable to convert data to a time field'],
  ])('%s is refused', (_, rows, message) => {
    const { instances, error } = evaluateRule(one, { A: rows });
    expect(error).toBe(`[A] got error: ${message}`);
    expect(instances).toEqual([{ labels: {}, state: 'Error', values: {}, fires: true }]);
  });

  test('NULL is the empty text as a label, and NaN as the number, which no threshold meets', () => {
    expect(evaluateRule(one, { A: [{ team: null, value: 5 }, { team: 'x', value: null }] }).instances).toEqual([
      { labels: { team: '' }, state: 'Alerting', values: { A: 5, B: 1 }, fires: true },
      { labels: { team: 'x' }, state: 'Normal', values: { A: Number.NaN, B: 0 }, fires: false },
    ]);
  });

  test('NaN in a Math condition fires, in a threshold behind it not', () => {
    const rows = { A: [{ value: null }] };
    expect(states(rule(sql('A'), math('B', '$A > 3')), rows)).toEqual([[{}, 'Alerting']]);
    expect(states(rule(sql('A'), math('B', '$A * 2'), threshold('C', 'B')), rows)).toEqual([[{}, 'Normal']]);
    expect(states(rule(sql('A'), math('B', '$A + null()')), rows)).toEqual([[{}, 'NoData']]);
  });

  test('the same labels twice fail the rule', () => {
    const { error, instances } = evaluateRule(one, { A: [{ team: 'x', value: 1 }, { team: 'y', value: 1 }, { team: 'x', value: 9 }] });
    expect(error).toContain('frame cannot uniquely be identified by its labels: has duplicate results with labels {team=x}');
    expect(instances).toHaveLength(1);
  });

  test('NULL beside the empty text are the same labels', () => {
    expect(evaluateRule(one, { A: [{ team: null, value: 1 }, { team: '', value: 1 }] }).error).toContain('{team=}');
  });

  test('big integers and declared columns', () => {
    expect(states(one, { A: [{ value: 9_007_199_254_740_993n }] })).toEqual([[{}, 'Alerting']]);
    const typed = evaluateRule(one, { A: [{ team: null, value: '2.5' }] }, { types: { A: { value: 'number', team: 'string' } } });
    expect(typed.instances[0]).toMatchObject({ labels: { team: '' }, values: { A: 2.5 } });
  });
});

describe('no rows', () => {
  test('make the whole rule NoData, also from a query that the condition does not read', () => {
    const two = rule(sql('A'), sql('N'), threshold('C', 'A'));
    expect(states(two, { A: [{ value: 1 }], N: [] })).toEqual([[{ datasource_uid: 'sales-sql', ref_id: 'N' }, 'NoData']]);
    expect(states(two, { A: [], N: [] })).toEqual([[{ datasource_uid: 'sales-sql', ref_id: 'A,N' }, 'NoData']]);
  });

  test.each([
    ['NoData', false],
    ['OK', false],
    ['KeepLast', false],
    ['Alerting', true],
  ] as const)('noDataState %s', (noDataState, fires) => {
    expect(evaluateRule({ ...rule(sql('A'), threshold('B', 'A')), noDataState }, { A: [] }).instances).toMatchObject([{ state: 'NoData', fires }]);
  });

  test('and so does a Math step in which nothing meets', () => {
    const of = rule(sql('A'), sql('N'), math('C', '$A / $N'), threshold('D', 'C'));
    const { instances, notes } = evaluateRule(of, { A: [{ t: 'x', value: 1 }, { t: 'y', value: 1 }], N: [{ t: 'z', value: 1 }] });
    expect(instances).toMatchObject([{ labels: {}, state: 'NoData' }]);
    expect(notes).toEqual(['step C: 3 values have no partner in "/" and are left out: {t=x} {t=y} {t=z}']);
  });
});

describe('errors', () => {
  test('come from the first step that failed, if the condition needs it', () => {
    const of = rule(sql('A'), sql('N'), math('B', '$A * 2'), threshold('C', 'B'));
    const failed = evaluateRule(of, { A: { error: 'relation "deals" does not exist' }, N: [{ value: 1 }] });
    expect(failed).toMatchObject({ error: 'failed to execute query [A]: relation "deals" does not exist', instances: [{ state: 'Error', fires: true }] });
    expect(states(of, { A: [{ value: 1 }], N: { error: 'gone' } })).toEqual([[{}, 'Alerting']]);
    expect(evaluateRule({ ...of, execErrState: 'Error' }, { A: { error: 'x' }, N: [] }).instances).toMatchObject([{ state: 'Error', fires: false }]);
  });

  test.each<[string, Rule, string]>([
    ['a refId that is not there', rule(sql('A'), threshold('B', 'X')), "unable to find dependent node 'X'"],
    ['a circle', rule(sql('A'), math('B', '$C'), threshold('C', 'B')), 'in a circle: B → C → B'],
    ['itself', rule(sql('A'), math('B', '$B')), 'in a circle: B → B'],
    ['a refId twice', rule(sql('A'), sql('A'), threshold('B', 'A')), 'the same refId'],
    ['a condition that is not there', { ...rule(sql('A'), threshold('B', 'A')), condition: 'Z' }, 'condition Z does not exist, must be one of [A B]'],
    ['an expression that is none', rule(sql('A'), math('B', '$A +')), 'unexpected EOF'],
    ['a threshold without its numbers', rule(sql('A'), threshold('B', 'A', 'within_range', [1])), "incorrect number of arguments for threshold function 'within_range': got 1 but need 2"],
  ])('%s', (_, of, message) => {
    expect(evaluateRule(of, { A: [{ value: 1 }] }).error).toContain(message);
  });
});

describe('thresholds', () => {
  test.each<[ThresholdType, readonly number[], readonly number[]]>([
    // Of -1, 0, 0.5, 1, 2, NaN: the ones that fire.
    ['gt', [0], [0.5, 1, 2]],
    ['lt', [0], [-1]],
    ['eq', [0], [0]],
    ['ne', [0], [-1, 0.5, 1, 2, Number.NaN]],
    ['gte', [0], [0, 0.5, 1, 2]],
    ['lte', [0], [-1, 0]],
    ['within_range', [0, 1], [0.5]],
    ['outside_range', [0, 1], [-1, 2]],
    ['within_range_included', [0, 1], [0, 0.5, 1]],
    ['outside_range_included', [0, 1], [-1, 0, 1, 2]],
  ])('%s %p', (type, params, firing) => {
    const rows = [-1, 0, 0.5, 1, 2, Number.NaN].map((value) => ({ id: String(value), value }));
    const { instances } = evaluateRule(rule(sql('A'), threshold('B', 'A', type, params)), { A: rows });
    expect(instances.filter(({ fires }) => fires).map(({ values }) => values['A'])).toEqual(firing);
  });

  test('wait as long as the rule says', () => {
    const of = rule(sql('A'), threshold('B', 'A'));
    expect(evaluateRule({ ...of, for: '1h' }, { A: [{ value: 1 }] }).instances[0]).toMatchObject({ fires: true, waits: '1h' });
    expect(evaluateRule({ ...of, for: '0s' }, { A: [{ value: 1 }] }).instances[0]).not.toHaveProperty('waits');
    expect(evaluateRule({ ...of, for: '1h' }, { A: [{ value: 0 }] }).instances[0]).not.toHaveProperty('waits');
  });

  test('a Reduce step lets numbers through, and drops or replaces the rest where it says so', () => {
    const reduce = (settings?: { mode: 'dropNN' | 'replaceNN'; replaceWithValue?: number }): RuleQuery => ({
      refId: 'R',
      datasourceUid: '__expr__',
      model: { refId: 'R', type: 'reduce', datasource: expressionSource, expression: 'A', reducer: 'last', settings },
    });
    const rows = { A: [{ t: 'x', value: 2 }, { t: 'y', value: null }] };
    const values = (step: RuleQuery) => evaluateRule(rule(sql('A'), step, threshold('B', 'R')), rows).instances.map((one) => one.values['R']);
    expect(values(reduce())).toEqual([2, Number.NaN]);
    expect(values(reduce({ mode: 'dropNN' }))).toEqual([2]);
    expect(values(reduce({ mode: 'replaceNN', replaceWithValue: 7 }))).toEqual([2, 7]);
  });
});

describe('values and texts', () => {
  const of: Rule = {
    ...rule(sql('rate'), sql('n'), sql('all'), math('gate', '($rate < 0.2) * ($n >= 10)'), threshold('C', 'gate')),
    labels: { severity: 'warning', who: '{{ $labels.team }}' },
    annotations: { summary: '{{ $labels.team }}: {{ $values.rate.Value | humanizePercentage }} of {{ $values.n.Value }}, {{ $values.all.Value }} in all; {{ $labels.alertname }}' },
  };
  const rows = {
    rate: [{ team: 'West', value: 0.125 }, { team: 'East', value: 0.1 }],
    n: [{ team: 'West', value: 40 }, { team: 'East', value: 3 }],
    all: [{ value: 43 }],
  };

  test('every step gives its value to the instance; steps without labels to all', () => {
    expect(evaluateRule(of, rows).instances).toEqual([
      { labels: { team: 'West' }, state: 'Alerting', values: { rate: 0.125, n: 40, all: 43, gate: 1, C: 1 }, fires: true },
      { labels: { team: 'East' }, state: 'Normal', values: { rate: 0.1, n: 3, all: 43, gate: 0, C: 0 }, fires: false },
    ]);
  });

  test('the alert has the labels and texts of Grafana', () => {
    expect(alertOf(of, evaluateRule(of, rows).instances[0]!, { folder: 'Sales Funnel' })).toEqual({
      labels: { team: 'West', severity: 'warning', who: 'West', alertname: 'A rule', grafana_folder: 'Sales Funnel' },
      annotations: { summary: 'West: 12.5% of 40, 43 in all; A rule' },
      notes: [],
    });
  });

  test('a label of the result that the rule has too is said to be lost', () => {
    const { notes } = evaluateRule({ ...of, labels: { team: 'Sales' } }, rows);
    expect(notes).toEqual([expect.stringContaining('the label "team" of the result is lost')]);
  });

  test('a value that Grafana would pick at random is left out', () => {
    const { instances, notes } = evaluateRule(of, { ...rows, all: [{ team: 'West', region: 'EU', value: 1 }, { team: 'West', region: 'US', value: 2 }] });
    expect(instances[0]!.values).not.toHaveProperty('all');
    expect(notes[0]).toContain('$values.all of {team=West} is left out: 2 values');
  });
});
