/** The configuration page: Save & test, and what a change does to the dashboards. */
import assert from 'node:assert/strict';
import path from 'node:path';

export default async function ({ check, pages, shots }) {
  const page = await pages.open('/configuration');
  const saveAndTest = page.getByRole('button', { name: 'Save & test' });

  await check('Save & test says that it works', async () => {
    await saveAndTest.click();
    const success = page.getByTestId('data-testid Alert success');
    const failure = page.getByTestId('data-testid Alert error');
    await success.or(failure).waitFor({ timeout: 20_000 });
    assert.deepEqual(await failure.allInnerTexts(), []);
    if (shots) {
      await page.screenshot({ path: path.join(shots, 'configuration.png'), fullPage: true });
    }
    assert.deepEqual(page.problems, []);
  });

  await check('a database that is away is an error in words', async () => {
    await page.getByLabel('Select a data source').first().click();
    await page.getByText('Broken database (for tests)').click();
    await saveAndTest.click();
    await page.getByTestId('data-testid Alert error').waitFor({ timeout: 20_000 });
    if (shots) {
      await page.screenshot({ path: path.join(shots, 'configuration-error.png') });
    }
  });

  await check('dashboards use what was saved, and stay alive without a database', async () => {
    await page.getByRole('tab', { name: 'Dashboards' }).click();
    await page.getByTestId('data-testid Panel status error').first().waitFor({ timeout: 20_000 });
    assert.ok((await page.locator('[data-viz-panel-key]').count()) > 0);
    const uncaught = page.problems.filter((problem) => problem.startsWith('uncaught'));
    assert.deepEqual(uncaught, []);
  });
}
