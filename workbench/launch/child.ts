/** A program that does one job: its output is shown only when it fails. */
import { spawn } from 'node:child_process';

export function runChild(
  program: string,
  args: readonly string[],
  { cwd, signal }: { cwd: string; signal: AbortSignal }
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}:\n${output}`))
    );
  });
}
