/**
 * `npm run screenshots`: pictures of the shipped dashboards for README and documentation, dark and light, 1400 pixels
 * wide, from the workbench. WORKBENCH_URL takes one that runs already. Arguments name dashboards; none means all.
 */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './chromium.mjs';
import { createPages } from './pages.mjs';
import { openWhole, panelErrors } from './settle.mjs';
import { startWorkbench } from './workbench.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const pictures = path.join(root, 'docs/img');
const wanted = process.argv.slice(2);
const uids = readdirSync(path.join(root, 'dashboards'))
  .map((file) => JSON.parse(readFileSync(path.join(root, 'dashboards', file), 'utf8')).uid)
  .filter((uid) => wanted.length === 0 || wanted.includes(uid));

mkdirSync(pictures, { recursive: true });
const browser = await launchChromium();
const running = process.env.WORKBENCH_URL;
const workbench = running ? { address: running, stop: async () => 0 } : await startWorkbench();
try {
  const pages = createPages(browser, workbench.address);
  for (const uid of uids) {
    for (const theme of ['dark', 'light']) {
      const page = await openWhole(pages, `/d/${uid}?theme=${theme}`, 1400);
      const wrong = [...(await panelErrors(page)), ...page.problems];
      if (wrong.length > 0) {
        throw new Error(`"${uid}" is not fit for a picture: ${wrong.join('; ')}`);
      }
      const file = path.join(pictures, `${uid}-${theme}.png`);
      await page.screenshot({ path: file });
      console.log(`wrote ${path.relative(root, file)}`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await workbench.stop();
}
