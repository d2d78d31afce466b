/**
 * Bundles the page with Grafana's published libraries. Their ES modules are named one by one: a second copy of
 * @grafana/data in another module format would have registries of its own.
 */
import { existsSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { fingerprint } from './fingerprint';

const inputs = ['workbench/page', 'workbench/launch/bundle.ts', 'package-lock.json'];

/**
 * The folder of the bundle; its name is a hash of what went in.
 * @param libraries the folder whose node_modules the page is made of: another version of Grafana's than our own
 */
export async function bundlePage(root: string, cache: string, libraries = root): Promise<{ folder: string; isNew: boolean }> {
  const other = libraries === root ? '' : `-${path.basename(libraries)}`;
  const folder = path.join(cache, `page-${fingerprint(root, inputs)}${other}`);
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return { folder, isNew: false };
  }
  const { outputFiles } = await build({
    entryPoints: {
      main: path.join(root, 'workbench/page/main.tsx'),
      'editor.worker': path.join(root, 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js'),
      'json.worker': path.join(root, 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js'),
    },
    outdir: folder,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    jsx: 'transform',
    mainFields: ['browser', 'module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
    loader: { '.ttf': 'file', '.svg': 'file', '.woff2': 'file', '.png': 'file' },
    logLevel: 'silent',
    plugins: [oneCopy(libraries), ...(libraries === root ? [] : [elsewhere(root, libraries)])],
  });
  // Written beside and renamed: the folder is there whole or not at all.
  const unfinished = `${folder}.${process.pid}`;
  for (const { path: file, contents } of outputFiles) {
    const target = path.join(unfinished, path.relative(folder, file));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  if (!existsSync(folder)) {
    renameSync(unfinished, folder);
  }
  return { folder, isNew: true };
}

/** Packages that the page itself imports come from the libraries' folder; what is not there, from ours. */
function elsewhere(root: string, libraries: string): Plugin {
  const page = path.join(root, 'workbench');
  return {
    name: 'elsewhere',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, resolveDir }) => {
        if (!resolveDir.startsWith(page)) {
          return undefined;
        }
        const found = await resolve(name, { kind, resolveDir: libraries });
        return found.errors.length > 0 ? undefined : found;
      });
    },
  };
}

function oneCopy(root: string): Plugin {
  const modules = path.join(root, 'node_modules');
  const exact = new Map<string, string>([['moment', 'moment/moment.js']]);
  for (const name of ['data', 'ui', 'runtime', 'schema', 'e2e-selectors']) {
    exact.set(`@grafana/${name}`, `@grafana/${name}/dist/esm/index.mjs`);
    exact.set(`@grafana/${name}/unstable`, `@grafana/${name}/dist/esm/unstable.mjs`);
  }
  // @grafana/ui brings a compatibility layer with a router of its own; its links must find the page's router.
  exact.set('react-router-dom-v5-compat', 'react-router-dom/dist/index.js');
  return {
    name: 'one-copy',
    setup({ onResolve }) {
      onResolve({ filter: /^(moment|react-router-dom-v5-compat|@grafana\/.*)$/ }, ({ path: name }) => {
        const file = exact.get(name);
        return file ? { path: path.join(modules, file) } : undefined;
      });
    },
  };
}
