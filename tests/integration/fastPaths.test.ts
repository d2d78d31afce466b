/**
 * A funnel without times is counted by the deepest stage, and with growing ids from a span of the history: two other
 * ways to the same numbers. Over random companies, each gives the counts and amounts of the full funnel.
 */
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import { print } from '../../src/sql/print';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { randomCompany } from '../reference/randomCompany';
import { randomFunnel, randomRange } from '../reference/randomQuestions';

const seeds = Array.from({ length: 60 }, (_, seed) => seed + 1000);
const fast = { timing: false, losses: false } as const;

async function counts(engine: Engine, query: FunnelQuery, modelInput: object, seed: number): Promise<string[] | string> {
  const company = randomCompany(seed);
  try {
    const plan = planQuery(query, parseModelOrThrow(modelInput), randomRange(seed, company));
    const answers: Record<string, Array<Record<string, unknown>>> = {};
    for (const { id, select } of compile(plan, engine.dialect)) {
      answers[id] = await engine.run(print(select, engine.dialect));
    }
    const { columns, length } = assemble(plan, answers);
    const shown = columns.filter(({ name }) => [query.by, 'stage', 'reached', 'step_conversion', 'value'].includes(name));
    return Array.from({ length }, (_, row) => shown.map(({ values }) => (typeof values[row] === 'number' ? Number(values[row].toPrecision(9)) : values[row])).join(' | ')).sort();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

test.each(engineIds)('every way to count a funnel gives the same on %s', async (id) => {
  let compared = 0;
  for (const seed of seeds) {
    const company = randomCompany(seed);
    const asked = randomFunnel(seed, company);
    const engine = await openEngine(id);
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      const growing = { ...(company.modelInput as object), ids: 'growing' };
      for (const query of [asked, { ...asked, policy: 'reached' as const, basis: 'cohort' as const, window: undefined }]) {
        const full = await counts(engine, query, company.modelInput as object, seed);
        compared += Array.isArray(full) && full.length > 0 ? 1 : 0;
        expect([seed, await counts(engine, { ...query, ...fast }, company.modelInput as object, seed)]).toEqual([seed, full]);
        expect([seed, await counts(engine, query, growing, seed)]).toEqual([seed, full]);
        expect([seed, await counts(engine, { ...query, ...fast }, growing, seed)]).toEqual([seed, full]);
      }
    } finally {
      await engine.close();
    }
  }
  expect(compared).toBeGreaterThan(50);
}, 120_000);
