import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import { bringIntoView, errorIn, hoverIcon, panelOf } from './panels';
import { answersOf, problemsOf } from './watch';

const dashboard = JSON.parse(readFileSync(path.resolve(__dirname, '../../dashboards/sales-overview.json'), 'utf8'));
const titles: string[] = dashboard.panels.map((panel: { title: string }) => panel.title.replace('${grain}', 'month'));

for (const [width, theme] of [
  [1400, 'dark'],
  [800, 'light'],
] as const) {
  test(`every panel has an answer (${width} px, ${theme})`, async ({ page, gotoDashboardPage }) => {
    const problems = problemsOf(page);
    await page.setViewportSize({ width, height: 1000 });
    await gotoDashboardPage({ uid: dashboard.uid, queryParams: new URLSearchParams({ theme }) });
    for (const title of titles) {
      const panel = panelOf(page, title);
      await bringIntoView(page, panel);
      await expect(panel.locator('canvas').or(panel.getByText(/\d/)).first(), title).toBeVisible();
      await expect(errorIn(panel), title).toBeHidden();
      await expect(panel.getByText('No data'), title).toBeHidden();
    }
    expect(problems).toEqual([]);
  });
}

test('a panel says what its number means', async ({ page, gotoDashboardPage }) => {
  await gotoDashboardPage({ uid: dashboard.uid });
  await hoverIcon(panelOf(page, 'Win rate'), 'info-circle');
  await expect(page.getByText('won / (won + lost), by closed date')).toBeVisible();
});

test('the SQL that is sent holds no variable and is answered', async ({ page, gotoDashboardPage }) => {
  const answers = answersOf(page);
  await gotoDashboardPage({ uid: dashboard.uid });
  await expect.poll(() => answers.length).toBeGreaterThan(3);
  expect(answers.filter(({ sql, status }) => status !== 200 || /\$(region|owner|__)/.test(sql))).toEqual([]);
});
