/** POST /api/workbench/alerts: the rules that are provisioned, evaluated now by the command line as CI does it. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { runCommandLine } from './commandLine';
import { reply, type Reply } from './reply';

/** Nothing fires, a rule failed, something fires: all of them come with an evaluation. */
const evaluated = [0, 1, 3];

export async function evaluateAlerts(root: string, database: string, signal: AbortSignal): Promise<Reply> {
  const at = new Date();
  const { code, output, errors } = await runCommandLine(
    root,
    [
      ...['alerts', 'test', '--format', 'json', '--db', database, '--now', at.toISOString()],
      ...['--model', path.join(root, 'examples/demo/model.json')],
      ...rulesOf(path.join(root, 'provisioning/alerting')),
    ],
    signal
  );
  if (!evaluated.includes(code ?? -1) || output === '') {
    return reply.error(500, errors.trim() || `the evaluation ended with ${code}`);
  }
  return reply.json(200, { at: at.toISOString(), rules: JSON.parse(output) });
}

/** The files that Grafana would be given, which have links to panels; the pack as it comes when there are none. */
function rulesOf(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)) : [];
  return files.length > 0 ? ['--rules', ...files.sort().map((file) => path.join(folder, file))] : [];
}
