/** provisioning/ as Grafana takes it: keys that it knows, and variables and files that both ways of starting it give it. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { checkProvisioning, type Kind } from '../../src/native/grafana/check/check';
import { environment } from '../../workbench/launch/grafana';

const root = path.join(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const folder = 'provisioning';
const kinds: readonly Kind[] = ['alerting', 'datasources', 'dashboards'];
const files = kinds.flatMap((kind) =>
  readdirSync(path.join(root, folder, kind)).map((name) => ({ kind, name, text: read(`${folder}/${kind}/${name}`) }))
);
const { services } = parse(read('docker-compose.yaml'));
const composed: Record<string, string> = services.grafana.environment;
const database = { address: 'host:1', user: 'reader', password: 'secret', database: 'sales', url: '' };
const launched = environment({ root, database, work: '/work', plugin: 'plugin', port: 3000 });
const pluginId: string = JSON.parse(read('plugin.json')).id;
/** `$$` is a dollar; statements and texts of rules are taken as they are, and name macros with two underscores. */
const variablesOf = (text: string) =>
  [...text.replaceAll('$$', '').replaceAll(/^#.*$/gm, '').matchAll(/\$([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name!);

it('holds nothing but what Grafana reads and what fills the database', () => {
  expect(readdirSync(path.join(root, folder)).sort()).toEqual([...kinds, 'postgres'].sort());
  expect(files.filter(({ name }) => !/^[a-z-]+\.yaml$/.test(name))).toEqual([]);
});

it.each(files)('has $kind/$name without a key or value that Grafana does not know', ({ kind, text }) => {
  expect(checkProvisioning(kind, text, { variables: Object.keys(composed) })).toEqual([]);
});

it('is shown a key that Grafana does not know', () => {
  const [provider] = files.filter(({ kind }) => kind === 'dashboards');
  expect(checkProvisioning('dashboards', provider!.text.replace('folder:', 'fodler:'))).not.toEqual([]);
});

it.each(files)('has $kind/$name with variables that docker-compose.yaml and npm start set', ({ text }) => {
  const used = variablesOf(text);
  expect(used.filter((name) => !(name in composed))).toEqual([]);
  expect(used.filter((name) => launched[name] === undefined)).toEqual([]);
});

it('is started alike by docker-compose.yaml and npm start', () => {
  const isPlace = (name: string) => /PATH|ROOT_URL|PASSWORD|SALES_SQL_(HOST|USER|DATABASE)|UNSIGNED/.test(name);
  const same = Object.entries(composed).filter(([name]) => !isPlace(name));
  expect(same.length).toBeGreaterThan(3);
  expect(same.filter(([name, value]) => launched[name] !== value)).toEqual([]);
});

it('shows an overview that exists as home dashboard', () => {
  const name = path.basename(composed.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH!);
  expect(composed.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH).toBe(`${composed.SALES_DASHBOARDS_PATH}/${name}`);
  expect(launched.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH).toBe(path.join(root, 'dashboards', name));
  expect(existsSync(path.join(root, 'dashboards', name))).toBe(true);
});

it('puts dashboards and alert rules into one folder', () => {
  const [provider] = parse(files.find(({ kind }) => kind === 'dashboards')!.text).providers;
  const folders = files.filter(({ kind }) => kind === 'alerting').flatMap(({ text }) => parse(text).groups ?? []);
  expect(provider).not.toHaveProperty('folderUid');
  expect([...new Set(folders.map((group: { folder: string }) => group.folder)), provider.folder].every((name) => name === provider.folder)).toBe(true);
});

describe('docker-compose.yaml', () => {
  const mounts = Object.values<{ volumes?: string[] }>(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')));

  it('mounts read-only what is in this folder or what a build puts there', () => {
    expect(mounts.map(([from]) => from).sort()).toEqual(['./dashboards', './dist', './provisioning', './provisioning/postgres']);
    expect(mounts.filter(([, , mode]) => mode !== 'ro')).toEqual([]);
    expect(mounts.map(([from, to]) => [from, to])).toContainEqual(['./provisioning', '/etc/grafana/provisioning']);
    expect(mounts.map(([from, to]) => [from, to])).toContainEqual(['./dist', `/var/lib/grafana/plugins/${pluginId}`]);
    expect(composed.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS).toBe(pluginId);
  });

  it('loads the demo with the files that npm run build writes', () => {
    expect(services.demo.working_dir).toBe('/postgres/demo');
    expect(services.demo.command).toEqual(expect.arrayContaining(['load.sql', '../reader.sql']));
    const { scripts } = JSON.parse(read('package.json'));
    expect(scripts['demo:files']).toContain('--files provisioning/postgres/demo');
    expect(scripts.build).toContain('demo:files');
  });

  it('listens on this computer only', () => {
    const ports = Object.values<{ ports?: string[] }>(services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:${GRAFANA_PORT:-3000}:3000']);
  });
});
