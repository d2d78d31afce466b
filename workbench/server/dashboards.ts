/** The dashboards of some folders, read anew on each request. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readJson } from './files';
import { reply, type Reply } from './reply';

interface Dashboard {
  readonly file: string;
  readonly uid: string;
  readonly title: string;
  readonly model: object;
}

export function listDashboards(folders: readonly string[]): Reply {
  return reply.json(
    200,
    folders.flatMap(readDashboards).map(({ uid, title }) => ({ uid, title }))
  );
}

/** What Grafana's search finds, as far as a picker of dashboards reads it: every word of the query is in the title. */
export function searchDashboards(folders: readonly string[], query: string): Reply {
  const words = query.toLowerCase().split(/\s+/);
  const found = folders
    .flatMap(readDashboards)
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  return reply.json(
    200,
    found.map(({ uid, title }) => ({ uid, title, type: 'dash-db', url: `/d/${uid}` }))
  );
}

/** Undefined when no dashboard has this uid. */
export function dashboardFile(folders: readonly string[], uid: string): string | undefined {
  return folders.flatMap(readDashboards).find((dashboard) => dashboard.uid === uid)?.file;
}

export function findDashboard(folders: readonly string[], uid: string): Reply {
  const found = folders.flatMap(readDashboards).find((dashboard) => dashboard.uid === uid);
  return found ? reply.json(200, { dashboard: found.model, meta: {} }) : reply.error(404, 'Dashboard not found');
}

function readDashboards(folder: string): Dashboard[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.sort().flatMap((name) => {
    const file = path.join(folder, name);
    const model = readJson(file);
    if (typeof model !== 'object' || model === null) {
      return [];
    }
    const stem = path.basename(name, '.json');
    return [{ file, uid: textOf(model, 'uid') ?? stem, title: textOf(model, 'title') ?? stem, model }];
  });
}

function textOf(model: object, key: string): string | undefined {
  const value: unknown = Reflect.get(model, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
