import { expect, test } from '@grafana/plugin-e2e';
import { boards } from './boards';

test('"Save & test" says what was found', async ({ page, gotoDataSourceConfigPage }) => {
  const configuration = await gotoDataSourceConfigPage('sales-funnel');
  await expect(page.getByText('SQL data source', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^(Save & test|Test)$/ }).click();
  await expect(configuration).toHaveAlert('success');
});

test('the Dashboards tab offers ours', async ({ page }) => {
  await page.goto('/connections/datasources/edit/sales-funnel/dashboards');
  for (const { title } of boards) {
    await expect(
      page
        .getByRole('row')
        .filter({ hasText: title })
        .getByRole('button', { name: /import/i })
    ).toBeVisible();
  }
});
