/** A dimension may have any name that a model allows, also one that a statement uses for something else. */
import { compile } from '../../src/compile';
import { dialects } from '../../src/dialects';
import { listMetrics } from '../../src/metrics/catalogue';
import { planQuery } from '../../src/plan/planQuery';
import type { SalesQuery } from '../../src/plan/query';
import { print } from '../../src/sql/print';
import type { Result } from '../../src/result/Result';
import { engineIds } from '../engines/engines';
import { answer, rounded } from '../property/answers';
import { deal, funnel, lead, metrics, modelWith, open, range } from './small';

const month = range('2026-01-01', '2026-02-01', '2026-07-01');
const named = (id: string) => modelWith({}, { dimensions: { [id]: 'region', owner: 'rep' } }, { lead: { from: 'leads', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, dimensions: { [id]: 'region' } } });
const questions = (id: string): SalesQuery[] => [
  metrics('won_deals bookings open_deals win_rate win_rate_cohort', { by: [id], evidence: true }),
  metrics('won_deals leads_created bookings_growth', { by: [id], grain: 'week' }),
  metrics('open_deals', { by: [id], compare: 'previous-period', grain: 'week' }),
  metrics('open_deals_per_rep', { by: [id] }),
  funnel({ by: id }), funnel({ by: id, timing: false }), funnel({ by: id, entity: 'lead-to-deal' }), { refId: 'A', schemaVersion: 1, type: 'pipeline', by: id, evidence: true },
];
const data = {
  deals: [
    deal('2026-01-02', { won: '2026-01-20', amount: 10, region: 'West', rep: 'Ada', lead: 'l1', moves: [['demo', '2026-01-03'], ['won', '2026-01-20']] }),
    deal('2026-01-03', { lost: '2026-01-21', amount: 20, region: 'East', rep: 'Bob', lead: 'l2', moves: [['offer', '2026-01-05'], ['lost', '2026-01-21']] }),
    deal('2026-01-04', { amount: 40, region: 'East', rep: 'Ada', moves: [['demo', '2026-01-06']] }), deal('2026-01-05', { rep: 'Bob' }),
  ],
  leads: [lead('l1', '2026-01-01', { region: 'West' }), lead('l2', '2026-01-01', { region: 'East' })],
  range: month,
};

/** Every name that a statement of those questions gives to a column or a step. */
function usedNames(): string[] {
  const model = named('region');
  const found = new Set<string>();
  for (const query of [...questions('region'), metrics(listMetrics(model).filter(({ info, missing }) => !missing && info.group === 'Results').map(({ info }) => info.id).join(' '), { grain: 'month' })]) {
    try {
      for (const dialect of dialects) {
        const sql = compile(planQuery(query, model, month), dialect).map(({ select }) => print(select, dialect)).join('\n');
        [...sql.matchAll(/"([A-Za-z][\w-]*)"/g)].forEach(([, name]) => found.add(name!));
      }
    } catch {
      // Not every metric of the group can be asked for without a breakdown.
    }
  }
  // A model keeps these for itself, or has them as dimensions already.
  ['region', 'time', 'bucket', 'stage', 'pipeline'].forEach((name) => found.delete(name));
  // One name of each numbered family.
  return [...new Map([...found].map((name) => [name.replace(/\d+$/, ''), name])).values()].sort();
}

const comparable = (results: readonly Result[], id: string): unknown =>
  rounded(JSON.parse(JSON.stringify(results.map(({ columns, length }) => ({ columns: columns.map(({ name, role, values, keys }) => ({ name: role === 'dimension' && name === id ? 'region' : name, values, keys })), length })))));

test('statements use many names', () => {
  expect(usedNames().length).toBeGreaterThan(50);
});

test.each(engineIds)('%s: each may be a dimension', async (id) => {
  const engine = await open(id, data);
  const answers = async (name: string): Promise<unknown> => {
    const found: Result[] = [];
    for (const query of questions(name)) {
      found.push(await answer(planQuery(query, named(name), month), engine));
    }
    return comparable(found, name);
  };
  const expected = await answers('region');
  const wrong: string[] = [];
  for (const name of new Set([...usedNames(), 'metric', 'Window', 'planet', 'value-2', 'region_label', 'by_region', 'a'.repeat(63)])) {
    const found = await answers(name).catch(String);
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      wrong.push(`${name}: ${typeof found === 'string' ? found : 'other numbers'}`);
    }
  }
  expect(wrong).toEqual([]);
  await engine.close();
}, 60_000);
