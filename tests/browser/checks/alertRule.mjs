/** "Create alert rule" in the Explore page: the workbench has no alerting, and the dialog works out by itself what it can. */
import assert from 'node:assert/strict';
import path from 'node:path';

export default async function ({ check, pages, shots }) {
  const page = await pages.open('/explore');
  const dialog = page.getByRole('dialog');
  const section = (name) => dialog.getByRole('region', { name });

  await check('a rule begins with the question of the panel', async () => {
    await page.getByRole('button', { name: 'Create alert rule' }).click({ timeout: 20_000 });
    await dialog.getByText(/^The rule watches bookings of the last 91 full days/).waitFor();
  });

  await check('what would fire now is told without an evaluator of rules', async () => {
    await section('Would it fire now?')
      .getByText(/Evaluated here.*there is no alerting in this Grafana/)
      .waitFor({ timeout: 30_000 });
    assert.equal(await dialog.getByRole('table', { name: 'Instances' }).getByRole('row').count(), 1);
  });

  await check('a change of a field is judged at once', async () => {
    await dialog.getByRole('radio', { name: 'A fixed value' }).click({ force: true });
    await dialog.getByLabel('Threshold').fill('1000000000');
    await dialog.getByLabel('Threshold').blur();
    await section('Would it fire now?').getByText('Yes: 1 of 1 would fire.').waitFor({ timeout: 30_000 });
  });

  await check('and so is each of the last 90 days', async () => {
    await section('In the last 90 days').getByRole('button').click();
    await section('In the last 90 days').getByText('90 of 90 days').waitFor({ timeout: 60_000 });
    if (shots) {
      await page.screenshot({ path: path.join(shots, 'alert-rule.png') });
    }
  });

  await check('the file is what remains without alerting', async () => {
    const keep = section('Keep it');
    assert.deepEqual(
      await Promise.all(
        ['Create it here', "Grafana's rule form", 'Copy as a file'].map((name) =>
          keep.getByRole('radio', { name }).isDisabled()
        )
      ),
      [true, true, false]
    );
    await keep.getByText('There is no alerting in this Grafana.').waitFor();
    await keep.getByRole('button', { name: 'Copy YAML' }).waitFor();
    await dialog.getByLabel('Close', { exact: true }).click();
  });

  await check('a question without a rule says why', async () => {
    await page.getByRole('radio', { name: 'Records' }).click({ force: true });
    await page.getByText(/No alert rule can be made of this: .*ask for the metric that counts them/).waitFor();
  });

  await check('nothing went wrong on the way', () => assert.deepEqual(page.problems, []));
}
