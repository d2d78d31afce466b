/**
 * `npm run test:browser`: starts the workbench and drives it with the system's Chromium. Installs nothing. Arguments
 * name check files (`dashboards explore`); none means all. BROWSER_SHOTS names a folder for pictures.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchChromium } from './chromium.mjs';
import { createPages } from './pages.mjs';
import { createReport } from './report.mjs';
import { startWorkbench } from './workbench.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'checks');
const wanted = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => wanted.length === 0 || wanted.includes(path.basename(file, '.mjs')));

const browser = await launchChromium().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
const report = createReport();
let workbench;
let databasePort;
try {
  const own = path.join(folder, '../dashboards');
  const shipped = path.join(folder, '../../../dashboards');
  workbench = await startWorkbench({ WORKBENCH_DASHBOARDS: [shipped, own].join(path.delimiter) });
  console.log(`The workbench is at ${workbench.address}`);
  [[databasePort]] = await createPages(browser, workbench.address).sql('SELECT inet_server_port()');
  for (const file of files.sort()) {
    const { default: checks } = await import(pathToFileURL(path.join(folder, file)).href);
    const pages = createPages(browser, workbench.address);
    await checks({ check: report.check, pages, shots: process.env.BROWSER_SHOTS });
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
} finally {
  await browser.close();
  const code = await workbench?.stop();
  await report.check('the workbench stops, and its database with it', async () => {
    assert.equal(code, 0);
    await assert.rejects(once(connect(databasePort, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' });
  });
}
console.log(report.summary());
if (process.env.SALESFUNNEL_REPORT) {
  writeFileSync(process.env.SALESFUNNEL_REPORT, JSON.stringify(report.counts()));
}
process.exitCode = report.failed.length > 0 ? 1 : 0;
