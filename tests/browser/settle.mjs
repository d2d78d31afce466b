/** Waits for dashboards, and reads what went wrong on them. */

/** Tall enough that every panel is in view, and settled. */
export async function openWhole(pages, address, width) {
  const page = await pages.open(address, { width, height: 1000 });
  await page.locator('[data-viz-panel-key]').first().waitFor({ timeout: 20_000 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height + 20, 6000) });
  await settle(page);
  return page;
}

/** Every panel has asked and been answered. */
export async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-label="Panel loading bar"]'), undefined, {
    timeout: 60_000,
  });
  await page.waitForTimeout(500);
}

/** Titles of the panels that show the error badge. */
export function panelErrors(page) {
  return page.$$eval('[data-testid="data-testid Panel status error"]', (badges) =>
    badges.map((badge) => badge.closest('section')?.querySelector('h2')?.textContent ?? '?')
  );
}
