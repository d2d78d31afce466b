/**
 * What PostgreSQL can do better (positions in a list, ranges in two halves) against the plain way, on the same rows:
 * buckets, open deals along time and everything else come out alike.
 */
import { postgres } from '../../src/dialects/postgres';
import type { Dialect } from '../../src/sql/Dialect';
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import { planQuery } from '../../src/plan/planQuery';
import type { MetricsQuery } from '../../src/plan/query';
import { assemble } from '../../src/result/assemble';
import { print } from '../../src/sql/print';
import { openEngine } from '../engines/engines';
import { randomCompany } from '../reference/randomCompany';
import { randomMetricsQuery, randomRange } from '../reference/randomQuestions';

const plain: Dialect = { ...postgres, position: undefined, nth: undefined, splitsRanges: false };
// Stalled deals and ages depend on the instant and would keep all open deals from being added up by spans.
const metrics = ['deals_created', 'won_deals', 'bookings', 'open_deals', 'pipeline_value', 'win_rate'];

test('the better ways of PostgreSQL give what the plain ones give', async () => {
  let compared = 0;
  for (let seed = 2000; seed < 2080; seed++) {
    const company = randomCompany(seed);
    const range = randomRange(seed, company);
    const query: MetricsQuery = { refId: 'A', schemaVersion: 1, type: 'metrics', ...randomMetricsQuery(seed, range), metrics, grain: 'month' };
    const engine = await openEngine('postgres');
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      const ask = async (dialect: Dialect): Promise<unknown> => {
        const plan = planQuery(query, parseModelOrThrow(company.modelInput), range);
        const answers: Record<string, Array<Record<string, unknown>>> = {};
        for (const { id, select } of compile(plan, dialect)) {
          answers[id] = await engine.run(print(select, dialect));
        }
        const { columns, length } = assemble(plan, answers);
        compared += length > 0 ? 1 : 0;
        return Array.from({ length }, (_, row) => columns.map(({ values }) => (typeof values[row] === 'number' ? Number(values[row].toPrecision(9)) : values[row])).join(' | ')).sort();
      };
      const refused = (error: unknown): unknown => (error as { code?: string }).code ?? String(error);
      expect([seed, await ask(postgres).catch(refused)]).toEqual([seed, await ask(plain).catch(refused)]);
    } finally {
      await engine.close();
    }
  }
  expect(compared).toBeGreaterThan(60);
}, 120_000);
