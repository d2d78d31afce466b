/**
 * Runs a real Grafana (GRAFANA_HOME) with our provisioning on the demo database: loopback only, data in a temporary
 * folder, nothing fetched from the network, and everybody may look without signing in.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoDatabase } from './database';
import { listen } from './port';
import type { Steps } from './steps';

interface GrafanaOptions {
  readonly root: string;
  /** The built plugin. */
  readonly dist: string;
  /** GRAFANA_HOME. */
  readonly home: string;
  readonly port: number;
  readonly database: DemoDatabase;
}

const patience = 120_000;
const lastLines = 4000;

export interface Grafana {
  readonly address: string;
  /** Resolves to the last lines of its output when it ends by itself. */
  readonly ended: Promise<string>;
}

export async function startGrafana(options: GrafanaOptions, steps: Steps): Promise<Grafana> {
  const program = grafanaProgram(options.home);
  const work = await steps.hold(
    () => mkdtempSync(path.join(tmpdir(), 'salesfunnel-grafana-')),
    (folder) => rmSync(folder, { recursive: true, force: true })
  );
  const plugin = pluginId(options.dist);
  // A copy: Grafana follows no link out of its plugins folder.
  cpSync(options.dist, path.join(work, 'plugins', plugin), { recursive: true });
  mkdirSync(path.join(work, 'data'));
  const port = await freePort(options.port);
  const address = `http://127.0.0.1:${port}/`;
  const env = { ...process.env, ...environment({ ...options, work, plugin, port }) };
  return steps.run('started Grafana', async () => {
    const server = await steps.hold(() => spawnServer(program, options.home, env), stop);
    await ready(`${address}api/health`, server, steps.signal);
    return { address, ended: server.gone.then(server.output) };
  });
}

/** Its program; throws when GRAFANA_HOME names something else. */
export function grafanaProgram(home: string): string {
  const program = path.join(home, 'bin', process.platform === 'win32' ? 'grafana.exe' : 'grafana');
  if (!existsSync(program)) {
    throw new Error(`GRAFANA_HOME is ${home}, which holds no bin/grafana`);
  }
  return program;
}

/** As docker-compose.yaml has it; beside that, nothing is fetched from the network and little is printed. */
export function environment({
  root,
  database,
  work,
  plugin,
  port,
}: Pick<GrafanaOptions, 'root' | 'database' | 'port'> & { work: string; plugin: string }): NodeJS.ProcessEnv {
  const dashboards = path.join(root, 'dashboards');
  return {
    GF_PATHS_DATA: path.join(work, 'data'),
    GF_PATHS_LOGS: path.join(work, 'logs'),
    GF_PATHS_PLUGINS: path.join(work, 'plugins'),
    GF_PATHS_PROVISIONING: path.join(root, 'provisioning'),
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: plugin,
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    GF_SERVER_ROOT_URL: `http://127.0.0.1:${port}/`,
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_SECURITY_DISABLE_GRAVATAR: 'true',
    GF_SECURITY_ADMIN_PASSWORD: process.env.GF_SECURITY_ADMIN_PASSWORD ?? 'admin',
    GF_AUTH_ANONYMOUS_ENABLED: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_UNIFIED_ALERTING_ENABLED: 'true',
    GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: path.join(dashboards, 'sales-overview.json'),
    GF_LOG_MODE: 'console',
    GF_LOG_LEVEL: process.env.GF_LOG_LEVEL ?? 'warn',
    SALES_DASHBOARDS_PATH: dashboards,
    SALES_SQL_HOST: database.address,
    SALES_SQL_USER: database.user,
    SALES_SQL_PASSWORD: database.password,
    SALES_SQL_DATABASE: database.database,
  };
}

function pluginId(dist: string): string {
  const { id } = JSON.parse(readFileSync(path.join(dist, 'plugin.json'), 'utf8'));
  return String(id);
}

async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, wanted);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

interface ServerProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly gone: Promise<void>;
}

function spawnServer(program: string, home: string, env: NodeJS.ProcessEnv): ServerProcess {
  const child = spawn(program, ['server', '--homepath', home], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, output: collectOutput(child), gone: new Promise((resolve) => child.once('close', () => resolve())) };
}

/** The end of what the program printed. */
function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const collect = (chunk: Buffer) => (text = (text + chunk.toString('utf8')).slice(-lastLines));
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return () => text;
}

async function ready(url: string, { child, output }: ServerProcess, signal: AbortSignal): Promise<void> {
  let spawnError: Error | undefined;
  child.once('error', (error) => (spawnError = error));
  for (const begun = Date.now(); Date.now() - begun < patience;) {
    signal.throwIfAborted();
    if (spawnError || child.exitCode !== null) {
      throw new Error(
        `Grafana did not start: ${spawnError?.message ?? `it ended with ${child.exitCode}`}\n${output()}`
      );
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await wait(250);
  }
  throw new Error(`Grafana did not answer within ${patience / 1000} s:\n${output()}`);
}

async function stop({ child, gone }: ServerProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) {
    return;
  }
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(force);
}
