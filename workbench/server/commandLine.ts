/** Runs `salesfunnel`, which holds what the workbench must not have a second copy of: the evaluator and the export. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Ended {
  /** Its exit code; null when it was stopped. */
  readonly code: number | null;
  readonly output: string;
  /** What it wrote to standard error. */
  readonly errors: string;
}

/** Milliseconds. */
const patience = 120_000;

/** @throws when it cannot be started, and when the signal or the clock ends it */
export function runCommandLine(root: string, args: readonly string[], signal: AbortSignal): Promise<Ended> {
  const late = AbortSignal.timeout(patience);
  return new Promise((resolve, reject) => {
    const program = path.join(root, 'bin/salesfunnel.mjs');
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      signal: AbortSignal.any([signal, late]),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error) =>
      reject(late.aborted ? new Error(`salesfunnel ${args[0]} took more than ${patience / 1000} s`) : error)
    );
    child.on('close', (code) => resolve({ code, output: textOf(output), errors: textOf(errors) }));
  });
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
