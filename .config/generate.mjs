/**
 * `npm run generate`: writes dashboards/ and provisioning/ from src/dashboards and examples/demo/model.json, and
 * docs/catalogue.md from src/metrics. With --check it writes nothing and fails when a file is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const isCheck = process.argv.includes('--check');

/** What a module of src exports. */
async function bundled(source, name) {
  const outfile = path.join(root, '.cache', name);
  await build({ entryPoints: [path.join(root, source)], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'error' });
  return import(pathToFileURL(outfile).href);
}
const { files } = await bundled('src/dashboards/files.ts', 'generate.mjs');
const { cataloguePage } = await bundled('src/cli/markdown.ts', 'catalogue.mjs');
const model = JSON.parse(readFileSync(path.join(root, 'examples/demo/model.json'), 'utf8'));

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.entries({ ...files(model), 'docs/catalogue.md': cataloguePage() }).filter(([name, text]) => read(path.join(root, name)) !== text);
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
