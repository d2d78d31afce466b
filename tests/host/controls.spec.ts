/** The choices at the top of the dashboard. */
import { expect, test } from '@grafana/plugin-e2e';
import { bringIntoView, errorIn, hoverIcon, panelOf, variableOf } from './panels';
import { answersOf } from './watch';

const uid = 'sales-overview';

test('the regions to choose from are those of the database, and one changes the numbers', async ({
  page,
  gotoDashboardPage,
}) => {
  await gotoDashboardPage({ uid });
  const bookings = panelOf(page, 'Bookings');
  await expect(bookings).toContainText('€');
  const before = await bookings.innerText();
  const answers = answersOf(page);
  await variableOf(page, 'Region').click();
  await expect(page.getByRole('option').filter({ hasText: /^(North|South|West)$/ })).toHaveCount(3);
  await page.getByRole('option', { name: 'West' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => answers.filter(({ sql }) => sql.includes("'West'")).length).toBeGreaterThan(3);
  await expect.poll(() => bookings.innerText()).not.toBe(before);
  await expect(bookings).toContainText('€');
});

test('an ad hoc filter reaches the SQL, and a number that lacks the dimension says so', async ({
  page,
  gotoDashboardPage,
}) => {
  const answers = answersOf(page);
  await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ 'var-filters': 'product|=|Insight' }) });
  await expect.poll(() => answers.filter(({ sql }) => sql.includes("'Insight'")).length).toBeGreaterThan(3);
  const leads = panelOf(page, 'New leads by source, by month');
  await bringIntoView(page, leads);
  await hoverIcon(leads, 'exclamation-triangle');
  await expect(page.getByText('The dashboard filter on "product" is not applied')).toBeVisible();
  await expect(errorIn(leads)).toBeHidden();
});

test('filters offer the dimensions of the model and their values', async ({ page, gotoDashboardPage }) => {
  await gotoDashboardPage({ uid });
  await page.getByPlaceholder('Filter by label values').click();
  await page.getByRole('option', { name: 'Source', exact: true }).click();
  await page
    .getByRole('option', { name: /^=(\s*Equals)?$/ })
    .first()
    .click();
  await expect(page.getByRole('option', { name: 'Website' })).toBeVisible();
});
