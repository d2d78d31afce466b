/**
 * `GRAFANA_URL=http://localhost:3000 npm run test:host`: drives a real Grafana that has our provisioning and the demo
 * company (`npm start` with GRAFANA_HOME, or docker compose). Installs nothing: the browser is the system's Chromium.
 * Further arguments go to Playwright. GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD are admin and admin when unset; users
 * "host-…" are created. The alert rules are compared with "alerts test" on the same database: SALES_DATABASE_URL says
 * where this computer finds it when that is not where Grafana does.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const chromium = process.env.CHROMIUM ?? usual.find((file) => existsSync(file));

function refuse(why) {
  const line = '*'.repeat(72);
  process.stderr.write(`${line}\nTHE TESTS AGAINST A REAL GRAFANA DID NOT RUN\n${why}\n${line}\n`);
  process.exit(1);
}

if (!process.env.GRAFANA_URL) {
  refuse(
    'GRAFANA_URL is not set: start a Grafana with the demo (docker compose up, or npm start with GRAFANA_HOME)\nand run: GRAFANA_URL=http://localhost:3000 npm run test:host'
  );
}
if (!chromium || !existsSync(chromium)) {
  refuse(`there is no Chromium at ${chromium ?? usual.join(', ')}: install one, or set CHROMIUM to its path`);
}
const health = await fetch(new URL('api/health', process.env.GRAFANA_URL)).catch((error) => error);
if (!health.ok) {
  refuse(`no Grafana answers at ${process.env.GRAFANA_URL}: ${health.status ?? health.cause?.code ?? health.message}`);
}

// Sessions and pictures of failures are written below the working directory.
const work = path.join(root, '.cache', 'host');
mkdirSync(work, { recursive: true });
const playwright = path.join(path.dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
const child = spawn(
  process.execPath,
  [playwright, 'test', '--config', path.join(here, 'playwright.config.ts'), ...process.argv.slice(2)],
  { cwd: work, env: { ...process.env, CHROMIUM: chromium }, stdio: 'inherit' }
);
child.on('close', (code) => (process.exitCode = code ?? 1));
