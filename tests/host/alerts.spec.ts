/** The pack of alert rules, evaluated by Grafana's server. */
import { expect, test } from '@grafana/plugin-e2e';
import { databaseOf, evaluatedByCommand, evaluatedByGrafana, rulesOf } from './evaluated';
import { scheduledCopies } from './scheduled';

/** As docs/demo-stories.md has it. */
const stories: Readonly<Record<string, readonly string[]>> = {
  'sf-lead-volume-drop': ['{"channel":"Partner"}'],
  'sf-lead-source-silent': ['{"source":"Partner"}'],
  'sf-lead-to-customer-down': ['{}'],
  'sf-step-conversion-down': ['{"region":"West","stage":"Proposal"}'],
  'sf-win-rate-low': ['{}'],
  'sf-cycle-time-up': ['{"product":"Insight"}'],
  'sf-deal-size-down': ['{"region":"North"}'],
  'sf-bookings-behind-pace': ['{"team":"Mid-market"}'],
  'sf-coverage-low': ['{"region":"South"}'],
  'sf-weighted-short': ['{"team":"Mid-market"}'],
  'sf-stalled-value-high': ['{"owner":"Tomas Novak"}'],
  'sf-close-dates-passed': ['{"team":"Public sector"}'],
  'sf-data-stale': [],
};

test('no rule is in error, the stories fire and nothing else does', async ({ request }) => {
  const now = new Date().toISOString();
  const rules = await rulesOf(request);
  expect(rules.map(({ uid }) => uid).sort()).toEqual(Object.keys(stories).sort());
  for (const rule of rules) {
    const instances = Object.entries(await evaluatedByGrafana(request, rule, now));
    expect(instances.length, rule.uid).toBeGreaterThan(0);
    expect(
      instances.filter(([, values]) => values[rule.condition] !== 0).map(([labels]) => labels),
      rule.uid
    ).toEqual(stories[rule.uid]);
  }
});

test('"alerts test" says the same of each step of each instance', async ({ request }) => {
  const now = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  const said = await evaluatedByCommand(await databaseOf(request), now);
  const rules = await rulesOf(request);
  expect(said.size).toBe(rules.length);
  for (const rule of rules) {
    const instances = await evaluatedByGrafana(request, rule, now);
    const own = said.get(rule.uid) ?? {};
    expect(Object.keys(own).sort(), rule.uid).toEqual(Object.keys(instances).sort());
    for (const [labels, values] of Object.entries(instances)) {
      // The command knows no dashboards, so that its rules have no links.
      const steps = Object.entries(values).filter(([step]) => step !== 'from' && step !== 'to');
      for (const [step, value] of steps) {
        const where = `${rule.uid} ${labels} ${step}`;
        const other = own[labels]?.[step];
        expect(other === undefined || other === null, where).toBe(value === null);
        expect(Math.abs((other ?? 0) - (value ?? 0)), where).toBeLessThanOrEqual(1e-9 * Math.abs(value ?? 0));
      }
    }
  }
});

test('the scheduler evaluates them, and each text is a sentence with a link to a panel', async ({ request }) => {
  test.setTimeout(120_000);
  await scheduledCopies(request, await rulesOf(request), (rules) => {
    expect(
      rules.map(({ health, lastError }) => [health, lastError ?? '']),
      'no rule is in error'
    ).toEqual(rules.map(() => ['ok', '']));
    for (const { name, uid, alerts } of rules) {
      const firing = alerts.filter(({ state }) => state === 'Alerting');
      expect(firing.length, name).toBe(stories[uid]?.length);
      for (const { annotations } of alerts) {
        expect(annotations.summary, name).toMatch(new RegExp(`^${name}: .*; the rule: `));
        expect(annotations.summary, name).not.toMatch(/NaN|<no value>|\{\{|%!/);
        expect(annotations.link, name).toMatch(
          /^https?:\/\/[^/]+\/d\/sales-[\w-]+\?from=(now|\d{13}&to=\d{13}&).*&viewPanel=panel-\d+$/
        );
      }
    }
  });
});
