/** Who looks: an administrator, a viewer, and somebody who has not signed in. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';

const work = process.cwd();
const root = path.resolve(__dirname, '../..');
const signIn = path.join(path.dirname(createRequire(__filename).resolve('@grafana/plugin-e2e')), 'auth');
const viewer = { user: 'host-viewer', password: 'host-viewer', role: 'Viewer' } as const;
const admin = process.env.GRAFANA_ADMIN_USER ?? 'admin';
const session = (user: string) => ({ storageState: path.join(work, `playwright/.auth/${user}.json`) });

export default defineConfig<PluginOptions>({
  testDir: __dirname,
  outputDir: path.join(work, 'results'),
  // One Grafana, one database, and whoever runs this has other work to do.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.GRAFANA_URL,
    viewport: { width: 1400, height: 1000 },
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    provisioningRootDir: path.join(root, 'provisioning'),
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ['--disable-gpu', '--disable-quic', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
  projects: [
    { name: 'sign in as admin', testDir: signIn, testMatch: /auth\.setup\.js/ },
    { name: 'sign in as viewer', testDir: signIn, testMatch: /auth\.setup\.js/, use: { user: viewer } },
    { name: 'admin', testMatch: /\.spec\.ts/, use: session(admin), dependencies: ['sign in as admin'] },
    {
      name: 'viewer',
      testMatch: /dashboards\.spec\.ts/,
      use: session(viewer.user),
      dependencies: ['sign in as viewer'],
    },
    { name: 'anonymous', testMatch: /dashboards\.spec\.ts/, use: { storageState: { cookies: [], origins: [] } } },
  ],
});
