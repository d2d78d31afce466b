/** The query editor in the Explore page: what it asks, shows, and tells the inspector. */
import assert from 'node:assert/strict';
import path from 'node:path';

export default async function ({ check, pages, shots }) {
  const page = await pages.open('/explore');
  const result = page.getByRole('region', { name: 'Result' });

  await check('the editor asks its default query', async () => {
    await page.getByRole('button', { name: 'Run query' }).click();
    await result.getByText('Bookings').first().waitFor({ timeout: 20_000 });
  });

  await check('a funnel comes as a table', async () => {
    await page.getByRole('radio', { name: 'Funnel' }).click({ force: true });
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('radio', { name: 'Table' }).last().click({ force: true });
    await result.getByText('Prospecting').first().waitFor({ timeout: 20_000 });
  });

  await check('the inspector shows the SQL that ran, and what went over the wire', async () => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.locator('.view-lines', { hasText: /select/i }).waitFor({ timeout: 20_000 });
    if (shots) {
      await page.screenshot({ path: path.join(shots, 'inspector.png') });
    }
    for (const name of ['Evidence', 'Data', 'Requests']) {
      await drawer.getByRole('tab', { name }).click();
      await drawer.locator('.view-lines').waitFor();
    }
    await drawer.getByLabel('Close', { exact: true }).first().click();
  });

  await check('nothing went wrong on the way', () => assert.deepEqual(page.problems, []));
}
