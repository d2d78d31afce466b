/** Static files: which folder answers which address, and never one outside it. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { reply, type Reply } from './reply';

export interface Mount {
  readonly at: string;
  readonly folder: string;
  /** The address changes with the content. */
  readonly isImmutable?: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

export function findFile(mounts: readonly Mount[], pathname: string): Reply | undefined {
  for (const { at, folder, isImmutable } of mounts) {
    if (!pathname.startsWith(at)) {
      continue;
    }
    const file = path.join(folder, pathname.slice(at.length));
    if (file.startsWith(folder + path.sep) && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      return {
        status: 200,
        type: types[path.extname(file)] ?? 'application/octet-stream',
        body: { file },
        cache: isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
    }
  }
  return undefined;
}

const blank = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>';
const drawings: Readonly<Record<string, string>> = {
  spinner: '<path d="M12 4a8 8 0 1 0 8 8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  'angle-double-left':
    '<path d="m11 17-5-5 5-5m7 10-5-5 5-5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  'sync-slash':
    '<path d="M19 8a8 8 0 0 0-14 0m0 8a8 8 0 0 0 14 0M4 4l16 16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
};

/** Icons that Grafana's server has and its published libraries lack: a drawing of our own, or nothing. */
export function missingIcon(pathname: string): Reply | undefined {
  const name = /^\/public\/(?:build\/)?img\/.*?([\w-]+)\.svg$/.exec(pathname)?.[1];
  if (name === undefined) {
    return undefined;
  }
  const drawing = drawings[name];
  return reply.svg(drawing ? blank.replace('/>', `>${drawing}</svg>`) : blank);
}

/** The parsed file, or undefined when there is none. */
export function readJson(file: string): unknown {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
