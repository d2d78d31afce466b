/** Starts `npm start` as a user does, on a free port, and stops it as Ctrl-C does. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const patience = 180_000;

export async function startWorkbench(env = {}) {
  const child = spawn(process.execPath, [path.join(root, 'workbench/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: '3450', WORKBENCH_TEST: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  const address = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the workbench did not start:\n${output}`)), patience);
    const read = (chunk) => {
      output += chunk;
      const [, found] = /Sales Funnel workbench: (http:\S+)\//.exec(output) ?? [];
      if (found) {
        clearTimeout(late);
        resolve(found);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    gone.then((code) => reject(new Error(`the workbench ended with ${code}:\n${output}`)));
  });
  const stop = async () => {
    child.kill('SIGINT');
    return gone;
  };
  try {
    return { address: await address, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
