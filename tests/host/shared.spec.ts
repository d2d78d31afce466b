/** Dashboards exported as plain SQL, shared publicly, and opened by somebody who has not signed in. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@grafana/plugin-e2e';
import type { Browser, Page } from '@playwright/test';
import { boards, folder } from './boards';
import { errorIn, panelOf, settled, wordsOf } from './panels';
import { problemsOf } from './watch';

const root = path.resolve(__dirname, '../..');

interface Exported {
  readonly uid: string;
  readonly panels: ReadonlyArray<{ readonly type: string; readonly title: string; readonly description?: string }>;
}

/** With a uid and a title of its own: somebody may have shared this one before. */
function exported(uid: string): Exported {
  const program = [path.join(root, 'bin/salesfunnel.mjs'), 'export-dashboard', path.join(folder, `${uid}.json`)];
  const options = ['--model', path.join(root, 'examples/demo/model.json'), '--datasource-uid', 'sales-sql'];
  const dashboard = JSON.parse(
    execFileSync(process.execPath, [...program, ...options], { encoding: 'utf8', stdio: 'pipe' })
  ) as Exported;
  const own = `host-${uid}-${Date.now().toString(36)}`;
  return { ...dashboard, uid: own, ...{ title: own } };
}

async function stranger(browser: Browser, address: string): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    viewport: { width: 1400, height: 4000 },
  });
  const page = await context.newPage();
  const problems = problemsOf(page);
  await page.goto(address);
  await expect(page.locator('[data-testid^="data-testid Panel header"]').first()).toBeVisible();
  await settled(page);
  return { page, problems };
}

for (const { uid, title } of boards) {
  test(`${title}, shared publicly, shows the same numbers`, async ({ browser, page, request, gotoDashboardPage }) => {
    test.setTimeout(120_000);
    const dashboard = exported(uid);
    expect((await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } })).ok()).toBe(true);
    try {
      const shared = await request.post(`/api/dashboards/uid/${dashboard.uid}/public-dashboards`, {
        data: { isEnabled: true, share: 'public' },
      });
      expect(shared.ok(), await shared.text()).toBe(true);
      const { accessToken } = (await shared.json()) as { accessToken: string };
      await page.setViewportSize({ width: 1400, height: 4000 });
      await gotoDashboardPage({ uid });
      await settled(page);
      const public_ = await stranger(browser, `/public-dashboards/${accessToken}`);
      for (const panel of dashboard.panels) {
        const [own, other] = [panelOf(page, panel.title), panelOf(public_.page, panel.title)];
        await expect(errorIn(other), panel.title).toBeHidden();
        if (panel.type === 'text') {
          await expect(other, panel.title).toContainText('This panel needs the Sales Funnel data source');
        } else if (panel.description?.includes('the period before is not shown here')) {
          const columns = (await wordsOf(other))[0]!.split(' | ');
          const kept = (await wordsOf(own))[0]!.split(' | ').map((name) => columns.includes(name));
          expect(await wordsOf(other), panel.title).toEqual(
            (await wordsOf(own)).map((row) =>
              row
                .split(' | ')
                .filter((_, at) => kept[at])
                .join(' | ')
            )
          );
        } else {
          // A table of the tab in the background is drawn when it is asked for.
          await expect(async () => expect(await wordsOf(other), panel.title).toEqual(await wordsOf(own))).toPass({ timeout: 15_000 });
        }
      }
      expect(public_.problems).toEqual([]);
      await public_.page.context().close();
    } finally {
      await request.delete(`/api/dashboards/uid/${dashboard.uid}`);
    }
  });
}
