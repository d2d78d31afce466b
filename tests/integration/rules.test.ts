/** Rules of docs/metrics.md in cases that the random companies do not have, counted by hand. */
import { together } from '../../src/compile/together';
import { planQuery } from '../../src/plan/planQuery';
import { assemble } from '../../src/result/assemble';
import { ownRows } from '../../src/result/ownRows';
import { print } from '../../src/sql/print';
import { engineIds, type Row } from '../engines/engines';
import { answer } from '../property/answers';
import { ask, deal, funnel, metrics, modelWith, notices, open, range, times, valuesOf } from './small';

describe.each(engineIds)('%s', (id) => {
  const rate = { from: { sql: `SELECT 'USD' AS code, DATE '2026-01-01' AS day, 2 AS factor UNION ALL SELECT 'USD', DATE '2026-03-15', 3 UNION ALL SELECT 'USD', DATE '2026-05-01', 5` }, currency: 'code', date: 'day', rate: 'factor' };

  test('R10 what was open at an instant is worth what it was worth then, whatever became of it', async () => {
    const deals = [deal('2026-01-10', { won: '2026-05-10', amount: 10, currency: 'USD' }), deal('2026-01-10', { amount: 100, currency: 'USD' }), deal('2026-01-10', { lost: '2026-02-10', amount: 1000, currency: 'USD' })];
    const model = modelWith({}, { currency: 'currency' }, { rate });
    const [past, along, bookings] = await ask(
      id, { deals, model, range: range('2026-02-01', '2026-04-01', '2026-06-01') }, metrics('pipeline_value'), metrics('pipeline_value', { grain: 'month' }), metrics('bookings', { period: 'this-quarter' })
    );
    expect(valuesOf(past, 'pipeline_value')).toEqual([110 * 3]);
    // The lost one was open until 10 February.
    expect(valuesOf(along, 'pipeline_value')).toEqual([110 * 2, 110 * 3]);
    expect(valuesOf(bookings, 'bookings')).toEqual([10 * 5]);
  });

  test('R12 the newest record of some deals is none of the others', async () => {
    const deals = [
      deal('2026-01-01', { region: 'A', moves: [['demo', '2026-01-09']] }), deal('2026-01-02', { region: 'B', moves: [['demo', '2026-01-05']] }), deal('2026-01-03', { region: 'B', won: '2026-01-04' }),
    ];
    const of = { deals, range: range('2026-01-01', '2026-01-10') };
    const [all, each, one] = await ask(id, of, metrics('dq_age_hours'), metrics('dq_age_hours', { by: ['region'] }), metrics('dq_age_hours', { filters: [{ dimension: 'region', operator: '=', values: ['B'] }] }));
    expect(valuesOf(all, 'dq_age_hours')).toEqual([24]);
    expect(Object.fromEntries(valuesOf(each, 'region')!.map((region, row) => [region, valuesOf(each, 'dq_age_hours')![row]]))).toEqual({ A: 24, B: 5 * 24 });
    expect(valuesOf(one, 'dq_age_hours')).toEqual([5 * 24]);
  });

  test('R12 the newest record is none that is left out, alone and beside another panel', async () => {
    const model = modelWith({}, { where: { reason: null } });
    // The newest change is of a deal that the model leaves out, the next of one that is created tomorrow.
    const deals = [
      deal('2026-01-01', { region: 'A', moves: [['demo', '2026-01-05']] }), deal('2026-01-01', { region: 'B', reason: 'gone', moves: [['demo', '2026-01-09']] }), deal('2026-01-12', { region: 'B', moves: [['demo', '2026-01-08']] }),
    ];
    const plans = [metrics('dq_age_hours'), metrics('dq_age_hours', { by: ['region'] })].map((query) => planQuery(query, model, range('2026-01-01', '2026-01-10')));
    const engine = await open(id, { deals });
    try {
      const alone = await Promise.all(plans.map((plan) => answer(plan, engine)));
      expect(alone.map((result) => valuesOf(result, 'dq_age_hours'))).toEqual([[5 * 24], [5 * 24]]);
      for (const [at, { statements, parts }] of together(plans, engine.dialect).entries()) {
        const rows: Record<string, Row[]> = {};
        for (const { id: name, select } of statements) {
          rows[name] = [...(await engine.run(print(select, engine.dialect)))];
        }
        const plan = plans[at]!;
        const own = parts && plan.kind === 'metrics' ? ownRows(plan, parts, rows) : rows;
        expect([at, Boolean(parts), valuesOf(assemble(plan, own), 'dq_age_hours')]).toEqual([at, true, [5 * 24]]);
      }
    } finally {
      await engine.close();
    }
  });

  test('R15 targets in another currency are left out, and counted', async () => {
    const rows = [['bookings', '2026-01', 100, 'EUR'], ['bookings', '2026-01', 70, 'USD'], ['won_deals', '2026-01', 7, 'USD']].map(([metric, period, value, code]) => `SELECT '${metric}' AS metric, '${period}' AS period, ${value} AS value, '${code}' AS code`);
    const target = { from: { sql: rows.join(' UNION ALL ') }, metric: 'metric', period: 'period', value: 'value', currency: 'code' };
    const [result] = await ask(id, { deals: [deal('2026-01-01', { won: '2026-01-05', amount: 10 })], model: modelWith({}, {}, { target }), range: range('2026-01-01', '2026-02-01') }, metrics('bookings bookings.target'));
    expect(valuesOf(result, 'bookings.target')).toEqual([100]);
    expect(notices(result)).toContain('1 target row is in another currency than EUR and left out');
  });

  test('R2 a median needs its five cases also within a formula, and against a target', async () => {
    const model = modelWith({ metrics: [{ id: 'doubled', label: 'Doubled', formula: 'median_deal_size * 2', unit: 'money', direction: 'up' }] }, {}, {
      target: { rows: [{ metric: 'median_deal_size', period: '2026-01', value: 20 }] },
    });
    const won = (count: number) => times(count, () => deal('2026-01-01', { won: '2026-01-05', amount: 10 }));
    for (const [count, median] of [[4, null], [5, 10]] as const) {
      const [result] = await ask(id, { deals: won(count), model, range: range('2026-01-01', '2026-02-01') }, metrics('median_deal_size doubled median_deal_size.attainment'));
      expect(['median_deal_size', 'doubled', 'median_deal_size.attainment'].map((name) => [count, valuesOf(result, name)![0]])).toEqual([
        [count, median], [count, median && 2 * median], [count, median && median / 20],
      ]);
    }
  });

  test('R1 a share of all groups is not asked of one that a filter left', async () => {
    const of = { deals: times(3, (number) => deal('2026-01-01', { lost: '2026-01-05', reason: number ? 'price' : 'time' })), range: range('2026-01-01', '2026-02-01') };
    const filters = [{ dimension: 'lost_reason', operator: '=', values: ['price'] }] as const;
    await expect(ask(id, of, metrics('loss_share', { filters }))).rejects.toMatchObject({ code: 'query/needs-breakdown' });
    const [each] = await ask(id, of, metrics('loss_share', { by: ['lost_reason'] }));
    expect([...valuesOf(each, 'loss_share')!].sort()).toEqual([1 / 3, 2 / 3]);
  });

  test('velocity is compared with what was won on the days that have begun', async () => {
    const deals = times(10, () => deal('2026-01-01', { won: '2026-01-05', amount: 100 }));
    const [running, over] = await ask(id, { deals, range: range('2026-01-01', '2026-02-01', '2026-01-11') }, metrics('sales_velocity'), metrics('sales_velocity', { grain: 'month' }));
    expect([valuesOf(running, 'sales_velocity.realised'), valuesOf(over, 'sales_velocity.realised')]).toEqual([[100], [100]]);
  });

  test('R2 step rates by amount that nobody could take are not called a low sample', async () => {
    const deals = times(2, () => deal('2026-01-01', { moves: [['demo', '2026-01-02'], ['offer', '2026-01-03']] }));
    const [counted, valued] = await ask(id, { deals, range: range('2026-01-01', '2026-02-01') }, funnel(), funnel({ measure: 'amount' }));
    expect(notices(counted)).toContain('low sample: 3 of 3 step rates');
    expect(valuesOf(valued, 'step_conversion')).toEqual([null, null, null, null]);
    expect(notices(valued)).not.toContain('low sample');
  });
});
