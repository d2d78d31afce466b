import type { Locator, Page } from '@playwright/test';

/** The panel with exactly that title. */
export const panelOf = (page: Page, title: string): Locator => page.getByTestId(`data-testid Panel header ${title}`);

export const errorIn = (panel: Locator): Locator => panel.getByTestId('data-testid Panel status error');

/** Hovers over one of the icons beside a panel's title: what it means, or what to be careful about. */
export const hoverIcon = (panel: Locator, icon: 'info-circle' | 'exclamation-triangle'): Promise<void> =>
  panel.getByTestId(`icon-${icon}`).hover();

/** Panels are asked for when they come into view. */
export async function bringIntoView(page: Page, panel: Locator): Promise<void> {
  for (let tries = 0; tries < 20 && !(await panel.isVisible()); tries++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(200);
  }
  await panel.scrollIntoViewIfNeeded();
}

/** The input of a variable at the top of a dashboard. */
export const variableOf = (page: Page, label: string): Locator =>
  page.getByTestId('data-testid template variable').filter({ hasText: label }).locator('input');
