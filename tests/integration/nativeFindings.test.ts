/** Where an alert rule or an exported panel once said something else than the panel, each small enough to count by hand. */
import type { FunnelQuery, MetricsQuery } from '../../src/plan/query';
import { engineIds, type Row } from '../engines/engines';
import { askNative, askPanel, differences } from './parity';
import { ask, deal, metrics, modelWith, open, range, valuesOf } from './small';

const whole = { kind: 'range' } as const;

describe.each(engineIds)('%s', (id) => {
  const both = async (deals: readonly Row[], query: MetricsQuery | FunnelQuery, model = modelWith(), from: Date, to: Date, now: Date) => {
    const engine = await open(id, { deals });
    try {
      const panel = await askPanel(engine, query, model, { from, to: new Date(to.getTime() + 1), now });
      const rows = await askNative(engine, { query, model, window: whole, from, to }, { kind: 'table' }, { clock: 'database' });
      return { panel, rows, found: differences(panel, rows, model) };
    } finally {
      await engine.close();
    }
  };

  test('an exported range that ends now is no past instant, though the clock has gone on', async () => {
    const minute = 60_000;
    const clock = new Date();
    const deals = [deal('2026-01-10', { stage: 'offer', amount: 5 }), deal('2026-01-10', { moves: [['demo', '2026-02-01']], amount: 7 })];
    const { panel, found } = await both(deals, metrics('open_deals pipeline_value', { by: ['stage'] }), modelWith(), new Date(clock.getTime() - 86_400_000), new Date(clock.getTime() - 5), new Date(Math.floor(clock.getTime() / minute) * minute));
    expect(found).toEqual([]);
    // Without history it stands where its row says; at a past instant it would be in its first stage.
    expect(valuesOf(panel, 'stage')).toEqual(['Demo', 'Offer']);
  });

  test('an instant is expected in the bucket that the range has cut, on its side of the cut', async () => {
    const model = modelWith({}, {
      from: { sql: 'SELECT deals.*, deals.closed_at AS due_at, CAST(NULL AS timestamptz) AS ended_at FROM deals' },
      closedAt: { column: 'ended_at', is: 'instant' }, expectedClose: { column: 'due_at', is: 'instant' },
    });
    const due = (when: string, amount: number): Row => ({ ...deal('2026-01-01', { stage: 'demo', amount }), closed_at: new Date(when) });
    const deals = [due('2026-01-10T08:00:00Z', 1), due('2026-01-10T18:00:00Z', 20), due('2026-02-20T10:00:00Z', 300), due('2026-02-20T20:00:00Z', 4000)];
    const [from, to] = [new Date('2026-01-10T12:00:00Z'), new Date('2026-02-20T11:59:59.999Z')];
    const { panel, found } = await both(deals, metrics('expected_pipeline', { grain: 'month' }), model, from, to, new Date());
    expect(found).toEqual([]);
    expect(valuesOf(panel, 'expected_pipeline')).toEqual([20, 300]);
  });

  test('sums of several currencies, which a panel refuses, have no value; counts have theirs', async () => {
    const model = modelWith({}, { currency: 'currency' });
    const won = (region: string, currency: string) => deal('2026-01-01', { won: '2026-01-05', amount: 10, region, currency });
    const engine = await open(id, { deals: [won('A', 'EUR'), won('B', 'EUR'), won('B', 'USD')] });
    try {
      const query = metrics('bookings average_deal_size median_deal_size won_deals', { by: ['region'] });
      const asked = { query, model, window: whole, from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') };
      await expect(askPanel(engine, query, model, { ...asked, now: asked.to })).rejects.toMatchObject({ code: 'rows/mixed-currencies' });
      const rows = await askNative(engine, asked, { kind: 'table' });
      expect(rows.map((row) => ['region', 'bookings', 'average_deal_size', 'won_deals'].map((name) => row[name])).sort()).toEqual([['A', 10, 10, 1], ['B', null, null, 2]]);
    } finally {
      await engine.close();
    }
  });

  test('the deals behind a number of a past range are worth what they are worth in it', async () => {
    const rate = { from: { sql: `SELECT 'USD' AS code, DATE '2026-01-01' AS day, 2 AS factor UNION ALL SELECT 'USD', DATE '2026-04-15', 3` }, currency: 'code', date: 'day', rate: 'factor' };
    const model = modelWith({}, { currency: 'currency' }, { rate });
    const deals = [deal('2026-01-10', { amount: 10, currency: 'USD' }), deal('2026-01-11', { won: '2026-05-01', amount: 100, currency: 'USD' })];
    const list = { refId: 'A', schemaVersion: 1, type: 'records', entity: 'deal', which: 'created', columns: ['amount'] } as const;
    const [number, rows] = await ask(id, { deals, model, range: range('2026-01-01', '2026-04-01', '2026-06-01') }, metrics('pipeline_created'), list);
    const amounts = valuesOf(rows, 'amount')! as number[];
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(valuesOf(number, 'pipeline_created')![0]);
    expect([...amounts].sort((one, other) => one - other)).toEqual([20, 300]);
  });
});
