/** The alert rules, evaluated now: each by its title, and the stories of the demo company (docs/demo-stories.md) by its labels. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { isYoungQuarter } from '../quarter.mjs';

/** Labels of the instances that fire; nothing where a rule has no instances. */
const stories = {
  'Fewer leads than usual': ['channel=Partner'],
  'A lead source has gone silent': ['source=Partner'],
  'Fewer leads become customers': ['all together'],
  'A step of the funnel converts less than before': ['region=West stage=Proposal'],
  'The win rate is below its target': ['all together'],
  'Deals take longer to win': ['product=Insight'],
  'Deals are won for less': ['region=North'],
  'Bookings are behind the pace of the target': ['team=Mid-market'],
  'Too little pipeline for the next quarter': ['region=South'],
  'The weighted pipeline does not reach the target': ['team=Mid-market'],
  'Much value has stopped moving': ['owner=Tomas Novak'],
  'Open deals are past their close date': ['team=Public sector'],
};
/** Nobody is behind the pace of a quarter in its first days. */
const untilBegun = 'Bookings are behind the pace of the target';
const healthy = ['The sales data no longer arrive'];

export default async function ({ check, pages, shots }) {
  for (const [width, theme] of [
    [1400, 'dark'],
    [800, 'light'],
  ]) {
    const page = await pages.open(`/alerting?theme=${theme}`, { width });
    const rules = page.getByTestId('alert-rule');
    await rules.first().waitFor({ timeout: 60_000 });

    await check(`every rule of the pack is evaluated without an error (${width} px, ${theme})`, async () => {
      const titles = await rules.evaluateAll((sections) =>
        sections.map((section) => section.getAttribute('aria-label'))
      );
      assert.deepEqual([...titles].sort(), [...Object.keys(stories), ...healthy].sort());
      assert.equal(await page.locator('main [data-state="Error"]').count(), 0);
      assert.match(await page.locator('main').innerText(), /0 failed · evaluated \d{4}-\d\d-\d\d/);
      if (shots) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: path.join(shots, `alerts-${width}-${theme}.png`) });
      }
      assert.deepEqual(page.problems, []);
    });

    await check(`the planted stories fire, before all that is normal (${width} px, ${theme})`, async () => {
      const found = Object.fromEntries(await rules.evaluateAll(firing));
      for (const [title, expected] of Object.entries(stories)) {
        if (title === untilBegun && isYoungQuarter(7)) {
          continue;
        }
        const missing = expected.filter((labels) => !found[title].includes(labels));
        assert.deepEqual(missing, [], `${title}: ${found[title].join('; ') || 'nothing'} fires`);
      }
      assert.deepEqual(
        healthy.flatMap((title) => found[title]),
        []
      );
      const states = await rules.evaluateAll((sections) => sections.map(({ dataset }) => dataset.state));
      assert.deepEqual(states, [...states].sort());
    });

    await check(`a firing instance leads to its panel, which shows no error (${width} px, ${theme})`, async () => {
      await rules.first().getByRole('link', { name: 'Show the panel' }).click();
      await page.locator('[data-viz-panel-key]').first().waitFor({ timeout: 20_000 });
      await page.waitForLoadState('networkidle');
      assert.equal(await page.locator('[data-viz-panel-key]').count(), 1);
      assert.equal(await page.getByTestId('data-testid Panel status error').count(), 0);
      assert.deepEqual(page.problems, []);
    });
  }
}

/** Runs in the page: each rule's title, and the labels of what fires of it. */
function firing(sections) {
  return sections.map((section) => {
    const shown = [...section.querySelectorAll('tr[data-state="Alerting"] [data-labels]')];
    return [section.getAttribute('aria-label'), shown.map(({ dataset }) => dataset.labels)];
  });
}
