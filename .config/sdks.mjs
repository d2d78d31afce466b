/**
 * `npm run test:sdks`: whether the plugin's sources fit the libraries of the oldest and of the newest Grafana that it is
 * for, and not only those that it is built with: their types, and that each import exists when it runs. The libraries are
 * installed into .cache/sdk once. Numbers name versions: `npm run test:sdks -- 13.2.2`. With --browser the dashboards are
 * drawn by the newest, too: the plugin that was built with our libraries, in a workbench that is made of those.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { externals } from './externals.mjs';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const libraries = ['@grafana/data', '@grafana/runtime', '@grafana/schema', '@grafana/ui'];
const reactOf = (version, types) => ({ react: version, 'react-dom': version, '@types/react': types, '@types/react-dom': types });
/** With what goes with them. What the plugin is built with is checked by `npm run typecheck`. */
const sdks = {
  '11.6.14': reactOf('18.3.1', '^18.3.0'),
  '13.2.2': {
    ...reactOf('19.2.0', '^19.2.0'),
    // What the workbench's page is made of beside the rest.
    '@grafana/e2e-selectors': '13.2.2', '@grafana/i18n': '13.2.2', '@grafana/scenes': '8.19.0', 'react-router-dom': '6.30.6', rxjs: '7.8.2',
  },
};
const newest = '13.2.2';

/** Ours, of which the libraries bring an older version for themselves. */
const ours = { yaml: path.join(root, 'node_modules/yaml') };

/** @returns the folder in which the libraries are installed */
function install(version, others) {
  const folder = path.join(root, '.cache/sdk', version);
  const wanted = { ...Object.fromEntries(libraries.map((name) => [name, version])), ...others };
  const manifest = JSON.stringify({ private: true, dependencies: wanted });
  const stamp = path.join(folder, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) {
    return folder;
  }
  console.log(`installing the libraries of ${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), manifest);
  const options = ['--ignore-scripts', '--no-package-lock', '--loglevel', 'error'];
  if (spawnSync('npm', ['install', ...options], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0) {
    throw new Error(`the libraries of ${version} cannot be installed`);
  }
  writeFileSync(stamp, manifest);
  return folder;
}

/** The sources beside other libraries: a link, and compilers that take it for a folder. */
function place(folder) {
  const link = path.join(folder, 'src');
  if (!existsSync(link)) {
    symlinkSync(path.join(root, 'src'), link, 'junction');
  }
  const paths = Object.fromEntries(Object.entries(ours).map(([name, place]) => [name, [place]]));
  const options = { preserveSymlinks: true, rootDir: '.', types: [], noEmit: true, paths };
  const tsconfig = { extends: path.join(root, 'tsconfig.json'), compilerOptions: options, files: ['src/module.ts'], include: [] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
}

const typesFit = (folder) =>
  spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', folder], { stdio: 'inherit' }).status === 0;

/** Bundles the plugin with the libraries that Grafana shares: an import that they lack is an error or a warning. */
async function importsExist(folder) {
  const modules = path.join(folder, 'node_modules');
  const shared = externals.filter((name) => libraries.includes(name));
  const { warnings, errors, metafile } = await build({
    entryPoints: [path.join(folder, 'src/module.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    preserveSymlinks: true,
    alias: ours,
    outdir: folder,
    jsx: 'transform',
    mainFields: ['browser', 'module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.svg': 'empty', '.png': 'empty', '.ttf': 'empty', '.woff2': 'empty' },
    logLevel: 'silent',
    plugins: [esModules(modules, shared)],
  }).catch((error) => ({ warnings: [], errors: error.errors ?? [error] }));
  const missing = warnings.filter(({ id }) => id === 'import-is-undefined');
  [...errors, ...missing].forEach(({ text, location }) => console.error(`${location?.file ?? ''}:${location?.line ?? ''} ${text}`));
  const used = Object.keys(metafile?.inputs ?? {});
  const foreign = shared.filter((name) => !used.some((file) => file.includes(`.cache/sdk/${path.basename(folder)}/node_modules/${name}/`)));
  foreign.forEach((name) => console.error(`${name} was not taken from ${modules}`));
  return errors.length + missing.length + foreign.length === 0;
}

/** Their ES modules: of CommonJS nobody can say what it exports. */
const esModules = (modules, names) => ({
  name: 'es-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^@grafana\/[a-z]+$/ }, ({ path: name }) => {
      const places = ['index.mjs', 'index.js'].map((file) => path.join(modules, name, 'dist/esm', file));
      const file = names.includes(name) || name === '@grafana/schema' ? places.find((one) => existsSync(one)) : undefined;
      return file && { path: file };
    });
  },
});

const asked = process.argv.slice(2).filter((argument) => argument !== '--browser');
for (const [version, others] of Object.entries(sdks).filter(([one]) => asked.length === 0 || asked.includes(one))) {
  const folder = install(version, others);
  place(folder);
  const types = typesFit(folder);
  const imports = await importsExist(folder);
  console.log(`${version}: types ${types ? 'fit' : 'DO NOT FIT'}, imports ${imports ? 'exist' : 'ARE MISSING'}`);
  process.exitCode = types && imports ? process.exitCode : 1;
  if (version === newest && process.argv.includes('--browser')) {
    const env = { ...process.env, WORKBENCH_LIBRARIES: folder };
    const { status } = spawnSync(process.execPath, [path.join(root, 'tests/browser/run.mjs'), 'dashboards'], { stdio: 'inherit', env });
    process.exitCode = status === 0 ? process.exitCode : 1;
  }
}
