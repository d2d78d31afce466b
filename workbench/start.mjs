/**
 * `npm start`: compiles the launcher, which is TypeScript, and hands over to it. It needs neither Docker nor a Grafana
 * server; with GRAFANA_HOME set it runs that Grafana instead.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Until the launcher has something to stop, the end is the end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(0));
}
const { build } = await import('esbuild');
const { startPostgres } = await import('../tests/engines/embedded.mjs');

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '..');
const cache = path.join(root, '.cache', 'workbench');

const { outputFiles } = await build({
  entryPoints: [path.join(here, 'launch', 'main.ts')],
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  write: false,
});
const code = outputFiles[0].contents;
const launcher = path.join(cache, `launch-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`);
mkdirSync(cache, { recursive: true });
writeFileSync(launcher, code);

process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(launcher).href);
await main({ root, cache, startPostgres });
