/** The dashboards of some folders, read anew on each request. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readJson } from './files';
import { reply, type Reply } from './reply';

interface Dashboard {
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

export function findDashboard(folders: readonly string[], uid: string): Reply {
  const found = folders.flatMap(readDashboards).find((dashboard) => dashboard.uid === uid);
  return found ? reply.json(200, { dashboard: found.model, meta: {} }) : reply.error(404, 'Dashboard not found');
}

function readDashboards(folder: string): Dashboard[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.sort().flatMap((file) => {
    const model = readJson(path.join(folder, file));
    if (typeof model !== 'object' || model === null) {
      return [];
    }
    const name = path.basename(file, '.json');
    return [{ uid: textOf(model, 'uid') ?? name, title: textOf(model, 'title') ?? name, model }];
  });
}

function textOf(model: object, key: string): string | undefined {
  const value: unknown = Reflect.get(model, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
