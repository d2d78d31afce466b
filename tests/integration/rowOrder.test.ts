/** Statements name no order of their rows (Grafana's answers and the databases' threads mix them), so an answer must not depend on it. */
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import { planQuery } from '../../src/plan/planQuery';
import type { MetricsQuery, SalesQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import { print } from '../../src/sql/print';
import { SalesError } from '../../src/sql/SalesError';
import { openEngine, type Row } from '../engines/engines';
import { Random } from '../reference/random';
import { randomCompany } from '../reference/randomCompany';
import { randomFunnel, randomMetricsQuery, randomRange } from '../reference/randomQuestions';
import { available } from './parity';

function shuffled(rows: readonly Row[], r: Random): Row[] {
  return rows.map((row) => [r.next(), row] as const).sort(([a], [b]) => a - b).map(([, row]) => row);
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

it.each([0, 20, 40])('an answer does not depend on the order of its rows: companies from %i on', async (first) => {
  let mixed = 0;
  for (let seed = first; seed < first + 20; seed++) {
    const company = randomCompany(seed);
    const model = parseModelOrThrow(company.modelInput);
    const range = randomRange(seed, company);
    const r = new Random(seed, 'row order');
    const engine = await openEngine('duckdb');
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      const asked = { refId: 'A', schemaVersion: 1, type: 'metrics', evidence: true } as const;
      const shared = randomMetricsQuery(seed, range);
      const questions: SalesQuery[] = [
        randomFunnel(seed, company),
        ...['owner', shared.by?.[0] ?? 'region'].flatMap((by) => {
          const query: MetricsQuery = { ...asked, ...shared, by: [by], metrics: [], compare: 'previous-period' };
          // Those that can be asked for this way; the rest have a test of their own sentence.
          const metrics = available(model).filter((id) => isAskable(() => planQuery({ ...query, metrics: [id] }, model, range)));
          return metrics.length > 0 ? [{ ...query, metrics }] : [];
        }),
      ];
      for (const query of questions.filter((one) => isAskable(() => planQuery(one, model, range)))) {
        const plan = planQuery(query, model, range);
        const answers: Record<string, Row[]> = {};
        for (const { id, select } of compile(plan, engine.dialect)) {
          answers[id] = await engine.run(print(select, engine.dialect));
        }
        const plain = answered(() => assemble(plan, answers));
        for (let trial = 0; trial < 4; trial++) {
          const other = Object.fromEntries(Object.entries(answers).map(([id, rows]) => [id, trial === 0 ? [...rows].reverse() : shuffled(rows, r)]));
          expect({ seed, query, answer: answered(() => assemble(plan, other)) }).toEqual({ seed, query, answer: plain });
          mixed += Object.values(answers).some((rows) => rows.length > 1) ? 1 : 0;
        }
      }
    } finally {
      await engine.close();
    }
  }
  expect(mixed).toBeGreaterThan(100);
}, 180_000);

function isAskable(plan: () => unknown): boolean {
  try {
    plan();
    return true;
  } catch (error) {
    if (error instanceof SalesError) {
      return false;
    }
    throw error;
  }
}
