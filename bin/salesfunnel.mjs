#!/usr/bin/env node
/**
 * The command line. Its sources are TypeScript: they are bundled on first use, and again when one has changed, so
 * that `npm ci` is all it needs.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bundle = path.join(root, '.cache', 'salesfunnel.mjs');

/** When the newest source was changed, in milliseconds. */
function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    const full = path.join(folder, entry.name);
    const at = entry.isDirectory() ? newest(full) : /\.ts$/.test(entry.name) ? statSync(full).mtimeMs : 0;
    return Math.max(latest, at);
  }, 0);
}

if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest(path.join(root, 'src'))) {
  let esbuild;
  try {
    esbuild = await import('esbuild');
  } catch {
    process.stderr.write('usage: the packages are not installed: run "npm ci" in the repository first\n');
    process.exit(2);
  }
  mkdirSync(path.dirname(bundle), { recursive: true });
  // Another process may read the bundle meanwhile: it sees the old one or the new one, and no half.
  const written = `${bundle}.${process.pid}`;
  await esbuild.build({
    entryPoints: [path.join(root, 'src/cli/main.ts')],
    outfile: written,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  renameSync(written, bundle);
}
// `… | head` closes the pipe early; that is no error.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const { main } = await import(pathToFileURL(bundle).href);
process.exitCode = await main(process.argv.slice(2));
