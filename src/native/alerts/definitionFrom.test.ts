import type { MetricsQuery, SalesQuery } from '../../plan/query';
import { planNative } from '../../plan/native';
import { definitionFrom } from './definitionFrom';
import { model, modelWith, ruleFor } from './example.fixture';
import { valuesOf } from './values';

const ask = (metric: string, more: Partial<MetricsQuery> = {}): SalesQuery => ({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: [metric], ...more });

test('a rate is compared with the period before, by its interval', () => {
  expect(definitionFrom(ask('win_rate', { by: ['team'], filters: [{ dimension: 'source', operator: '=', values: ['Event'] }] }), model)).toMatchObject({
    id: 'win-rate-by-team',
    title: 'Win rate (closed date) by team down against the period before, with chance allowed for',
    by: ['team'],
    filters: [{ dimension: 'source', operator: '=', values: ['Event'] }],
    window: { kind: 'lastDays', days: 91 },
    comparison: { with: 'previous-period', threshold: 0 },
    direction: 'below',
    gate: { chance: { by: 'proportion' }, minimum: 30 },
  });
});

test('a benchmark of the model is the threshold', () => {
  expect(definitionFrom(ask('win_rate'), modelWith({}, { benchmarks: { win_rate: 0.25 } })).comparison).toEqual({ with: 'absolute', threshold: 0.25 });
});

test('a count by groups keeps those that went silent', () => {
  expect(definitionFrom(ask('leads_created', { by: ['source'] }), model)).toMatchObject({
    spine: 4,
    comparison: { with: 'previous-period', threshold: -0.2 },
    gate: { chance: { by: 'count' } },
  });
});

test('what is bad when it grows fires above', () => {
  expect(definitionFrom(ask('sales_cycle_won'), model)).toMatchObject({
    direction: 'above',
    comparison: { threshold: 0.2 },
    gate: { chance: { by: 'error', metric: 'sales_cycle_won_error' } },
  });
});

test('a stock is read at the end of the range, against a number', () => {
  expect(definitionFrom(ask('pipeline_value'), model)).toMatchObject({ window: { kind: 'range' }, comparison: { with: 'absolute' }, gate: { chance: { by: 'nothing' } } });
});

test('cohorts are judged once they are as old as the horizon', () => {
  expect(definitionFrom(ask('lead_to_customer_rate'), model).window).toEqual({ kind: 'lastDays', days: 91, back: model.horizon.lead });
  expect(definitionFrom(ask('win_rate_cohort', { horizon: 30 }), model).window).toEqual({ kind: 'lastDays', days: 91, back: 30 });
  expect(definitionFrom({ refId: 'A', schemaVersion: 1, type: 'funnel', by: 'team', window: 20 }, model)).toMatchObject({
    window: { back: 20 },
    question: { matureOnly: true, window: 20 },
  });
});

test('a metric of the model over cohorts waits for them as well', () => {
  const own = modelWith({}, { metrics: [{ id: 'cohort_points', label: 'Cohort points', formula: 'win_rate_cohort * 100', unit: 'score', direction: 'up' }] });
  expect(definitionFrom(ask('cohort_points'), own).window).toEqual({ kind: 'lastDays', days: 91, back: own.horizon.deal });
});

test('what is expected or planned is that of this quarter, not of one day', () => {
  for (const metric of ['expected_pipeline', 'pipeline_coverage', 'weighted_coverage_gap']) {
    expect([metric, definitionFrom(ask(metric), model).window]).toEqual([metric, { kind: 'unit', grain: 'quarter', offset: 0 }]);
  }
});

test('a funnel whose rates are no proportions is judged by the value, or not at all', () => {
  const funnel = { refId: 'A', schemaVersion: 1, type: 'funnel' } as const;
  expect(definitionFrom({ ...funnel, policy: 'any' }, model).gate.chance).toEqual({ by: 'nothing' });
  expect(() => definitionFrom({ ...funnel, measure: 'amount' }, model)).toThrow(/adds up how much money/);
  expect(() => definitionFrom({ ...funnel, basis: 'event' }, model)).toThrow(/stages that were reached in the range/);
});

test('a period of the panel is the period of the rule', () => {
  expect(definitionFrom(ask('deals_created', { period: 'this-quarter' }), model)).toMatchObject({ window: { kind: 'unit', grain: 'quarter', offset: 0 }, comparison: { with: 'absolute' } });
});

test.each(['win_rate', 'leads_created', 'bookings', 'average_deal_size', 'sales_cycle_won', 'sales_cycle_won_p50', 'stalled_deals_share', 'lead_growth', 'win_rate_by_value', 'dq_age_hours'])(
  '%s: the definition is a rule that the database can answer',
  (metric) => {
    const definition = definitionFrom(ask(metric), model);
    expect(() => ruleFor(definition)).not.toThrow();
    for (const { query, window } of valuesOf(definition, model)) {
      expect(() => planNative(query, model, { window, clock: 'range-end' })).not.toThrow();
    }
  }
);

test('a query that no rule can watch says so', () => {
  expect(() => definitionFrom({ refId: 'A', schemaVersion: 1, type: 'quality' }, model)).toThrow(/table of data checks has no rule/);
});
