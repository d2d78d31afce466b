import { postgres } from '../../dialects/postgres';
import { isSql } from '../../native/grafana/Rule';
import type { SalesQuery } from '../../plan/query';
import { exampleModel } from '../example.fixture';
import {
  byChoices,
  comparisonChoices,
  windowChoices,
  windowChosen,
  withBy,
  withComparison,
  withWindow,
} from './choices';
import { definitionOf, draftFrom, make, whyNoRule, type AlertContext } from './draft';
import { withChance, withMinimum, withSureness } from './evidence';
import { typed, withDirection, withThreshold } from './threshold';
import { watchedInWords } from './watched';

const model = exampleModel();
const context: AlertContext = {
  model,
  dialect: postgres,
  source: { type: 'grafana-postgresql-datasource', uid: 'pg' },
};
const query = (part: object): SalesQuery =>
  ({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['win_rate'], ...part }) as SalesQuery;
const draft = (part: object = {}) => draftFrom(query(part), context);

function ruleOf(...given: Parameters<typeof make>) {
  const made = make(...given);
  if ('problem' in made) {
    throw new Error(made.problem);
  }
  return made.rule;
}

describe('a rule of a query', () => {
  it('watches its metric, groups and filters, and asks the SQL data source', () => {
    const rule = ruleOf(
      draft({
        by: ['region'],
        filters: [{ dimension: 'product', operator: '=', values: ["O'Neil $x {{ $labels.y }}"] }],
      }),
      context
    );
    const statements = rule.data.filter(isSql);
    expect(statements.map(({ refId }) => refId)).toContain('value');
    expect(
      statements.every(
        ({ datasourceUid, model: { rawSql } }) =>
          datasourceUid === 'pg' && rawSql.includes("O''Neil $' || 'x {{ $' || 'labels.y }}")
      )
    ).toBe(true);
    expect(rule.labels).toEqual({ severity: 'warning', metric: 'win_rate' });
  });

  it('is named by what it says until a person names it', () => {
    const own = draft();
    expect(ruleOf(own, context).title).toMatch(/^Win rate /);
    expect(ruleOf({ ...own, title: '  Mine {{ $x }} ' }, context).title).toBe('Mine {{ $x }}');
    expect(ruleOf({ ...own, title: ' ' }, context).title).toBe(ruleOf(own, context).title);
  });

  it('has another uid when it says something else', () => {
    const one = draft({ by: ['region'] });
    const other = { definition: withThreshold(one.definition, 5, model) };
    expect(ruleOf(one, context).uid).toBe(ruleOf(one, context).uid);
    expect(ruleOf(one, context).uid).not.toBe(ruleOf(other, context).uid);
  });

  it('leads to the panel in which the editor stands', () => {
    const panel = { dashboardUid: 'dash', panelId: 7, variables: ['region'], chosen: { period: 'this-quarter' }, adHoc: 'filters' };
    const rule = ruleOf(draft({ by: ['region', 'product'] }), { ...context, panel });
    expect(rule).toMatchObject({ dashboardUid: 'dash', panelId: 7 });
    expect(rule.annotations).toMatchObject({ __dashboardUid__: 'dash', __panelId__: '7' });
    expect(rule.annotations?.['link']).toMatch(
      /\/d\/dash\?from=.*var-period=this-quarter.*var-region=.*var-filters=product.*viewPanel=panel-7$/
    );
  });

  it('leads nowhere from a funnel that counts deals which are too young to tell', () => {
    const panel = { dashboardUid: 'dash', panelId: 7, variables: [], chosen: {} };
    const panelOf = (part: object) => definitionOf(draft({ type: 'funnel', metrics: undefined, ...part }), { ...context, panel }).panel;
    expect(panelOf({})).toBeUndefined();
    expect(panelOf({ window: 60, matureOnly: true })).toMatchObject({ dashboard: 'dash' });
  });

  it('leads to no panel that goes on showing a period of its own', () => {
    const panel = { dashboardUid: 'dash', panelId: 7, variables: [], chosen: {} };
    const own = draft({ metrics: ['bookings'], period: 'this-quarter' });
    expect(definitionOf(own, { ...context, panel }).panel).toMatchObject({ dashboard: 'dash' });
    const elsewhere = { ...own, definition: { ...own.definition, window: { kind: 'unit', grain: 'quarter', offset: -1 } as const } };
    expect(definitionOf(elsewhere, { ...context, panel }).panel).toBeUndefined();
  });

  it.each([
    [{ metrics: [] }, /no metric/],
    [{ type: 'records' }, /list of records has no rule: ask for the metric/],
    [{ type: 'pipeline' }, /a waterfall has no rule: ask for a metric of it/],
    [{ metrics: ['nonsense'] }, /unknown metric "nonsense"/],
  ])('is refused with the reason for %j', (part, reason) => {
    expect(whyNoRule(query(part), context)).toMatch(reason);
  });
});

describe('a threshold', () => {
  const rate = withComparison(draft().definition, 'absolute', draft().definition);
  it('is typed in percent for rates and saved as a fraction', () => {
    const given = withThreshold(rate, 28.1, model);
    expect(given.comparison).toEqual({ with: 'absolute', threshold: 0.281 });
    expect(typed(given, model)).toEqual({ value: 28.1, unit: '%' });
  });

  it('is money in the currency of the model', () => {
    const money = withComparison(draft({ metrics: ['bookings'] }).definition, 'absolute', draft().definition);
    expect(typed(withThreshold(money, 12_000, model), model)).toEqual({ value: 12_000, unit: 'EUR' });
  });

  it('is the size of a change, whose sign follows the direction', () => {
    const change = withComparison(
      draft({ metrics: ['deals_created'] }).definition,
      'previous-period',
      draft().definition
    );
    const down = withThreshold(withDirection(change, 'below'), 30, model);
    expect(down.comparison).toMatchObject({ threshold: -0.3 });
    expect(withDirection(down, 'above').comparison).toMatchObject({ threshold: 0.3 });
    expect(typed(down, model)).toEqual({ value: 30, unit: '%', min: 0 });
    expect(Object.is((withThreshold(down, 0, model).comparison as { threshold: number }).threshold, 0)).toBe(true);
  });
});

describe('what is offered', () => {
  it('is refused without the names that files give to rules', () => {
    const funnel = draft({ type: 'funnel', metrics: undefined, entity: 'deal', pipeline: 'new' });
    expect(comparisonChoices(funnel, context).find(({ value }) => value === 'target')?.description).toBe(
      'the rule compares step_conversion with a target: a funnel has none; compare it with the period before, or with a number'
    );
  });

  it('names why a metric cannot be compared with a target', () => {
    const target = comparisonChoices(draft({ metrics: ['win_rate'] }), context).find(({ value }) => value === 'target');
    expect(target).toMatchObject({ isDisabled: true, description: expect.stringMatching(/target/) });
  });

  it('is now and what lies ahead for states, and days that are over for facts', () => {
    const labels = (metric: string) =>
      windowChoices(draft({ metrics: [metric] }).definition, model).map(({ label }) => label);
    expect(labels('win_rate')).toEqual([
      'Last full days',
      'This month so far',
      'Last month',
      'This quarter so far',
      'Last quarter',
    ]);
    expect(labels('pipeline_value')[0]).toBe('As it is now');
    // One day of what is expected, or of a target, is nobody's question.
    expect(labels('pipeline_coverage')).not.toContain('As it is now');
    expect(windowChosen(draft({ metrics: ['pipeline_coverage'] }).definition, model)).toBe('quarter-ahead');
  });

  it('keeps a period that the query names', () => {
    const { definition } = draft({ metrics: ['win_rate'], period: 'this-year' });
    expect(windowChoices(definition, model)[0]).toEqual({ value: 'as-asked', label: 'this year' });
    expect(windowChosen(definition, model)).toBe('as-asked');
  });

  it('goes back to the days of the beginning, with the time that cohorts need', () => {
    const first = draft({ metrics: ['win_rate_cohort'] }).definition;
    const month = withWindow(first, 'last-month', first, model);
    expect(month.window).toEqual({ kind: 'unit', grain: 'month', offset: -1 });
    expect(withWindow(month, 'last-days', first, model).window).toEqual(first.window);
    expect(first.window).toMatchObject({ kind: 'lastDays', back: expect.any(Number) });
  });

  it('groups by what the metric has, and keeps groups that have gone silent among counts', () => {
    const { definition } = draft({ metrics: ['leads_created'] });
    expect(byChoices(definition, model).map(({ value }) => value)).toEqual(['region', 'source']);
    expect(withBy(definition, ['source']).spine).toBe(4);
    expect(withBy(withBy(definition, ['source']), [])).not.toHaveProperty('spine');
  });
});

describe('evidence', () => {
  it('is in the expression that decides', () => {
    const { definition } = draft({ by: ['region'] });
    const gate = (of: typeof definition): string =>
      JSON.stringify(ruleOf({ definition: of }, context).data.find(({ refId }) => refId === 'gate'));
    expect(gate(withMinimum(definition, 42))).toContain('>= 42');
    expect(gate(withMinimum(definition, undefined))).not.toContain('>=');
    const without = withChance(definition, false, definition.gate.chance);
    expect(gate(definition)).toContain('changeHigh');
    expect(gate(without)).not.toContain('changeHigh');
    expect(withChance(without, true, definition.gate.chance)).toEqual(definition);
    const sql = (z: string) =>
      ruleOf({ definition: withSureness(definition, z) }, context)
        .data.filter(isSql)
        .map(({ model: { rawSql } }) => rawSql)
        .join();
    expect(sql('1.96')).not.toBe(sql('3'));
  });
});

it('says in one sentence what is watched', () => {
  const { definition } = draft({
    by: ['region'],
    filters: [{ dimension: 'product', operator: 'in', values: ['Core', 'Guard'] }],
  });
  expect(watchedInWords(definition, model)).toBe(
    'The rule watches win rate (closed date) of the last 91 full days, for each region on its own, where product is Core or Guard. It fires when that is down against the period before, with chance allowed for.'
  );
});
