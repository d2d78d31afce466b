/** Columns that are stored in other ways than one would choose: ids as numbers here and as texts there, flags as words. */
import { parseModelOrThrow } from '../../src/model/parse';
import { planQuery } from '../../src/plan/planQuery';
import type { SalesQuery } from '../../src/plan/query';
import type { Result } from '../../src/result/Result';
import { engineIds, openEngine } from '../engines/engines';
import { answer } from '../property/answers';
import { funnel, metrics, range, valuesOf } from './small';

const instant = (column: string) => ({ column, is: 'instant' });
const model = parseModelOrThrow({
  ids: 'text', calendar: { timeZone: 'Europe/Berlin' }, horizon: { lead: 20, deal: 20 },
  // Provisioning makes numbers of ids that look like numbers.
  pipelines: [{ id: 1, stages: [{ id: 10, label: 'Talk' }, { id: 20, label: 'Offer' }, { id: 30, kind: 'won' }, { id: 40, kind: 'lost' }] }],
  entities: {
    deal: {
      from: 'deals', id: 'id', lead: 'lead', stage: 'stage', pipeline: 'pipeline', amount: 'amount', createdAt: instant('created'), closedAt: instant('closed'),
      dimensions: { owner: { join: 'users', on: 'owner', key: 'id', label: 'name' }, hot: 'hot' },
    },
    stageChange: { from: 'moves', item: 'deal', to: 'stage', at: instant('at') },
    lead: { from: 'leads', id: 'id', createdAt: instant('created'), qualifiedAt: instant('qualified') },
    owner: { from: 'users', id: 'id', name: 'name', active: 'active' },
  },
});
const columns = (text: string) => text.split(', ').map((one) => ({ name: one.split(' ')[0]!, type: one.split(' ')[1]! }));

describe.each(engineIds)('%s', (id) => {
  async function ask(active: string, query: SalesQuery): Promise<Result> {
    const engine = await openEngine(id);
    await engine.load('deals', columns('id integer, lead integer, stage integer, pipeline integer, amount number, created instant, closed instant, owner integer, hot boolean'), [
      [1, 5, 30, 1, 10, new Date('2026-01-05'), new Date('2026-01-20'), 7, true], [2, 6, 20, 1, 20, new Date('2026-01-06'), null, 8, false],
    ]);
    await engine.load('moves', columns('deal text, stage text, at instant'), [
      ['1', '10', new Date('2026-01-05')], ['1', '20', new Date('2026-01-06T10:00:00.100Z')], ['1', '30', new Date('2026-01-06T10:00:00.900Z')], ['2', '20', new Date('2026-02-10')],
    ]);
    await engine.load('leads', columns('id text, created instant, qualified instant'), [['5', new Date('2026-01-01'), null], ['6', new Date('2026-01-01'), new Date('2026-01-02')]]);
    await engine.load('users', columns(`id text, name text, active ${active}`), [['7', 'Ada', active === 'text' ? 'yes' : 1], ['8', 'Bob', active === 'text' ? 'no' : 0]]);
    try {
      return await answer(planQuery(query, model, range('2026-01-01', '2026-04-01')), engine);
    } finally {
      await engine.close();
    }
  }

  test('ids are numbers in one table and texts in the other', async () => {
    expect(valuesOf(await ask('boolean', funnel()), 'reached')).toEqual([2, 2, 1]);
    expect(valuesOf(await ask('boolean', funnel({ entity: 'lead-to-deal' })), 'reached')).toEqual([2, 2, 2, 2, 1]);
    expect(valuesOf(await ask('boolean', metrics('lead_to_customer_rate lead_to_customer_time')), 'lead_to_customer_time')).toEqual([19]);
    const byOwner = await ask('boolean', metrics('deals_created', { by: ['owner'] }));
    expect([valuesOf(byOwner, 'owner'), valuesOf(byOwner, 'deals_created')]).toEqual([['Ada', 'Bob'], [1, 1]]);
    const quality = await ask('boolean', metrics('dq_bulk_moves dq_no_history'));
    expect([valuesOf(quality, 'dq_bulk_moves'), valuesOf(quality, 'dq_no_history')]).toEqual([[1], [0]]);
  });

  test('stages are numbers in one table and texts in the other', async () => {
    const open = await ask('boolean', metrics('open_deals', { by: ['stage'], grain: 'month' }));
    expect(['time', 'stage', 'open_deals'].map((name) => valuesOf(open, name))).toEqual([
      ['2026-01-01', '2026-01-01', '2026-02-01', '2026-02-01', '2026-03-01', '2026-03-01'], ['Talk', 'Offer', 'Talk', 'Offer', 'Talk', 'Offer'], [1, 0, 0, 1, 0, 1],
    ]);
    expect(valuesOf(await ask('boolean', metrics('open_deals', { filters: [{ dimension: 'stage', operator: '=', values: ['Offer'] }] })), 'open_deals')).toEqual([1]);
  });

  test('dimensions are booleans', async () => {
    expect(valuesOf(await ask('boolean', metrics('deals_created', { by: ['hot'] })), 'hot')).toEqual(['false', 'true']);
    expect(valuesOf(await ask('boolean', metrics('won_deals', { filters: [{ dimension: 'hot', operator: '=', values: ['true'] }] })), 'won_deals')).toEqual([1]);
  });

  test.each(['boolean', 'integer', 'text'])('whether a rep is active is %s', async (active) => {
    expect(valuesOf(await ask(active, metrics('bookings_per_rep')), 'bookings_per_rep')).toEqual([10]);
  });
});
