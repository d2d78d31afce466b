import { expect, test } from '@grafana/plugin-e2e';

test('"Save & test" says what was found', async ({ page, gotoDataSourceConfigPage }) => {
  const configuration = await gotoDataSourceConfigPage('sales-funnel');
  await expect(page.getByText('SQL data source')).toBeVisible();
  await page.getByRole('button', { name: /^(Save & test|Test)$/ }).click();
  await expect(configuration).toHaveAlert('success');
});
