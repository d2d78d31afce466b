/** Funnels that are asked together: one statement answers each of them as its own would. */
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import { funnelKey, mergeFunnels } from '../../src/plan/mergeFunnels';
import type { FunnelPlan, Plan } from '../../src/plan/Plan';
import { planQuery } from '../../src/plan/planQuery';
import { assemble } from '../../src/result/assemble';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { randomCompany } from '../reference/randomCompany';
import { randomFunnel, randomRange } from '../reference/randomQuestions';

async function rowsOf(engine: Engine, plan: Plan): Promise<Record<string, Row[]>> {
  const answers: Record<string, Row[]> = {};
  for (const { id, select } of compile(plan, engine.dialect)) {
    answers[id] = await engine.run(print(select, engine.dialect));
  }
  return answers;
}

function answered(of: () => unknown): unknown {
  try {
    return of();
  } catch (error) {
    if (error instanceof SalesError) {
      return error.message;
    }
    throw error;
  }
}

it.each(engineIds)('answer as they do alone, on %s', async (id) => {
  let merged = 0;
  for (let seed = 0; seed < 30; seed++) {
    const company = randomCompany(seed);
    const model = parseModelOrThrow(company.modelInput);
    const range = randomRange(seed, company);
    const query = randomFunnel(seed, company);
    let plans: FunnelPlan[];
    try {
      plans = [{ timing: false, pad: true }, { timing: true }, { timing: false, losses: false, values: false, evidence: false }].map((options) => planQuery({ ...query, ...options }, model, range) as FunnelPlan);
    } catch {
      // The model cannot answer this one.
      continue;
    }
    expect(new Set(plans.map(funnelKey)).size).toBe(1);
    const engine = await openEngine(id);
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      const together = await rowsOf(engine, mergeFunnels(plans));
      for (const plan of plans) {
        const alone = await rowsOf(engine, plan);
        expect(answered(() => assemble(plan, together))).toEqual(answered(() => assemble(plan, alone)));
        merged += 1;
      }
    } finally {
      await engine.close();
    }
  }
  expect(merged).toBeGreaterThan(40);
}, 120_000);
