/**
 * The compiled SQL against the reference of tests/reference, on random databases. A failure names the seed; run it
 * alone with SEED=…, or more databases with COUNT=….
 */
import { parseModelOrThrow } from '../../src/model/parse';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { compareFunnel, compareMetrics, expectMetrics, type Difference } from '../reference/compare';
import { metricIds } from '../reference/metrics';
import { readModel } from '../reference/model';
import { Random } from '../reference/random';
import { randomCompany } from '../reference/randomCompany';
import { randomFunnel, randomMetricsQuery, randomRange } from '../reference/randomQuestions';

const first = Number(process.env.SEED ?? 0);
const count = Number(process.env.COUNT ?? (process.env.SEED === undefined ? 300 : 1));
const inGroupsOf = 25;

/** Every question about one database that the two sides answer differently. */
async function differencesOf(seed: number): Promise<Difference[]> {
  const company = randomCompany(seed);
  const range = randomRange(seed, company);
  const base = { model: readModel(company.modelInput), parsed: parseModelOrThrow(company.modelInput), tables: company.tables, range };
  const random = new Random(seed, 'questions');
  // A database answers a third of the metrics, in one statement.
  const query = {
    refId: 'A', schemaVersion: 1, type: 'metrics' as const, ...randomMetricsQuery(seed, range),
    metrics: metricIds.filter(() => random.chance(1 / 3)),
  };
  const funnels = [0, 1].map((i) => randomFunnel(seed * 10 + i, company));
  const { wanted, differences } = expectMetrics({ ...base, query });
  const found = differences.map((difference) => `plan: ${difference}`);
  for (const id of engineIds) {
    const engine: Engine = await openEngine(id);
    const note = (kind: string, some: readonly Difference[]): void => void found.push(...some.map((difference) => `${id} ${kind}: ${difference}`));
    try {
      for (const [name, table] of Object.entries(company.tables)) {
        await engine.load(name, table.columns, table.rows);
      }
      note('metric', await compareMetrics(engine, { ...base, query }, wanted));
      for (const funnel of funnels) {
        note(`funnel ${JSON.stringify(funnel)}`, await compareFunnel(engine, { ...base, query: funnel }));
      }
    } catch (error) {
      found.push(`${id}: ${(error as Error).message}`);
    } finally {
      await engine.close();
    }
  }
  return found;
}

describe('random companies', () => {
  const starts = Array.from({ length: Math.ceil(count / inGroupsOf) }, (_, i) => first + i * inGroupsOf);

  it.each(starts)('from seed %i on get the answers of the reference', async (start) => {
    const different: Record<number, Difference[]> = {};
    for (let seed = start; seed < Math.min(start + inGroupsOf, first + count); seed++) {
      const found = await differencesOf(seed);
      if (found.length > 0) {
        different[seed] = found.slice(0, 5).map((text) => text.slice(0, 600));
      }
    }
    expect(different).toEqual({});
  }, 120_000);
});
