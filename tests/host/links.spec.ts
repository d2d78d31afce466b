/** Ways from a number: to another dashboard, to its deals, to the CRM, and from an alert to the panel with its number. */
import { expect, test } from '@grafana/plugin-e2e';
import { evaluatedByGrafana, rulesOf } from './evaluated';
import { panelOf, settled, shownAs, wordsOf } from './panels';
import { scheduledCopies } from './scheduled';
import { answersOf } from './watch';

const height = 4000;
const chosen = { from: 'now-90d/d', to: 'now-1d/d', 'var-region': 'West' };

test('links to other dashboards keep the time and what is chosen', async ({ page, gotoDashboardPage }) => {
  await gotoDashboardPage({ uid: 'sales-overview', queryParams: new URLSearchParams(chosen) });
  await page.getByRole('link', { name: 'Pipeline health' }).click();
  await expect(page).toHaveURL(/\/d\/sales-pipeline-health/);
  await expect(panelOf(page, 'Stalled deals by owner')).toBeVisible();
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(Object.keys(chosen).map((name) => [name, searchParams.get(name)]))).toEqual(chosen);
  await expect(page.getByTestId('data-testid template variable').filter({ hasText: 'Region' })).toContainText('West');
});

test('a name leads to its deals, and a deal to the CRM', async ({ page, gotoDashboardPage }) => {
  await page.setViewportSize({ width: 1400, height });
  await gotoDashboardPage({ uid: 'sales-pipeline-health' });
  await settled(page);
  const opened = page.waitForEvent('popup');
  await panelOf(page, 'Stalled deals by owner').getByRole('link', { name: 'Tomas Novak' }).click();
  const deals = panelOf(await opened, 'Open deals: stalled');
  await expect(deals.getByRole('gridcell', { name: 'Tomas Novak' }).first()).toBeVisible();
  await settled(await opened);
  const [head, ...rows] = await wordsOf(deals);
  expect(head).toBe('Name | Stage | Owner | Amount | Time in stage | Expected close');
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !row.includes(' | Tomas Novak | '))).toEqual([]);
  const deal = deals.getByRole('link').first();
  await expect(deal).toHaveAttribute('href', /^https:\/\/crm\.example\/deals\/\d+$/);
  await expect(deal).toHaveAttribute('target', '_blank');
});

test('a list that was shown before is asked for again by another name', async ({ page, gotoDashboardPage }) => {
  await page.setViewportSize({ width: 1400, height });
  await gotoDashboardPage({ uid: 'sales-overview' });
  for (const source of ['Outbound', 'Event']) {
    await panelOf(page, 'New leads by source: last 14 days').getByRole('link', { name: source }).click();
    const leads = panelOf(page, 'Leads created');
    await expect(leads.getByRole('gridcell', { name: source }).first()).toBeVisible();
    await expect
      .poll(async () => (await wordsOf(leads)).slice(1).filter((row) => !row.includes(` | ${source} | `)))
      .toEqual([]);
    await page.goBack();
  }
});

test('a click on a value filters the dashboard by it', async ({ page, gotoDashboardPage }) => {
  const answers = answersOf(page);
  await page.setViewportSize({ width: 1400, height });
  await gotoDashboardPage({ uid: 'sales-overview' });
  const teams = panelOf(page, 'Who is behind: teams, this quarter');
  const cell = teams.getByRole('gridcell', { name: 'Mid-market' });
  await cell.hover();
  await cell.getByRole('button', { name: 'Filter for value' }).click();
  await expect(page).toHaveURL(/var-filters=team(%7C|\|)(%3D|=)(%7C|\|)Mid-market/);
  await expect.poll(() => answers.filter(({ sql }) => sql.includes("'Mid-market'")).length).toBeGreaterThan(3);
  await expect(teams.getByRole('gridcell', { name: 'Commercial' })).toBeHidden();
});

/** Where the number of a rule stands: the column of a table with one row, or the line of a stat panel. */
const stands: Readonly<Record<string, string>> = {
  'sf-lead-volume-drop': 'Leads',
  'sf-lead-source-silent': 'Leads',
  'sf-lead-to-customer-down': 'Became customers',
  'sf-win-rate-low': 'Win rate',
  'sf-cycle-time-up': 'Mean',
  'sf-deal-size-down': 'Mean',
  'sf-bookings-behind-pace': 'Pace',
  'sf-coverage-low': 'Coverage',
  'sf-weighted-short': 'Gap',
  'sf-stalled-value-high': 'Stalled value',
  'sf-close-dates-passed': 'Of open',
};

test("an alert's link leads to the panel with the same number", async ({ page, request }) => {
  test.setTimeout(240_000);
  const now = new Date().toISOString();
  const rules = await rulesOf(request);
  const links = new Map<string, string>();
  await scheduledCopies(request, rules, (copies) => {
    for (const { uid, alerts } of copies) {
      links.set(uid, alerts.find(({ state }) => state === 'Alerting')?.annotations.link ?? '');
    }
  });
  for (const [uid, name] of Object.entries(stands)) {
    const rule = rules.find((one) => one.uid === uid)!;
    const instances = Object.values(await evaluatedByGrafana(request, rule, now));
    const { value } = instances.find((values) => values[rule.condition] !== 0)!;
    await page.goto(links.get(uid)!);
    const panel = page.locator('[data-testid^="data-testid Panel header"]');
    await expect(panel.getByText(name, { exact: true }).last(), uid).toBeVisible();
    await settled(page);
    const { number, step } = await shownAs(panel, name);
    expect(Math.abs(number - value!), `${uid}: ${value} in the rule, ${number} in the panel`).toBeLessThanOrEqual(step);
  }
});
