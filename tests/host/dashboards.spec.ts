/** Every dashboard, for everybody who may look. */
import { expect, test } from '@grafana/plugin-e2e';
import { boards } from './boards';
import { errorIn, hoverIcon, panelOf } from './panels';
import { answersOf, problemsOf } from './watch';

/** Panels are asked for when they come into view: here they all are. */
const height = 4000;

for (const { uid, title, titles } of boards) {
  for (const [width, theme] of [
    [1400, 'dark'],
    [800, 'light'],
  ] as const) {
    test(`${title}: every panel has an answer (${width} px, ${theme})`, async ({ page, gotoDashboardPage }) => {
      const problems = problemsOf(page);
      await page.setViewportSize({ width, height });
      await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ theme }) });
      for (const name of titles) {
        const panel = panelOf(page, name);
        await expect(panel.locator('canvas').or(panel.getByText(/\d/)).first(), name).toBeVisible();
        await expect(errorIn(panel), name).toBeHidden();
        await expect(panel.getByText('No data'), name).toBeHidden();
      }
      expect(problems).toEqual([]);
    });
  }
}

test('a panel says what its number means', async ({ page, gotoDashboardPage }) => {
  await gotoDashboardPage({ uid: 'sales-overview' });
  await hoverIcon(panelOf(page, 'Win rate'), 'info-circle');
  await expect(page.getByText('won / (won + lost), by closed date')).toBeVisible();
});

test('the SQL that is sent holds no variable and is answered', async ({ page, gotoDashboardPage }) => {
  const answers = answersOf(page);
  await gotoDashboardPage({ uid: 'sales-overview' });
  await expect.poll(() => answers.length).toBeGreaterThan(3);
  expect(answers.filter(({ sql, status }) => status !== 200 || /\$(region|owner|__)/.test(sql))).toEqual([]);
});
