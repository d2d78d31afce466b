/** The shipped dashboards, and one of our own that has every panel, variable and mishap in it. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { isYoungQuarter } from '../quarter.mjs';
import { openWhole, panelErrors, settle } from '../settle.mjs';

const own = 'workbench-check';

/** Three ranges, and each variable set once. */
const everywhere = [
  'from=now-90d/d&to=now',
  'from=now-1Q/Q&to=now-1Q/Q',
  'from=now-2y/y&to=now-1y/y',
  'var-region=West',
  'var-team=Enterprise',
  'var-owner=3',
  'var-source=Website',
  'var-product=Core',
  'var-period=last-month',
];
const chosen = {
  'sales-overview': [...everywhere, 'var-grain=week', 'var-period=next-quarter'],
  'sales-funnel-conversion': [...everywhere, 'var-split=owner', 'var-deals=open'],
  'sales-pipeline-health': [...everywhere, 'var-risk=untouched', 'var-period=next-month'],
  'sales-team-targets': [...everywhere, 'var-deals=lost'],
};

/** In its first days nothing may have been won; the panels that ask for it must then have rows for the last one. */
const running = /this quarter$/;

export default async function ({ check, pages, shots }) {
  const list = await (await fetch(`${pages.address}/api/workbench/dashboards`)).json();

  for (const { uid, title } of list.filter((entry) => entry.uid !== own)) {
    for (const [width, theme] of [
      [1400, 'dark'],
      [800, 'light'],
    ]) {
      await check(`"${title}" is drawn without a mishap (${width} px, ${theme})`, async () => {
        const page = await openWhole(pages, `/d/${uid}?theme=${theme}`, width);
        await picture(page, shots, `${uid}-${width}-${theme}`);
        assert.deepEqual(await panelErrors(page), []);
        assert.deepEqual(page.problems, []);
        assert.ok((await page.locator('[data-viz-panel-key]').count()) > 0, 'it has no panels');
      });
    }
  }

  for (const [uid, choices] of Object.entries(chosen)) {
    for (const choice of choices) {
      await check(`"${uid}" has neither errors nor empty panels with ${choice}`, async () => {
        const page = await openWhole(pages, `/d/${uid}?${choice}`, 1400);
        assert.deepEqual(await panelErrors(page), []);
        const empty = await emptyPanels(page);
        const waiting = isYoungQuarter() ? empty.filter((title) => running.test(title)) : [];
        assert.deepEqual(
          empty.filter((title) => !waiting.includes(title)),
          []
        );
        await page.close();
        if (waiting.length > 0) {
          const before = await openWhole(pages, `/d/${uid}?${choice}&var-period=last-quarter`, 1400);
          assert.deepEqual(await emptyPanels(before), []);
          await before.close();
        }
      });
    }
  }

  await check('a name leads to its deals, and keeps what was chosen', async () => {
    const dashboard = await openWhole(pages, '/d/sales-pipeline-health?var-region=North&from=now-14d&to=now', 1400);
    // To its own dashboard a link opens a new tab (src/dashboards/links.ts).
    const opened = dashboard.waitForEvent('popup');
    await dashboard.locator('[data-viz-panel-key="panel-6"]').getByRole('link').first().click();
    const page = await opened;
    await page.locator('[data-viz-panel-key="panel-9"]').getByText('Tomas Novak').first().waitFor({ timeout: 20_000 });
    const { searchParams } = new URL(page.url());
    assert.deepEqual(
      ['var-region', 'from', 'var-risk', 'viewPanel'].map((name) => searchParams.get(name)),
      ['North', 'now-14d', 'stalled', 'panel-9']
    );
    assert.ok(searchParams.getAll('var-filters').includes('owner|=|Tomas Novak'));
    assert.equal(await page.locator('[data-viz-panel-key]').count(), 1);
    await page.getByRole('button', { name: 'Back to the dashboard' }).click();
    await page.locator('[data-viz-panel-key="panel-1"]').waitFor({ timeout: 20_000 });
  });

  await check('a value that is clicked becomes a filter', async () => {
    const page = await openWhole(pages, '/d/sales-team-targets', 1400);
    const cell = page.locator('[data-viz-panel-key="panel-3"]').getByRole('gridcell').filter({ hasText: 'North' });
    await cell.hover();
    await cell.getByRole('button', { name: 'Filter for value' }).click();
    await page.getByText('region = North').waitFor({ timeout: 10_000 });
    await settle(page);
    assert.deepEqual(await panelErrors(page), []);
  });

  await check('a dashboard leads to another with the same choices', async () => {
    const page = await openWhole(pages, '/d/sales-overview?var-team=Enterprise&var-filters=product%7C%3D%7CCore', 1400);
    await page.getByRole('link', { name: 'Team and targets' }).click();
    await page.getByText('Deal size by region').waitFor({ timeout: 20_000 });
    const { pathname, searchParams } = new URL(page.url());
    assert.deepEqual(
      [pathname, searchParams.get('var-team'), searchParams.get('var-filters'), searchParams.get('from')],
      ['/d/sales-team-targets', 'Enterprise', 'product|=|Core', 'now-11M/M']
    );
  });

  const page = await openWhole(pages, `/d/${own}`, 1400);
  const panel = (id) => page.locator(`[data-viz-panel-key="panel-${id}"]`);

  await check('one broken panel leaves the others alone', async () => {
    assert.deepEqual(await panelErrors(page), ['Unknown metric']);
    assert.match(await panel(1).innerText(), /Bookings/);
    // The broken query never reaches the database, so nothing failed on the way.
    assert.deepEqual(page.problems, []);
  });

  await check('an unknown panel says so and shows its rows', async () => {
    assert.match(await panel(9).innerText(), /The workbench has no “nodeGraph” panel/);
    assert.match(await panel(9).innerText(), /West/);
  });

  await check('a panel without rows says so', async () => {
    assert.match(await panel(10).innerText(), /No data/);
  });

  await check('bars and lines are drawn', async () => {
    for (const id of [4, 6, 7]) {
      assert.ok(await inkOf(panel(id)), `panel ${id} is blank`);
    }
  });

  await check('a tooltip shows the value under the cursor', async () => {
    await panel(4)
      .locator('.u-over')
      .hover({ position: { x: 200, y: 20 } });
    await page.locator('#grafana-portal-container').getByText('Prospecting').waitFor({ timeout: 5000 });
  });

  await check('a variable asks again and changes text and numbers', async () => {
    const before = await panel(1).innerText();
    await page.goto(`${pages.address}/d/${own}?var-region=West`, { waitUntil: 'networkidle' });
    await page.locator('[data-viz-panel-key="panel-3"]', { hasText: 'region: West' }).waitFor({ timeout: 5000 });
    assert.notEqual(await panel(1).innerText(), before);
  });

  await check('an ad hoc filter reaches the SQL', async () => {
    await page.goto(`${pages.address}/d/${own}?var-filters=source%7C%3D%7CWebsite`, { waitUntil: 'networkidle' });
    await inspect(page, panel(7), 'Leads by source');
    await page.getByRole('dialog').getByText("'Website'").first().waitFor({ timeout: 10_000 });
    await page.getByLabel('Close', { exact: true }).first().click();
  });

  await check('a panel takes its query to Explore, with the filter in it', async () => {
    const other = await pages.open(`/d/${own}?var-filters=source%7C%3D%7CWebsite`);
    await other.locator('[data-viz-panel-key="panel-1"]').hover();
    await other.getByTestId('data-testid Panel menu Numbers').click();
    await other.getByRole('menuitem', { name: 'Explore' }).click();
    await other.getByText('where source is Website').waitFor({ timeout: 20_000 });
    await other.getByRole('region', { name: 'Result' }).getByText('€').first().waitFor({ timeout: 20_000 });
    assert.deepEqual(other.problems, []);
  });

  await check('a closed row opens and asks', async () => {
    await page.getByText('Closed row').click();
    await panel(11).waitFor({ state: 'attached' });
    await panel(11).scrollIntoViewIfNeeded();
    await panel(11).getByText('€').waitFor({ timeout: 10_000 });
  });
  await picture(page, shots, own);
}

/** Titles of the panels that draw nothing, and of tables without a row. */
function emptyPanels(page) {
  return page.$$eval('[data-viz-panel-key]', (panels) =>
    panels
      .filter(
        (panel) =>
          /No data/.test(panel.innerText) ||
          (panel.querySelector('[role=grid]') && panel.querySelectorAll('[role=row]').length < 2)
      )
      .map((panel) => panel.querySelector('h2')?.textContent ?? '?')
  );
}

/** Whether anything but the background was painted on a panel's canvas. */
function inkOf(panel) {
  return panel
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((byte) => byte > 0);
    });
}

async function inspect(page, panel, title) {
  await panel.hover();
  await page.getByTestId(`data-testid Panel menu ${title}`).click();
  await page.getByRole('menuitem', { name: 'Inspect' }).click();
}

async function picture(page, shots, name) {
  if (shots) {
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  }
}
