import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';

const root = path.resolve(__dirname, '../..');
const pure = ['sql', 'dialects', 'formula', 'model', 'metrics', 'plan', 'compile', 'result', 'native'];
const modules = pure.flatMap((folder) => {
  const at = path.join(root, 'src', folder);
  const files = existsSync(at) ? readdirSync(at, { recursive: true, encoding: 'utf8' }) : [];
  return files.filter((file) => /(?<!\.test|\.fixture)\.ts$/.test(file)).map((file) => `./src/${folder}/${file}`);
});

/** Every pure module in one script for the browser, with nothing left outside. */
const bundled = build({
  stdin: { contents: modules.map((name, at) => `export * as m${at} from '${name}';`).join('\n'), resolveDir: root, loader: 'ts' },
  bundle: true, write: false, metafile: true, platform: 'browser', format: 'iife', globalName: 'core', logLevel: 'silent',
});

describe('the pure core', () => {
  test('bundles for the browser, with four small libraries', async () => {
    const { metafile } = await bundled;
    const libraries = Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(libraries)].sort()).toEqual(['@date-fns/tz', 'jsep', 'yaml', 'zod']);
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  });

  test('prints a statement where there is neither a DOM nor Node', async () => {
    const { outputFiles } = await bundled;
    const of = (file: string) => `core.m${modules.indexOf(`./src/${file}.ts`)}`;
    const script = `
      const model = ${of('model/parse')}.parseModelOrThrow({ entities: { deal: { from: 'deals', id: 'id',
        createdAt: { column: 'created_at', is: 'instant' }, outcome: { column: 'status', won: ['won'], lost: ['lost'] } } } });
      const at = (day) => new Date(day + 'T00:00:00Z');
      const plan = ${of('plan/planQuery')}.planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['deals_created'] }, model,
        { from: at('2026-01-01'), to: at('2026-02-01'), now: at('2026-02-01') });
      const dialect = ${of('dialects/index')}.dialectById('duckdb');
      ${of('sql/print')}.print(${of('compile/index')}.compile(plan, dialect)[0].select, dialect);`;
    expect(runInContext(`${outputFiles[0]!.text}\n${script}`, createContext({}))).toContain('FROM "deals" AS "deal"');
  });
});

test('the command line starts in plain Node', () => {
  const listed = execFileSync(process.execPath, [path.join(root, 'bin/salesfunnel.mjs'), 'metrics'], { encoding: 'utf8', cwd: '/' });
  expect(listed).toMatch(/^Results\n {2}closed_deals/);
});
