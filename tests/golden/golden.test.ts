/**
 * The SQL that people review: one file a question and dialect. `npm run golden` rewrites them; each statement is also
 * run over empty tables, so that a golden file is never a statement that does not run.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile';
import { assemble } from '../../src/result/assemble';
import { print } from '../../src/sql/print';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { tables } from './model';
import { queries } from './queries';

const isWriting = process.env.GOLDEN === 'write';
const fileOf = (name: string): string => `${name.replaceAll(' ', '-').toLowerCase()}.sql`;

describe.each(engineIds)('%s', (id) => {
  const folder = path.join(__dirname, id);
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(id);
    for (const [table, columns] of Object.entries(tables)) {
      await engine.load(table, columns, []);
    }
    if (isWriting) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
  });
  afterAll(() => engine.close());

  test.each(Object.entries(queries))('%s', async (name, planned) => {
    const plan = planned();
    const statements = compile(plan, engine.dialect).map(({ id: part, select }) => ({ part, sql: print(select, engine.dialect) }));
    const text = `${statements.map(({ sql }) => sql).join(';\n\n')};\n`;
    const file = path.join(folder, fileOf(name));
    if (isWriting) {
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, 'utf8'));
    const answers = await Promise.all(statements.map(async ({ part, sql }) => [part, await engine.run(sql)] as const));
    expect(assemble(plan, Object.fromEntries(answers)).modelHash).toBe(plan.model.hash);
  });

  test('no file is left of a question that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(queries).map(fileOf).sort());
  });
});
