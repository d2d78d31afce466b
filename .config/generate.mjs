/**
 * `npm run generate`: writes dashboards/ and provisioning/datasources/ from src/dashboards and examples/demo/model.json.
 * With --check it writes nothing and fails when a file is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const isCheck = process.argv.includes('--check');
const bundle = path.join(root, '.cache', 'generate.mjs');

await build({
  entryPoints: [path.join(root, 'src/dashboards/files.ts')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const { files } = await import(pathToFileURL(bundle).href);
const model = JSON.parse(readFileSync(path.join(root, 'examples/demo/model.json'), 'utf8'));

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.entries(files(model)).filter(([name, text]) => read(path.join(root, name)) !== text);
if (isCheck && stale.length > 0) {
  console.error(`not up to date: ${stale.map(([name]) => name).join(', ')}; run "npm run generate"`);
  process.exitCode = 1;
} else if (!isCheck) {
  for (const [name, text] of stale) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
    console.log(`wrote ${name}`);
  }
}
