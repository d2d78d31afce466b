/** The workbench's HTTP server: as much of Grafana's interface as a data source plugin in a page needs. */
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { evaluateAlerts } from './alerts';
import { bootPage } from './bootPage';
import { findDashboard, listDashboards, searchDashboards } from './dashboards';
import { dataSources, salesUid, sqlUid } from './dataSources';
import { openDatabase, type Database } from './database';
import { exportNative } from './exports';
import { findFile, missingIcon, type Mount } from './files';
import { refusal } from './guard';
import { checkHealth } from './health';
import { answerQueries } from './query';
import { reply, type Reply } from './reply';

export interface ServerOptions {
  readonly root: string;
  readonly dist: string;
  /** Folders of dashboards. */
  readonly dashboards: readonly string[];
  /** The folder of the bundled page; its name changes with its content. */
  readonly page: string;
  /** URLs of the SQL data sources by uid. */
  readonly databases: Readonly<Record<string, string>>;
}

export interface Workbench {
  readonly server: Server;
  close(): Promise<void>;
}

const largestBody = 32 * 1024 * 1024;

export function createWorkbench(options: ServerOptions): Workbench {
  const databases = new Map(Object.entries(options.databases).map(([uid, url]) => [uid, openDatabase(url)]));
  const answer = router(options, databases);
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    answer(request, gone.signal)
      .catch((error: unknown) => reply.error(500, error instanceof Error ? error.message : String(error)))
      .then((result) => send(result, response));
  });
  return {
    server,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([...databases.values()].map((database) => database.close()));
    },
  };
}

function router(options: ServerOptions, databases: ReadonlyMap<string, Database>) {
  const { root, dist, dashboards, page } = options;
  const assets = `/assets/${path.basename(page)}/`;
  const images = path.join(root, 'node_modules/@grafana/ui/dist/public/img');
  const sources = () => dataSources(options, databases);
  const plugin = () => `/public/plugins/${sources()[0]?.type}/`;
  const mounts = (): Mount[] => [
    { at: assets, folder: page, isImmutable: true },
    { at: plugin(), folder: dist },
    { at: '/public/build/img/', folder: images },
    { at: '/public/img/', folder: images },
  ];
  const find = (uid: string) =>
    databases.get(uid) ?? (sources().some((source) => source.uid === uid) ? null : undefined);

  return async (request: IncomingMessage, signal: AbortSignal): Promise<Reply> => {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const refused = refusal(method, headers, request.socket.localPort ?? 0);
    if (refused) {
      return reply.error(403, refused);
    }
    const at = decodeURIComponent(url.pathname);
    if (method === 'POST' && at === '/api/ds/query') {
      return answerQueries(await readBody(request), find, signal);
    }
    if (method === 'POST' && at === '/api/workbench/alerts') {
      return evaluateAlerts(root, options.databases[sqlUid] ?? '', signal);
    }
    if (method === 'POST' && at === '/api/workbench/exports') {
      return exportNative(root, dashboards, await readBody(request), signal);
    }
    if (method !== 'GET') {
      return reply.error(404, `the workbench has no ${method} ${at}`);
    }
    const [, uid = '', isHealth] = /^\/api\/datasources\/uid\/([^/]+)(\/health)?$/.exec(at) ?? [];
    if (uid) {
      return isHealth ? checkHealth(find(uid), signal) : oneSource(sources().find((source) => source.uid === uid));
    }
    if (at === '/api/workbench/dashboards') {
      return listDashboards(dashboards);
    }
    if (at === '/api/search') {
      return searchDashboards(dashboards, url.searchParams.get('query') ?? '');
    }
    if (at.startsWith('/api/dashboards/uid/')) {
      return findDashboard(dashboards, path.basename(at));
    }
    const file = findFile(mounts(), at === '/favicon.svg' ? `${plugin()}img/logo.svg` : at) ?? missingIcon(at);
    if (file) {
      return file;
    }
    if (/^\/(api|public|assets|apis)\//.test(at)) {
      return reply.error(404, `the workbench has no ${at}`);
    }
    const theme = url.searchParams.get('theme') === 'light' ? 'light' : 'dark';
    const shown = at.startsWith('/exported/') ? sources().filter(({ uid: one }) => one !== salesUid) : sources();
    return reply.html(bootPage({ theme, sources: shown, assets }));
  };
}

function oneSource(source: object | undefined): Reply {
  return source ? reply.json(200, source) : reply.error(404, 'Data source not found');
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > largestBody) {
      throw new Error('the request is too large');
    }
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send({ status, type, body, cache = 'no-store' }: Reply, response: ServerResponse): void {
  if (response.destroyed) {
    return;
  }
  response.writeHead(status, { 'content-type': type, 'cache-control': cache, 'x-content-type-options': 'nosniff' });
  if (typeof body === 'string') {
    response.end(body);
  } else {
    createReadStream(body.file)
      .on('error', () => response.destroy())
      .pipe(response);
  }
}
