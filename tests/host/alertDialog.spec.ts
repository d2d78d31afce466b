/** An alert rule made from a panel, as an Editor: by our dialog, and in Grafana's own form. */
import { expect, test } from '@grafana/plugin-e2e';
import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { evaluatedByGrafana, type Rule } from './evaluated';

const instance = '{"owner":"Tomas Novak"}';

/** A page of somebody with that role, who is made when there is none. */
async function pageOf(role: 'Editor' | 'Viewer', browser: Browser, request: APIRequestContext): Promise<Page> {
  const login = `host-${role.toLowerCase()}-of-alerts`;
  await request.post('/api/admin/users', { data: { name: login, login, password: login } });
  const { id } = (await (await request.get(`/api/users/lookup?loginOrEmail=${login}`)).json()) as { id: number };
  const given = await request.patch(`/api/org/users/${id}`, { data: { role } });
  expect(given.ok(), await given.text()).toBe(true);
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    viewport: { width: 1400, height: 2400 },
  });
  expect((await context.request.post('/login', { data: { user: login, password: login } })).ok()).toBe(true);
  return context.newPage();
}

/** The dialog of "Stalled deals by owner", with a limit that one owner is over. */
async function openDialog(page: Page, name: string): Promise<void> {
  await page.goto('/d/sales-pipeline-health?editPanel=panel-6');
  await page.getByRole('button', { name: 'Create alert rule' }).click();
  const dialog = page.getByTestId('salesfunnel-alert');
  await dialog.getByLabel('Threshold').fill('2000000');
  await dialog.getByLabel('Name of the rule').fill(name);
  await expect(dialog.getByText(/^Yes: 1 of \d+ would fire\.$/)).toBeVisible();
  await expect(dialog.getByText("Evaluated by Grafana's own rule evaluator.")).toBeVisible();
  await expect(dialog.getByLabel('Instances').getByRole('row').first()).toContainText('Tomas Novak');
}

async function findRule(
  request: APIRequestContext,
  title: string
): Promise<
  Rule & { readonly labels: object; readonly provenance?: string; readonly annotations: Record<string, string> }
> {
  const rules = (await (await request.get('/api/v1/provisioning/alert-rules')).json()) as Rule[];
  const found = rules.find((rule) => rule.title === title);
  expect(found, title).toBeDefined();
  return found as Rule & { labels: object; annotations: Record<string, string> };
}

async function expectOneToFire(request: APIRequestContext, rule: Rule): Promise<void> {
  const instances = await evaluatedByGrafana(request, rule, new Date().toISOString());
  const firing = Object.entries(instances).filter(([, values]) => values[rule.condition] !== 0);
  expect(Object.keys(instances).length).toBeGreaterThan(10);
  expect(firing.map(([labels]) => labels)).toEqual([instance]);
}

const remove = async (request: APIRequestContext, title: string) => {
  const { uid } = await findRule(request, title);
  await request.delete(`/api/v1/provisioning/alert-rules/${uid}`, { headers: { 'X-Disable-Provenance': 'true' } });
};

test('an Editor creates a rule from a panel in our dialog', async ({ browser, request }) => {
  test.setTimeout(120_000);
  const page = await pageOf('Editor', browser, request);
  const name = `Stalled, made here ${Date.now()}`;
  const group = `Made by hand ${Date.now()}`;
  await openDialog(page, name);
  await page.getByRole('radio', { name: 'Create it here' }).check({ force: true });
  await page.getByLabel('Group', { exact: true }).fill(group);
  await page.getByRole('button', { name: 'Create the rule' }).click();
  await expect(page.getByText(`"${name}" is created`)).toBeVisible();
  await expect(page.getByText('Its group is evaluated every 10 minutes.')).toBeVisible();
  try {
    const rule = await findRule(request, name);
    expect(rule).toMatchObject({ ruleGroup: group, labels: { severity: 'warning', metric: 'stalled_value' } });
    expect(rule.provenance ?? '', 'an Editor can edit it in Grafana').toBe('');
    expect(rule.annotations).toMatchObject({ __dashboardUid__: 'sales-pipeline-health', __panelId__: '6' });
    await expectOneToFire(request, rule);
    await page.goto(`/alerting/grafana/${rule.uid}/view`);
    await expect(page.getByText(name).first()).toBeVisible();
    await page.goto(`/alerting/${rule.uid}/edit`);
    await expect(page.locator('.view-lines', { hasText: 'sf_deals_open' }).first()).toBeVisible();
  } finally {
    await remove(request, name);
    await page.context().close();
  }
});

test("an Editor takes a rule from a panel to Grafana's form, which is filled in and saves", async ({
  browser,
  request,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf('Editor', browser, request);
  const name = `Stalled, by the form ${Date.now()}`;
  await openDialog(page, name);
  await page.getByRole('radio', { name: "Grafana's rule form" }).check({ force: true });
  await page.getByRole('button', { name: 'Open the rule form' }).click();
  // Grafana asks for a panel that its editor has touched, even where nobody has changed it.
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(page).toHaveURL(/\/alerting\/new/);
  await expect(page.locator('input[name="name"]')).toHaveValue(name);
  await expect(page.locator('.view-lines', { hasText: 'sf_deals_open' }).first()).toBeVisible();
  await expect(page.locator('textarea:not(.inputarea)').first()).toHaveValue(/value > 2000000/);
  await expect(page.getByText('stalled_value', { exact: true })).toBeVisible();
  await page.getByText('Select folder', { exact: true }).click();
  await page.getByText('Sales Funnel', { exact: true }).last().click();
  await page.getByRole('button', { name: 'New evaluation group' }).click();
  await page.getByLabel(/^Evaluation group name/).fill(`By the form ${Date.now()}`);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  // By notification policies: a new Grafana has no contact point worth choosing.
  await page.getByRole('switch', { name: 'Advanced options' }).last().check({ force: true });
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(page).not.toHaveURL(/\/alerting\/new/);
  try {
    const rule = await findRule(request, name);
    expect(rule).toMatchObject({ labels: { severity: 'warning', metric: 'stalled_value' } });
    await expectOneToFire(request, rule);
  } finally {
    await remove(request, name);
    await page.context().close();
  }
});

test('a Viewer is told what the role does not allow before the click', async ({ browser, request }) => {
  const page = await pageOf('Viewer', browser, request);
  await page.goto('/d/sales-pipeline-health?editPanel=panel-6');
  await page.getByRole('button', { name: 'Create alert rule' }).click();
  const dialog = page.getByTestId('salesfunnel-alert');
  await expect(dialog.getByText('Your role (Viewer) may not create alert rules: ask an admin')).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'Create it here' })).toBeDisabled();
  await expect(dialog.getByRole('radio', { name: "Grafana's rule form" })).toBeDisabled();
  await expect(dialog.getByRole('button', { name: 'Copy YAML' })).toBeVisible();
  await expect(dialog.getByText(/^(Yes: \d+ of \d+|No, nothing of \d+) would fire/)).toBeVisible();
  await page.context().close();
});
