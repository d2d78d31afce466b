import { duckdb } from '../../dialects/duckdb';
import { postgres } from '../../dialects/postgres';
import { alertOf } from '../grafana/alertOf';
import { isSql } from '../grafana/Rule';
import { unknownMacros } from '../grafana/macros';
import { model, modelWith, panel, queryOf, ruleFor, winRate } from './example.fixture';
import { toRule } from './toRule';

test('each value is a query, a Math step joins them, and a threshold is the condition', () => {
  const rule = ruleFor(winRate);
  expect(rule.data.map(({ refId, datasourceUid }) => `${refId} ${datasourceUid}`)).toEqual([
    'value sales-sql', 'n sales-sql', 'numerator sales-sql', 'low sales-sql', 'high sales-sql', 'from sales-sql', 'to sales-sql', 'gate __expr__', 'fires __expr__',
  ]);
  expect(rule.data.filter(isSql).map(({ model: { rawSql } }) => rawSql)).toEqual(['win_rate', 'win_rate.n', 'win_rate.numerator', 'win_rate.low', 'win_rate.high', 'from', 'to']);
  expect(rule.condition).toBe('fires');
  expect(queryOf(rule, 'fires').model).toMatchObject({ type: 'threshold', expression: 'gate', conditions: [{ evaluator: { type: 'gt', params: [0] } }] });
  expect(rule).toMatchObject({ uid: 'sf-win-rate-low', execErrState: 'Error', noDataState: 'OK', dashboardUid: 'sales', panelId: 7 });
  expect(rule.labels).toEqual({ severity: 'warning', metric: 'win_rate' });
});

test('its own range covers the window and what it is compared with, in whole seconds', () => {
  expect(queryOf(ruleFor(winRate), 'value').relativeTimeRange).toEqual({ from: 91 * 86_400, to: 0 });
  const compared = { ...winRate, comparison: { with: 'previous-period', threshold: 0 } } as const;
  expect(queryOf(ruleFor(compared), 'value').relativeTimeRange).toEqual({ from: 181 * 86_400, to: 0 });
});

test.each([postgres, duckdb])('$name: the real statements have the same labels, one number, and macros that Grafana knows', (dialect) => {
  const rule = toRule({ ...winRate, comparison: { with: 'previous-period', threshold: 0 }, spine: 2 }, model, dialect, { source: { uid: 'u', type: 't' } });
  const statements = rule.data.filter(isSql).map(({ model: { rawSql } }) => rawSql);
  expect(statements).toHaveLength(8);
  for (const sql of statements) {
    expect(sql).toMatch(/AS "team",\n.* AS "value"\n/);
    expect(sql).toContain('$__timeTo()');
    expect(unknownMacros(sql)).toEqual([]);
  }
  expect(rule).not.toHaveProperty('dashboardUid');
});

test('against several windows before, each group of those is there: Math takes two that are alone on their side for a pair', () => {
  const rule = toRule({ ...winRate, comparison: { with: 'previous-period', threshold: 0, windows: 3 } }, model, postgres, { source: { uid: 'u', type: 't' } });
  const withSpine = rule.data.filter(isSql).filter(({ model: { rawSql } }) => rawSql.includes("'lookback'"));
  expect(withSpine.map(({ refId }) => refId)).toEqual(['value', 'n', 'numerator', 'low', 'high']);
  expect(queryOf(rule, 'previous').model).toHaveProperty('rawSql');
});

describe('refused by name', () => {
  test.each([
    ['severity', {}, /"severity".*give the dimension another id/],
    ['alertname', {}, /"alertname"/],
    ['grafana_folder', {}, /"grafana_folder"/],
    ['team', { labels: { team: 'revops' } }, /"team".*name the label differently/],
  ])('a label that swallows instances: %s', (dimension, more, sentence) => {
    const with_ = modelWith({ [dimension]: 'some_column' });
    expect(() => ruleFor({ ...winRate, by: [dimension], ...more }, with_)).toThrow(sentence);
  });

  test('the stage of a funnel is a label, too', () => {
    const funnel = { ...winRate, question: { type: 'funnel', column: 'step_conversion' }, by: [], labels: { stage: 'x' } } as const;
    expect(() => ruleFor(funnel)).toThrow(/"stage"/);
  });

  test('an interval that the metric does not have', () => {
    expect(() => ruleFor({ ...winRate, question: { type: 'metric', metric: 'bookings' }, gate: { chance: { by: 'proportion' } } })).toThrow(/bookings, which has none/);
  });

  test('an interval of a funnel in which those above the line need not be below it', () => {
    const any = { ...winRate, question: { type: 'funnel', column: 'step_conversion', policy: 'any' }, by: [] } as const;
    expect(() => ruleFor(any)).toThrow(/step_conversion, which has none/);
  });

  test('groups of other times in a funnel, which has only its own', () => {
    const reached = { ...winRate, question: { type: 'funnel', column: 'reached' }, gate: { chance: { by: 'count' } }, comparison: { with: 'previous-period', threshold: -0.2, windows: 4 } } as const;
    expect(() => ruleFor(reached)).toThrow(/groups of other times/);
  });

  test('a minimum without a number of observations', () => {
    expect(() => ruleFor({ ...winRate, question: { type: 'metric', metric: 'bookings' }, gate: { chance: { by: 'nothing' }, minimum: 5 } })).toThrow(/no number of them/);
  });

  test('windows before a window that has none', () => {
    const quarter = { ...winRate, window: { kind: 'unit', grain: 'quarter', offset: 0 }, comparison: { with: 'previous-period', threshold: 0, windows: 2 } } as const;
    expect(() => ruleFor(quarter)).toThrow(/only a window of so many last days/);
  });

  test.each([
    ['days that are over', { kind: 'lastDays', days: 90 }, 0.5],
    ['the quarter before', { kind: 'unit', grain: 'quarter', offset: -1 }, 0.5],
    ['this quarter so far', { kind: 'unit', grain: 'quarter', offset: 0, soFar: true }, 0.5],
    ['a day', { kind: 'unit', grain: 'day', offset: 0 }, 0.5],
    ['more than the whole quarter', { kind: 'unit', grain: 'quarter', offset: 0 }, 35],
  ] as const)('to wait for a part of %s', (_, window, elapsed) => {
    expect(() => ruleFor({ ...winRate, window, gate: { ...winRate.gate, elapsed } })).toThrow(/needs a running week, month/);
  });

  test('a uid that Grafana would refuse', () => {
    expect(() => ruleFor({ ...winRate, id: 'x'.repeat(38) })).toThrow(/at most 37/);
    expect(() => ruleFor({ ...winRate, id: 'Win Rate' })).toThrow(/lower-case/);
  });
});

describe('texts', () => {
  const hostile = `O'Brien "x" {{ $labels.team }} $__timeFrom() a|b,c\n😀 ${'é'.repeat(300)}`;
  const instance = (values: Record<string, number | null>, labels: Record<string, string> = { team: hostile }) => ({ labels, state: 'Alerting' as const, values, fires: true });
  const rule = ruleFor({ ...winRate, comparison: { with: 'previous-period', threshold: -0.05 } });

  test('say the value, N, D, interval and the period before, and carry a label as it is', () => {
    const { annotations, notes } = alertOf(rule, instance({ value: 0.2, numerator: 20, n: 100, low: 0.1, high: 0.3, previous: 0.35 }), { folder: 'f' });
    expect(notes).toEqual([]);
    expect(annotations['summary']).toBe(
      `Win rate is low: ${hostile}: 20%, 20 of 100, interval (z = 3) 10% to 30%; 35% in the period before; the rule: down by more than 5 points against the period before, with chance allowed for.`
    );
  });

  test('survive missing values and NaN', () => {
    const cases: ReadonlyArray<Record<string, number | null>> = [{}, { value: Number.NaN, n: 0, numerator: null, previous: Number.NaN }];
    for (const values of cases) {
      const { annotations, notes } = alertOf(rule, instance(values), { folder: 'f' });
      expect(notes).toEqual([]);
      expect(annotations['summary']).toMatch(/: no value/);
      expect(annotations['summary']).not.toMatch(/NaN|\[no value\]/);
    }
  });

  test('name definition, basis, caveat, gate and advice', () => {
    const { annotations } = alertOf(rule, instance({}), { folder: 'f' });
    expect(annotations['description']).toMatch(/won \/ \(won \+ lost\).*by the date it happened.*Unbiased only when/);
    expect(annotations['description']).toMatch(/whole interval \(z = 3\).*At least 30 observations/);
    expect(annotations['description']).toMatch(/Look at the lost deals\.$/);
  });

  test('a title with the signs of a template is text', () => {
    const { annotations } = alertOf(ruleFor({ ...winRate, title: 'From {{ x }} up' }), instance({}), { folder: 'f' });
    expect(annotations['summary']).toMatch(/^From \{\{ x }} up: /);
  });

  test('a dimension whose id is no name in a template', () => {
    const odd = modelWith({ 'lost-reason': 'lost_reason' });
    const { annotations, notes } = alertOf(ruleFor({ ...winRate, by: ['lost-reason'] }, odd), instance({ value: 0.1 }, { 'lost-reason': 'price' }), { folder: 'f' });
    expect(notes).toEqual([]);
    expect(annotations['summary']).toMatch(/^Win rate is low: price: 10%/);
  });

  test('the link leads to the panel, its days and its slice', () => {
    const { annotations } = alertOf(rule, instance({}), { folder: 'f' });
    const url = new URL(annotations['link'] ?? '');
    expect(url.pathname).toMatch(/\/d\/sales$/);
    expect(url.pathname).not.toContain('//');
    expect(Object.fromEntries(url.searchParams)).toEqual({ from: 'now-90d/d', to: 'now-1d/d', timezone: 'Europe/Berlin', 'var-team': hostile, viewPanel: `panel-${panel.panelId}` });
  });

  test('a dimension without a variable of its own goes into the ad hoc filters', () => {
    const bySource = ruleFor({ ...winRate, by: ['source'], filters: [{ dimension: 'team', operator: '=', values: ['A & B'] }] });
    const { annotations } = alertOf(bySource, instance({}, { source: 'a|b,c #1' }), { folder: 'f' });
    const parameters = new URL(annotations['link'] ?? '').searchParams;
    expect(parameters.get('var-filters')).toBe('source|=|a__gfp__b__gfc__c __gfh__1');
    expect(parameters.get('var-team')).toBe('A & B');
  });

  test('a filter of several values, too; one of the rule’s own dimension says nothing beside the group', () => {
    const filters = [
      { dimension: 'source', operator: 'not in', values: ['a|b', '#c'] },
      { dimension: 'team', operator: 'in', values: ['West', 'East'] },
      { dimension: 'source', operator: '=~', values: ['^x'] },
    ] as const;
    const { annotations } = alertOf(ruleFor({ ...winRate, filters }), instance({}, { team: 'West' }), { folder: 'f' });
    const parameters = new URL(annotations['link'] ?? '').searchParams;
    expect(parameters.getAll('var-filters')).toEqual(['source|!=__gfp__|a__gfp__b|__gfh__c', 'source|=~|^x']);
    expect(parameters.getAll('var-team')).toEqual(['West']);
  });
});
