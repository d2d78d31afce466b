/** A value that looks like code to somebody on its way goes through label, text, link, YAML, API and rule form unharmed. */
import { parse } from 'yaml';
import { postgres } from '../../src/dialects/postgres';
import { parseModelOrThrow } from '../../src/model/parse';
import type { AlertDefinition } from '../../src/native/alerts/AlertDefinition';
import { evalBody, provisioningBody, ruleFormDefaults } from '../../src/native/alerts/api';
import type { Panel } from '../../src/native/alerts/link';
import { toRule } from '../../src/native/alerts/toRule';
import { toYaml } from '../../src/native/alerts/toYaml';
import { alertOf } from '../../src/native/grafana/alertOf';
import { evaluateRule, statementsOf } from '../../src/native/grafana/evaluate';
import { readRules } from '../../src/native/grafana/readRules';
import { isSql, type Rule } from '../../src/native/grafana/Rule';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';

const values: readonly string[] = [
  `it's "so" it''s`,
  '$__timeFrom() and $__timeTo()',
  '$__unixEpochFrom() $__interval_ms $__timeFilter(x)',
  '{{ $labels.x }}{{ $values.value.Value }}{{ end }}',
  'two\nlines\n\n  indented -- no comment\n',
  'a\r\nb\tc',
  'next\u0085line\u2028separated\u2029bell\u0007 delete\u007F',
  '🦊 café 東京 \u202E',
  'x'.repeat(299) + '!',
  '[[x]] ${y} ${y:csv} $region $$ $__all',
  "'; DROP TABLE deals; --",
  'a|b,c=d&e#f%20g?h+i/j\\k',
  '# key: [value], *all',
  '(all), owner=Bo',
];

const model = parseModelOrThrow({
  version: 1, preset: 'generic', calendar: { timeZone: 'Europe/Berlin' }, currency: 'EUR',
  pipelines: [{ id: 'sales', of: 'deal', stages: [{ id: 'new' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }] }],
  entities: {
    deal: {
      from: 'deals', id: 'id', stage: 'stage', amount: 'amount', createdAt: { column: 'created_at', is: 'instant' }, closedAt: { column: 'closed_at', is: 'instant' },
      dimensions: { region: 'region', owner: 'owner' },
    },
  },
});

const now = new Date('2026-03-30T09:00:00Z');
const definition: AlertDefinition = {
  id: 'win-rate-low', title: 'Win rate is low', question: { type: 'metric', metric: 'win_rate' }, by: ['region', 'owner'],
  window: { kind: 'lastDays', days: 30 }, comparison: { with: 'absolute', threshold: 0.9 }, direction: 'below',
  gate: { chance: { by: 'nothing' } }, severity: 'warning', panel: { dashboard: 'sales', title: 'Win rate' }, advice: 'Look at the lost deals.',
};
/** One dimension is a variable of the dashboard, the other an ad hoc filter. */
const panel: Panel = { dashboardUid: 'sales', panelId: 7, variables: ['ds', 'region', 'filters'], adHoc: 'filters' };
const source = { uid: 'sales-sql', type: 'grafana-postgresql-datasource' };

/** Deals by value: one won and one lost. */
const deals = values.flatMap((value, at) => [
  { id: 2 * at, region: value, owner: `${value}!`, stage: 'won' },
  { id: 2 * at + 1, region: value, owner: `${value}!`, stage: 'lost' },
]).map((deal): Row => ({ ...deal, amount: 10, created_at: new Date('2026-03-01T09:00:00Z'), closed_at: new Date('2026-03-20T09:00:00Z') }));

/** The expression by which Grafana's front end looks for variables. */
const variable = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\${(\w+)(?:\.([^:^}]+))?(?::([^}]+))?}/g;
const sqlOf = (rule: Rule): string[] => rule.data.filter(isSql).map((query) => query.model.rawSql);
const filtered = (value: string): AlertDefinition => ({ ...definition, filters: [{ dimension: 'region', operator: '=', values: [value] }, { dimension: 'owner', operator: '!=', values: [value] }] });

describe.each(engineIds)('on %s', (id) => {
  let engine: Engine;
  const ruleOf = (of: AlertDefinition): Rule => toRule(of, model, engine.dialect, { source, panelOf: () => panel });
  async function evaluated(rule: Rule) {
    const answers: Record<string, readonly Row[]> = {};
    for (const { refId, sql } of statementsOf(rule, { now })) {
      answers[refId] = await engine.run(sql);
    }
    return evaluateRule(rule, answers);
  }

  beforeAll(async () => {
    engine = await openEngine(id);
    await engine.load('deals', [
      { name: 'id', type: 'integer' }, { name: 'region', type: 'text' }, { name: 'owner', type: 'text' }, { name: 'stage', type: 'text' },
      { name: 'amount', type: 'decimal' }, { name: 'created_at', type: 'instant' }, { name: 'closed_at', type: 'instant' },
    ], deals);
  });
  afterAll(() => engine.close());

  it('every value is a label of its own', async () => {
    const { instances, error } = await evaluated(ruleOf(definition));
    expect(error).toBeUndefined();
    expect(instances.map(({ labels, fires }) => [labels['region'], labels['owner'], fires]).sort()).toEqual(values.map((value) => [value, `${value}!`, true]).sort());
  });

  it.each(values)('%j stands in the texts as it is, and its link chooses it', async (value) => {
    const rule = ruleOf(definition);
    const instance = (await evaluated(rule)).instances.find(({ labels }) => labels['region'] === value)!;
    const { labels, annotations, notes } = alertOf(rule, instance, { folder: 'Sales', externalUrl: 'http://grafana/sub/' });
    expect(notes).toEqual([]);
    expect(labels['region']).toBe(value);
    expect(annotations['summary']).toContain(`Win rate is low: ${value}, ${value}!: 50%`);
    const link = new URL(annotations['link']!);
    expect([link.origin, link.pathname, link.hash]).toEqual(['http://grafana', '/sub/d/sales', '']);
    expect(link.searchParams.getAll('var-region')).toEqual([value]);
    const [key, operator, chosen, ...more] = link.searchParams.get('var-filters')!.split('|');
    expect([key, operator, chosen!.replaceAll('__gfp__', '|').replaceAll('__gfc__', ',').replaceAll('__gfh__', '#'), more]).toEqual(['owner', '=', `${value}!`, []]);
    expect([...link.searchParams.keys()].sort()).toEqual(['from', 'timezone', 'to', 'var-filters', 'var-region', 'viewPanel']);
  });

  it.each(values)('%j as a filter finds its rows and no others', async (value) => {
    const rule = ruleOf(filtered(value));
    const { instances, error } = await evaluated(rule);
    expect(error).toBeUndefined();
    expect(instances.map(({ labels, values: found }) => [labels['region'], found['value']])).toEqual([[value, 0.5]]);
  });
});

describe.each(values)('a rule filtered by %j', (value) => {

  const rule = toRule(filtered(value), model, postgres, { source, panelOf: () => panel });

  it('leaves Grafana nothing to replace but the two ends of the range', () => {
    const names = sqlOf(rule).flatMap((sql) => [...sql.matchAll(variable)].map(([all]) => all));
    expect(new Set(names)).toEqual(new Set(['$__timeFrom', '$__timeTo'].filter((name) => names.includes(name))));
    expect(sqlOf(rule).length).toBeGreaterThan(0);
  });

  it('comes back from a provisioning file as it went', () => {
    const text = toYaml([{ name: 'Sales', folder: 'Sales Funnel', interval: '1h', rules: [rule] }]);
    expect(readRules(text)[0]!.rules[0]).toEqual(rule);
    expect(parse(text, { version: '1.1' }).groups[0].rules[0].data[0].model.rawSql).toBe(sqlOf(rule)[0]);
  });

  it('comes back from the API and from the address of the rule form', () => {
    for (const body of [provisioningBody(rule, 'folder', 'Sales'), evalBody(rule)] as Array<{ data: Rule['data'] }>) {
      expect(sqlOf({ ...rule, data: JSON.parse(JSON.stringify(body)).data })).toEqual(sqlOf(rule));
    }
    const defaults = ruleFormDefaults(rule, { uid: 'f', title: `Folder ${value}` });
    const address = new URL(`http://grafana/alerting/new?defaults=${encodeURIComponent(JSON.stringify(defaults))}`);
    expect(JSON.parse(address.searchParams.get('defaults')!)).toEqual(defaults);
    expect(defaults.annotations.find(({ key }) => key === 'link')!.value).toContain('var-region=');
  });
});
