/** Queries of our own: in Explore, and beside a broken one. */
import { expect, test } from '@grafana/plugin-e2e';
import { errorIn, panelOf } from './panels';
import { answersOf } from './watch';

const datasource = { type: 'salesfunnel-metrics-datasource', uid: 'sales-funnel' };
const query = (rest: object) => ({ refId: 'A', datasource, schemaVersion: 1, type: 'metrics', ...rest });

test('Explore shows the editor and the answer', async ({ page }) => {
  const answers = answersOf(page);
  const panes = {
    one: {
      datasource: datasource.uid,
      queries: [query({ metrics: ['win_rate'], by: ['region'] })],
      range: { from: 'now-1y', to: 'now' },
    },
  };
  await page.goto(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
  await expect(page.getByTestId('salesfunnel-query-editor')).toBeVisible();
  await expect(page.getByRole('gridcell', { name: 'West' })).toBeVisible();
  expect(answers.map(({ status }) => status)).toEqual([200]);
});

test('a query that is wrong breaks neither its panel nor its neighbours', async ({
  page,
  request,
  gotoDashboardPage,
}) => {
  const panel = (id: number, title: string, targets: object[]) => ({
    id,
    title,
    type: 'table',
    datasource,
    targets,
    gridPos: { x: (id - 1) * 12, y: 0, w: 12, h: 8 },
  });
  const dashboard = {
    uid: 'host-broken',
    title: 'Broken beside good',
    schemaVersion: 41,
    time: { from: 'now-1y', to: 'now' },
    panels: [
      panel(1, 'Good', [query({ metrics: ['bookings'], by: ['region'] })]),
      panel(2, 'Broken', [
        query({ metrics: ['bookings'], by: ['region'] }),
        { ...query({ metrics: ['win_rat'] }), refId: 'B' },
      ]),
    ],
  };
  const saved = await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(saved.ok()).toBe(true);
  try {
    await gotoDashboardPage({ uid: dashboard.uid });
    const [good, broken] = [panelOf(page, 'Good'), panelOf(page, 'Broken')];
    await expect(good.getByRole('gridcell', { name: 'West' })).toBeVisible();
    await expect(errorIn(good)).toBeHidden();
    await expect(broken.getByRole('gridcell', { name: 'West' })).toBeVisible();
    await errorIn(broken).hover();
    await expect(page.getByText('did you mean "win_rate"?')).toBeVisible();
  } finally {
    await request.delete(`/api/dashboards/uid/${dashboard.uid}`);
  }
});

test('an expression beside our query is worked out on the server', async ({ page, request, gotoDashboardPage }) => {
  const expression = { type: '__expr__', uid: '__expr__' };
  const dashboard = {
    uid: 'host-mixed',
    title: 'Mixed',
    schemaVersion: 41,
    time: { from: 'now-90d/d', to: 'now-1d/d' },
    panels: [
      {
        id: 1,
        title: 'Half',
        type: 'table',
        datasource: { type: 'datasource', uid: '-- Mixed --' },
        targets: [
          query({ metrics: ['bookings'], by: ['region'], hide: true }),
          { refId: 'B', datasource: expression, type: 'math', expression: '$A / 2' },
        ],
        gridPos: { x: 0, y: 0, w: 12, h: 8 },
      },
      {
        id: 2,
        title: 'Whole',
        type: 'table',
        datasource,
        targets: [query({ metrics: ['bookings'], by: ['region'] })],
        gridPos: { x: 12, y: 0, w: 12, h: 8 },
      },
    ],
  };
  const saved = await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(saved.ok()).toBe(true);
  try {
    const answers: Array<
      Promise<{
        results: Record<
          string,
          {
            frames: Array<{
              schema: { fields: Array<{ labels?: Record<string, string>; name: string }> };
              data: { values: unknown[][] };
            }>;
          }
        >;
      }>
    > = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/ds/query')) {
        answers.push(response.json());
      }
    });
    await gotoDashboardPage({ uid: dashboard.uid });
    await expect(panelOf(page, 'Whole').getByRole('gridcell', { name: 'West' })).toBeVisible();
    await expect(errorIn(panelOf(page, 'Half'))).toBeHidden();
    await expect.poll(() => answers.length).toBe(2);
    const all = (await Promise.all(answers)).map(({ results }) => results);
    const halves = all
      .find(({ B }) => B)!
      ['B']!.frames.flatMap(({ schema, data }) =>
        schema.fields.map(({ labels }, at) => [labels?.['region'], data.values[at]?.[0]] as const)
      );
    expect(halves.map(([region]) => region).sort()).toEqual(['North', 'South', 'West']);
    for (const [region, half] of halves) {
      const cells = panelOf(page, 'Whole').getByRole('row').filter({ hasText: region }).getByRole('gridcell');
      await expect(cells.last()).toContainText(`${((2 * (half as number)) / 1e6).toFixed(2)}`);
    }
  } finally {
    await request.delete(`/api/dashboards/uid/${dashboard.uid}`);
  }
});

test('Explore takes over a panel, with what is chosen on its dashboard', async ({ page, gotoDashboardPage }) => {
  await gotoDashboardPage({ uid: 'sales-overview', queryParams: new URLSearchParams({ 'var-region': 'West' }) });
  const panel = panelOf(page, 'Win rate');
  await expect(panel).toContainText('%');
  await panel.hover();
  await page.keyboard.press('p');
  await page.keyboard.press('x');
  await expect(page).toHaveURL(/\/explore/);
  await expect(page.getByTestId('salesfunnel-query-editor')).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /%$/ }).first()).toBeVisible();
  expect(decodeURIComponent(page.url())).toContain('"West"');
});
