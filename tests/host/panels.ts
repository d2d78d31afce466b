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

/** What a panel says: the cells of a table by row, else its words; drawings have none but their legend, in any order. */
export const wordsOf = (panel: Locator): Promise<readonly string[]> =>
  panel.evaluate((element) => {
    const rows = [...element.querySelectorAll('[role=row]')];
    const cells = (row: Element) => [...row.querySelectorAll<HTMLElement>('[role=columnheader],[role=gridcell]')];
    const words = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
    return rows.length > 0
      ? rows.map((row) =>
          cells(row)
            .map(({ innerText }) => innerText.trim())
            .join(' | ')
        )
      : words((element as HTMLElement).innerText).sort();
  });

/** Once no panel waits for an answer. */
export async function settled(page: Page): Promise<void> {
  const loading = page.getByLabel('Panel loading bar');
  for (let quiet = 0, tries = 0; quiet < 5 && tries < 100; tries++) {
    quiet = (await loading.count()) === 0 ? quiet + 1 : 0;
    await page.waitForTimeout(300);
  }
}

const scales: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, '%': 0.01 };

/** A number as a panel writes it, such as `€3.34M`, and what one more in its last digit is worth. */
export async function shownAs(
  panel: Locator,
  name: string
): Promise<{ readonly number: number; readonly step: number }> {
  const text = await panel.evaluate((element, label) => {
    const rows = [...element.querySelectorAll('[role=row]')].map((row) =>
      [...row.querySelectorAll<HTMLElement>('[role=columnheader],[role=gridcell]')].map(({ innerText }) =>
        innerText.trim()
      )
    );
    const lines = (element as HTMLElement).innerText.split('\n').map((line) => line.trim());
    return rows.length > 0 ? rows[1]?.[rows[0]?.indexOf(label) ?? -1] : lines[lines.lastIndexOf(label) + 1];
  }, name);
  const [, minus, digits = '', decimals = '', unit = ''] =
    /^([-−]?)€?([\d,]+)(?:\.(\d+))?\s?([KM%]?)/.exec(text ?? '') ?? [];
  const scale = scales[unit] ?? 1;
  return {
    number: (minus ? -1 : 1) * Number(`${digits.replaceAll(',', '')}.${decimals || 0}`) * scale,
    step: 10 ** -decimals.length * scale,
  };
}
