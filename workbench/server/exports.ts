/** POST /api/workbench/exports: a dashboard in plain SQL, written by the command line. */
import path from 'node:path';
import { runCommandLine } from './commandLine';
import { dashboardFile } from './dashboards';
import { sqlUid } from './dataSources';
import { reply, type Reply } from './reply';

interface Asked {
  readonly uid?: unknown;
  /** Values by variable, in place of those that the dashboard was saved with. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
}

const note = 'note: ';

export async function exportNative(
  root: string,
  folders: readonly string[],
  body: unknown,
  signal: AbortSignal
): Promise<Reply> {
  const { uid, variables = {} } = (body ?? {}) as Asked;
  const file = dashboardFile(folders, String(uid));
  if (file === undefined) {
    return reply.error(404, 'Dashboard not found');
  }
  const chosen = Object.entries(variables).flatMap(([name, values]) =>
    [values].flat().map((value) => `--var=${name}=${value}`)
  );
  const { code, output, errors } = await runCommandLine(
    root,
    [
      ...['export-dashboard', file, '--dialect', 'postgres', '--datasource-uid', sqlUid],
      ...['--model', path.join(root, 'examples/demo/model.json'), ...chosen],
    ],
    signal
  );
  const lines = errors.split('\n').filter(Boolean);
  if (code !== 0) {
    return reply.error(400, lines.join('\n') || `the export ended with ${code}`);
  }
  const notes = lines.filter((line) => line.startsWith(note)).map((line) => line.slice(note.length));
  return reply.json(200, { dashboard: JSON.parse(output), notes });
}
