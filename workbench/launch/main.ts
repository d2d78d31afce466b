/**
 * Start-up in order: the plugin, the page, the database, the server. `WORKBENCH_PLUGIN` names a folder with a built
 * plugin to host instead of our own, `WORKBENCH_DASHBOARDS` folders of dashboards, and `WORKBENCH_LIBRARIES` a folder
 * with node_modules of another version of Grafana's libraries; `WORKBENCH_TEST=1` adds what only tests need.
 */
import path from 'node:path';
import { brokenUid, sqlUid } from '../server/dataSources';
import { createWorkbench, type ServerOptions } from '../server/http';
import { bundlePage } from './bundle';
import { startDatabase, type Engine } from './database';
import { grafanaProgram, startGrafana } from './grafana';
import { buildPlugin } from './plugin';
import { listen } from './port';
import { prune } from './prune';
import { createSteps, type Steps } from './steps';

interface Launch {
  readonly root: string;
  readonly cache: string;
  readonly startPostgres: () => Promise<Engine>;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

export async function main(launch: Launch): Promise<void> {
  const steps = createSteps(print);
  const end = async (code: number) => {
    await steps.stopAll();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (!steps.signal.aborted) {
        print('\nStopping …');
        end(0).catch(fail);
      }
    });
  }
  try {
    print('Starting the Sales Funnel workbench');
    prune(launch.cache);
    await start(launch, steps);
  } catch (error) {
    if (!steps.signal.aborted) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
      await end(1);
    }
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

async function start({ root, cache, startPostgres }: Launch, steps: Steps): Promise<void> {
  const { GRAFANA_HOME: home, PORT, WORKBENCH_PLUGIN: plugin, WORKBENCH_LIBRARIES: libraries } = process.env;
  const port = Number(PORT || 3400);
  const dist = plugin || path.join(root, 'dist');
  if (home) {
    grafanaProgram(home);
  }
  const building = async () => {
    if (!plugin) {
      await steps.run('the plugin is built', () => buildPlugin(root, cache));
    }
    return home ? '' : (await steps.run('the page is built', () => bundlePage(root, cache, libraries || root))).folder;
  };
  const [page, database] = await together(building(), startDatabase(root, startPostgres, steps));
  if (home) {
    const { address, ended } = await startGrafana({ root, dist, home, port, database }, steps);
    print(`Sales Funnel in Grafana: ${address}`);
    print('Press Ctrl-C to stop.');
    throw new Error(`Grafana ended by itself:\n${await ended}`);
  }
  const options = serverOptions({ root, dist, page }, database.url);
  const workbench = await steps.hold(
    () => createWorkbench(options),
    (created) => created.close()
  );
  print(`Sales Funnel workbench: http://127.0.0.1:${await listen(workbench.server, port)}/`);
  print('Press Ctrl-C to stop.');
}

function serverOptions(folders: Pick<ServerOptions, 'root' | 'dist' | 'page'>, url: string): ServerOptions {
  const { WORKBENCH_DASHBOARDS: dashboards, WORKBENCH_TEST: isTest } = process.env;
  return {
    ...folders,
    dashboards: (dashboards || path.join(folders.root, 'dashboards')).split(path.delimiter),
    databases: { [sqlUid]: url, ...(isTest && { [brokenUid]: 'postgres://nobody:nothing@127.0.0.1:1/nothing' }) },
  };
}

/** Both, or the first error once both have ended: nothing goes on in the background of a failure. */
async function together<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'rejected') {
    throw a.reason;
  }
  if (b.status === 'rejected') {
    throw b.reason;
  }
  return [a.value, b.value];
}
