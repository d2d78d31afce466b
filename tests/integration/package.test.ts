/** What `npm run package` refuses to pack, and what it packs. The folder is made here: dist/ may be of another moment. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const work = mkdtempSync(path.join(tmpdir(), 'salesfunnel-package-'));
const good = path.join(work, 'good');
const files: Readonly<Record<string, string>> = {
  'module.js': 'define(["react","@grafana/data"],function(a,b){return "40105039"});',
  'editors.40105039.js': '(self.chunks=self.chunks||[]).push([]);',
  'README.md': `# Sales\n\n![shot](img/shot.png) [Changes](CHANGELOG.md) [Site](https://example.com) ${'It says what it is for. '.repeat(30)}`,
  'CHANGELOG.md': '# Changelog\n\n## 1.2.3\n\nFirst.\n',
  LICENSE: readFileSync(path.join(root, 'LICENSE'), 'utf8'),
  'img/logo.svg': '<svg/>',
  'img/shot.png': 'png',
  'dashboards/one.json': JSON.stringify({ uid: 'one', title: 'One' }),
};
const plugin = {
  id: 'acme-sales-datasource', type: 'datasource', name: 'Sales', metrics: true,
  info: {
    description: 'Sales', author: { name: 'Acme' }, keywords: ['sales'], links: [], version: '1.2.3', updated: '2026-11-21',
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' }, screenshots: [{ name: 'One', path: 'img/shot.png' }],
  },
  includes: [{ type: 'dashboard', name: 'One', path: 'dashboards/one.json' }],
  dependencies: { grafanaDependency: '>=11.6.0', plugins: [] },
};

function write(folder: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

const run = (script: string, ...args: string[]) => spawnSync(process.execPath, [path.join(root, '.config/package', script), ...args], { encoding: 'utf8', cwd: root });

/** The sentences about the good folder with some files replaced, or taken away where there is null. */
function problemsWith(changes: Readonly<Record<string, string | null>>): string[] {
  const folder = mkdtempSync(path.join(work, 'changed-'));
  cpSync(good, folder, { recursive: true });
  for (const [name, text] of Object.entries(changes)) {
    if (text === null) {
      rmSync(path.join(folder, name));
    } else {
      write(folder, name, text);
    }
  }
  const { status, stderr } = run('check.mjs', folder);
  const problems = stderr.split('\n').filter(Boolean);
  expect(status).toBe(problems.length > 0 ? 1 : 0);
  return problems;
}

beforeAll(() => {
  Object.entries({ ...files, 'plugin.json': JSON.stringify(plugin) }).forEach(([name, text]) => write(good, name, text));
});
afterAll(() => rmSync(work, { recursive: true }));

it('finds nothing in a good package', () => {
  expect(problemsWith({})).toEqual([]);
});

const metadata = (changes: object) => ({ 'plugin.json': JSON.stringify({ ...plugin, ...changes }) });
const information = (changes: object) => metadata({ info: { ...plugin.info, ...changes } });

it.each<[string, Record<string, string | null>, string]>([
  ['no licence', { LICENSE: null }, 'LICENSE is missing'],
  ['another licence', { LICENSE: 'Do what you like.' }, 'LICENSE is not the Apache License 2.0'],
  ['a file of the system', { '.DS_Store': 'x' }, '.DS_Store is no file of a plugin'],
  ['a source map', { 'module.js.map': '{}' }, 'module.js.map is no file of a plugin'],
  ['plugin.json that is no JSON', { 'plugin.json': '{' }, 'plugin.json is no JSON'],
  ['an id with capitals', metadata({ id: 'Acme-datasource' }), 'plugin.json has the id "Acme-datasource"'],
  ['an id of another type', metadata({ id: 'acme-panel' }), 'is of a type that its id does not end in'],
  ['a version that was not filled in', information({ version: '%VERSION%' }), 'plugin.json has the version "%VERSION%"'],
  ['a day that is none', information({ updated: 'today' }), 'plugin.json was updated on "today"'],
  ['no keywords', information({ keywords: [] }), 'plugin.json has no keywords'],
  ['no author', information({ author: {} }), 'plugin.json has no author'],
  ['a link that is not secure', information({ links: [{ name: 'Home', url: 'http://example.com' }] }), 'has a link without a name or an https address'],
  ['a logo that is not there', information({ logos: { small: 'img/logo.svg', large: 'img/big.svg' } }), 'names a large logo that is not in the package'],
  ['no pictures', information({ screenshots: [] }), 'plugin.json has no screenshots'],
  ['a picture that is not there', information({ screenshots: [{ name: 'Two', path: 'img/two.png' }] }), 'names the screenshot img/two.png'],
  ['no range of Grafanas', metadata({ dependencies: {} }), 'does not say for which Grafana it is'],
  ['a promise of alerting', metadata({ alerting: true }), 'has "alerting", which needs a server part'],
  ['a dashboard that is not there', { 'dashboards/one.json': null }, 'includes dashboards/one.json, which is not in the package'],
  ['a dashboard that is not named', { 'dashboards/two.json': '{"uid":"two","title":"Two"}' }, 'plugin.json does not include dashboards/two.json'],
  ['a dashboard of another title', { 'dashboards/one.json': '{"uid":"one","title":"Won"}' }, 'plugin.json calls dashboards/one.json "One", and its title is "Won"'],
  ['a dashboard with inputs', { 'dashboards/one.json': '{"uid":"one","title":"One","__inputs":[]}' }, 'has __inputs'],
  ['a module that Grafana does not share', { 'module.js': 'define(["react","@grafana/schema"],function(){return "40105039"});' }, 'asks for @grafana/schema'],
  ['no AMD module', { 'module.js': 'export const plugin = "40105039";' }, 'module.js is no AMD module'],
  ['automatic JSX', { 'editors.40105039.js': 'require("react/jsx-runtime")' }, 'editors.40105039.js has jsx-runtime in it'],
  ['a build for development', { 'module.js': `${files['module.js']}\n//# sourceMappingURL=module.js.map` }, 'module.js was built for development'],
  ['a chunk of another build', { 'editors.ffffffff.js': '' }, 'editors.ffffffff.js is not of this build'],
  ['a README with a link to nowhere', { 'README.md': `${files['README.md']} [model](docs/model.md)` }, 'README.md leads to docs/model.md'],
  ['a README that is a title', { 'README.md': '# Sales' }, 'README.md says too little'],
  ['no notes on this version', { 'CHANGELOG.md': '# Changelog\n\n## 1.2.2\n' }, 'CHANGELOG.md has no heading "## 1.2.3"'],
])('refuses %s', (_, changes, sentence) => {
  expect(problemsWith(changes).join('\n')).toContain(sentence);
});

it('packs the same folder into the same bytes, in any time zone and order of files', () => {
  const script = `import('${path.join(root, '.config/package/zip.mjs')}').then(({ zipPackage }) => {
    const { name, bytes } = zipPackage('${good}');
    process.stdout.write(name + ' ' + Buffer.from(bytes).toString('base64'));
  })`;
  const pack = (zone: string) => spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: root, env: { ...process.env, TZ: zone } });
  const [here, there] = [pack('UTC'), pack('Pacific/Auckland')];
  expect(here.stderr).toBe('');
  expect(there.stdout).toBe(here.stdout);
  const [name, content] = here.stdout.split(' ') as [string, string];
  expect(name).toBe('acme-sales-datasource-1.2.3.zip');
  expect(namesIn(Buffer.from(content, 'base64'))).toEqual(
    [...Object.keys(files), 'plugin.json'].sort().map((file) => `acme-sales-datasource/${file}`)
  );
});

/** Names in the central directory of a zip, in its order. */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names;
}
