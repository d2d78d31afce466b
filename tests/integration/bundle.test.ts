/** What Grafana loads: dist/, which `npm test` and CI build first. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = path.join(__dirname, '../../dist');
const read = (file: string) => readFileSync(path.join(dist, file), 'utf8');

/** Shared by every Grafana from 11.6 to 13; `react/jsx-runtime` is not among them. */
const shared = ['lodash', 'moment', 'react', 'react-dom', 'rxjs', '@emotion/css', '@grafana/data', '@grafana/runtime', '@grafana/ui'];

/** kB gzipped: docs/decisions/0016. This keeps it from growing unnoticed. */
const limit = 118;

describe('dist', () => {
  it('is built', () => {
    expect(existsSync(path.join(dist, 'module.js'))).toBe(true);
  });

  it('asks only for modules that Grafana shares', () => {
    const [, list] = /^(?:\/\*[\s\S]*?\*\/\s*)?define\((?:"[^"]*",\s*)?\[([^\]]*)\]/.exec(read('module.js'))!;
    const asked = list!.split(',').map((name) => name.trim().replaceAll('"', ''));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !shared.includes(name))).toEqual([]);
  });

  it.each(['jsx-runtime', '__SECRET_INTERNALS'])('has no %s', (text) => {
    for (const file of readdirSync(dist).filter((name) => name.endsWith('.js'))) {
      expect(read(file)).not.toContain(text);
    }
  });

  it(`has a module.js of at most ${limit} kB gzipped`, () => {
    expect(gzipSync(read('module.js')).length / 1000).toBeLessThan(limit);
  });

  it('has the version and date filled in, and no second copy of either', () => {
    const plugin = JSON.parse(read('plugin.json'));
    const { version } = JSON.parse(readFileSync(path.join(dist, '../package.json'), 'utf8'));
    expect(plugin.info.version).toBe(version);
    expect(plugin.info.updated).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(plugin.id).toBe('salesfunnel-metrics-datasource');
    expect(plugin.dependencies.grafanaDependency).toBe('>=11.6.0');
    expect(plugin).not.toHaveProperty('alerting');
  });

  it('ships what plugin.json names', () => {
    const plugin = JSON.parse(read('plugin.json'));
    const files = [plugin.info.logos.small, ...plugin.includes.map((one: { path: string }) => one.path), 'LICENSE', 'CHANGELOG.md'];
    expect(files.filter((file: string) => !existsSync(path.join(dist, file)))).toEqual([]);
  });
});
