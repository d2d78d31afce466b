/** The shipped dashboards, and one of our own that has every panel, variable and mishap in it. */
import assert from 'node:assert/strict';
import path from 'node:path';

const own = 'workbench-check';

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

/** Tall enough that every panel is in view, and settled. */
async function openWhole(pages, address, width) {
  const page = await pages.open(address, { width, height: 1000 });
  await page.locator('[data-viz-panel-key]').first().waitFor({ timeout: 20_000 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height + 20, 6000) });
  await settle(page);
  return page;
}

/** Every panel has asked and been answered. */
async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-label="Panel loading bar"]'), undefined, {
    timeout: 60_000,
  });
  await page.waitForTimeout(500);
}

/** Titles of the panels that show the error badge. */
function panelErrors(page) {
  return page.$$eval('[data-testid="data-testid Panel status error"]', (badges) =>
    badges.map((badge) => badge.closest('section')?.querySelector('h2')?.textContent ?? '?')
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
