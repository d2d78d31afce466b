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
