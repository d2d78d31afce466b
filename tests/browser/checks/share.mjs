/** The configuration page's section "Share": a dashboard in plain SQL, and the alert rules of this model. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export default async function ({ check, pages, shots }) {
  for (const [width, theme] of [
    [1400, 'dark'],
    [800, 'light'],
  ]) {
    await check(`a dashboard is found, frozen and downloaded as plain SQL (${width} px, ${theme})`, async () => {
      const page = await pages.open(`/configuration?theme=${theme}`, { width });
      const share = page.getByRole('region', { name: 'Share' });
      await share.getByRole('combobox', { name: 'Dashboard' }).fill('overview');
      await page.getByRole('option', { name: 'Sales overview' }).click();
      await share.getByLabel('Frozen: Region').fill('West');
      await share.getByLabel('Frozen: Region').press('Enter');
      await share.getByLabel('Frozen: Region').press('Escape');
      await share.getByText('frozen: Region: West').waitFor();
      const made = JSON.parse(await downloaded(page, share, 'Download native SQL dashboard'));
      assert.equal(made.uid, 'sales-overview-shared');
      assert.match(made.panels[0].targets[0].rawSql, /\('West'\)|= 'West'/);
      assert.doesNotMatch(JSON.stringify(made), /salesfunnel-metrics-datasource/);
      if (shots) {
        await share.screenshot({ path: path.join(shots, `share-${width}-${theme}.png`) });
      }
      assert.deepEqual(page.problems, []);
    });
  }

  await check('the alert rules of the model are downloaded as a provisioning file', async () => {
    const page = await pages.open('/configuration');
    const yaml = await downloaded(page, page.getByRole('region', { name: 'Share' }), 'Download alert rules');
    assert.equal(yaml.match(/^ {6}- uid: sf-/gm)?.length, 13);
    assert.match(yaml, /datasourceUid: sales-sql/);
    assert.deepEqual(page.problems, []);
  });
}

async function downloaded(page, section, name) {
  const download = page.waitForEvent('download', { timeout: 20_000 });
  await section.getByRole('button', { name }).click();
  return readFileSync(await (await download).path(), 'utf8');
}
