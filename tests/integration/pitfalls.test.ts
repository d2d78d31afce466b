/**
 * What well-known products get wrong, each with data small enough to count by hand.
 */
import { engineIds } from '../engines/engines';
import { ask, at, deal, funnel, lead, metrics, modelWith, notices, range, times, valuesOf } from './small';

describe.each(engineIds)('%s', (id) => {
  // Horizon 90 days. Of four deals of January two were won in time; the deals of June have had no time yet.
  const aging = {
    deals: [
      deal('2026-01-10', { won: '2026-02-10' }), deal('2026-01-11', { won: '2026-03-01' }), deal('2026-01-12', { lost: '2026-01-20' }), deal('2026-01-13'),
      deal('2026-06-01', { lost: '2026-06-05' }), ...times(5, () => deal('2026-06-10')), deal('2026-06-12', { won: '2026-06-20' }),
    ],
    range: range('2026-01-01', '2026-07-01'),
  };

  test('P1 the rate of what was closed and the rate of what was created are two metrics', async () => {
    const [result] = await ask(id, aging, metrics('win_rate win_rate_cohort'));
    // Closed: 3 won, 2 lost. Created and 90 days old: 4, of which 2 were won.
    expect([valuesOf(result, 'win_rate'), valuesOf(result, 'win_rate_cohort')]).toEqual([[3 / 5], [2 / 4]]);
  });

  test('P2 young deals are not failures: they are left out and said to be', async () => {
    const [byMonth, whole, mature] = await ask(id, aging, metrics('win_rate_cohort', { grain: 'month', evidence: true }), funnel(), funnel({ matureOnly: true }));
    expect(valuesOf(byMonth, 'win_rate_cohort')).toEqual([1 / 2, null, null, null, null, null]);
    expect(valuesOf(byMonth, 'win_rate_cohort.mature')).toEqual([true, true, true, true, true, false]);
    expect(notices(byMonth)).toContain('maturing');
    expect(notices(whole)).toContain('7 entries are younger than 90 days');
    expect([valuesOf(whole, 'reached')![0], valuesOf(mature, 'reached')![0]]).toEqual([11, 4]);
  });

  test('P3 a rate that needs a life table is not there before it is right', async () => {
    await expect(ask(id, aging, metrics('win_rate_corrected'))).rejects.toMatchObject({ code: 'query/not-yet' });
  });

  test('P4 a cycle is measured on all deals closed in the period, also those created long before', async () => {
    const deals = [deal('2026-05-01', { won: '2026-05-11' }), deal('2026-01-01T00:00:00Z', { won: '2026-05-01T00:00:00Z' }), deal('2026-04-20', { lost: '2026-05-20' }), deal('2025-01-01')];
    const [result] = await ask(id, { deals, range: range('2026-05-01', '2026-06-01') }, metrics('sales_cycle_won sales_cycle_closed', { evidence: true }));
    // 10 and 120 days; the lost one took 30.
    expect(valuesOf(result, 'sales_cycle_won')).toEqual([(10 + 120) / 2]);
    expect(valuesOf(result, 'sales_cycle_closed')![0]).toBeCloseTo((10 + 120 + 30) / 3, 9);
    expect([valuesOf(result, 'sales_cycle_won.n'), valuesOf(result, 'sales_cycle_closed.n')]).toEqual([[2], [3]]);
  });

  // A: every stage. B: skips demo and wins. C: skips to offer and is lost there. D: goes back from offer to demo. E: lost at once. F: open.
  const paths = {
    deals: [
      deal('2026-01-02', { won: '2026-02-01', moves: [['prospect', '2026-01-02'], ['demo', '2026-01-05'], ['offer', '2026-01-20'], ['won', '2026-02-01']] }),
      deal('2026-01-03', { won: '2026-02-02', moves: [['offer', '2026-01-10'], ['won', '2026-02-02']] }),
      deal('2026-01-04', { lost: '2026-02-03', moves: [['offer', '2026-01-15'], ['lost', '2026-02-03']] }),
      deal('2026-01-05', { moves: [['demo', '2026-01-06'], ['offer', '2026-01-07'], ['demo', '2026-01-08']] }),
      deal('2026-01-06', { lost: '2026-01-07', moves: [['lost', '2026-01-07']] }),
      deal('2026-01-07'),
    ],
    range: range('2026-01-01', '2026-02-01', '2026-07-01'),
  };

  test('P5 cumulative conversion is counted, not multiplied from step rates', async () => {
    const [reached, any] = await ask(id, paths, funnel(), funnel({ policy: 'any' }));
    expect(valuesOf(reached, 'cumulative_conversion')).toEqual([1, 4 / 6, 4 / 6, 2 / 6]);
    // With `any` the steps are 6, 2, 4, 2: the offer step reads 200 %, and the last bar is still the deals won.
    expect(valuesOf(any, 'step_conversion')).toEqual([null, 2 / 6, 2, 2 / 4]);
    expect(valuesOf(any, 'cumulative_conversion')).toEqual([1, 2 / 6, 4 / 6, 2 / 6]);
  });

  test('P6 a skipped stage counts as passed', async () => {
    const [result] = await ask(id, paths, funnel());
    expect(valuesOf(result, 'reached')).toEqual([6, 4, 4, 2]);
  });

  test('P7 what is filled in is a policy: lost deals stop where they were, and the other policies show the gaps', async () => {
    const [reached, strict, any] = await ask(id, paths, funnel(), funnel({ policy: 'strict' }), funnel({ policy: 'any' }));
    expect([reached, strict, any].map((result) => valuesOf(result, 'reached'))).toEqual([[6, 4, 4, 2], [6, 2, 2, 1], [6, 2, 4, 2]]);
    // C was lost at the offer, E at the first stage.
    expect(valuesOf(reached, 'drop_off_rate')).toEqual([1 / 6, 0, 1 / 4, 0]);
  });

  test('P8 a move back does not take away what was reached', async () => {
    const moves = [['demo', '2026-01-06'], ['offer', '2026-01-07'], ['prospect', '2026-01-08']] as const;
    const [result] = await ask(id, { ...paths, deals: [deal('2026-01-05', { moves })] }, funnel());
    expect(valuesOf(result, 'reached')).toEqual([1, 1, 1, 0]);
  });

  // Ada wins 1 of 1, Bob 2 of 8: together 3 of 9, while the mean of their rates is 62.5 %.
  const reps = {
    deals: [deal('2026-01-01', { won: '2026-01-05', rep: 'Ada', amount: 90 }), ...times(8, (number) => deal('2026-01-01', { [number < 2 ? 'won' : 'lost']: '2026-02-05', rep: 'Bob', amount: 10 }))],
    range: range('2026-01-01', '2026-04-01'),
  };

  test('P9 rates of parts are never averaged', async () => {
    const [whole, byRep, byQuarter] = await ask(id, reps, metrics('win_rate'), metrics('win_rate', { by: ['rep'] }), metrics('win_rate average_deal_size', { grain: 'quarter' }));
    expect(valuesOf(whole, 'win_rate')).toEqual([3 / 9]);
    expect([valuesOf(byRep, 'rep'), valuesOf(byRep, 'win_rate')]).toEqual([['Ada', 'Bob'], [1, 2 / 8]]);
    expect([valuesOf(byQuarter, 'win_rate'), valuesOf(byQuarter, 'average_deal_size')]).toEqual([[3 / 9], [110 / 3]]);
  });

  test('P10 the win rate by value has a name of its own', async () => {
    const [result] = await ask(id, reps, metrics('win_rate win_rate_by_value'));
    expect([valuesOf(result, 'win_rate'), valuesOf(result, 'win_rate_by_value')]).toEqual([[3 / 9], [110 / 170]]);
    expect(result!.columns.map(({ label }) => label)).toEqual(['Win rate (closed date)', 'Win rate by value']);
  });

  test('P11 reversed dates stay negative and are counted', async () => {
    const deals = [deal('2026-01-20', { won: '2026-01-10', amount: 1 }), deal('2026-01-01', { won: '2026-01-31', amount: 1 })];
    const [result, quality] = await ask(id, { deals, range: range('2026-01-01', '2026-02-01') }, metrics('sales_cycle_won sales_cycle_won_max'), metrics('dq_reversed_dates'));
    expect([valuesOf(result, 'sales_cycle_won'), valuesOf(result, 'sales_cycle_won_max')]).toEqual([[(-10 + 30) / 2], [30]]);
    expect([valuesOf(quality, 'dq_reversed_dates'), valuesOf(quality, 'dq_reversed_dates.share')]).toEqual([[1], [1 / 2]]);
  });

  test('P12 nothing of nothing is no rate', async () => {
    const [rates, steps] = await ask(id, { range: range('2026-01-01', '2026-02-01') }, metrics('win_rate win_rate_cohort average_deal_size sales_cycle_won lead_to_sale_ratio won_deals bookings', { evidence: true }), funnel());
    for (const name of ['win_rate', 'win_rate.low', 'win_rate_cohort', 'average_deal_size', 'sales_cycle_won', 'lead_to_sale_ratio']) {
      expect([name, valuesOf(rates, name)]).toEqual([name, [null]]);
    }
    expect([valuesOf(rates, 'won_deals'), valuesOf(rates, 'bookings')]).toEqual([[0], [0]]);
    expect([valuesOf(steps, 'reached'), valuesOf(steps, 'step_conversion'), valuesOf(steps, 'cumulative_conversion')]).toEqual([[0, 0, 0, 0], Array(4).fill(null), Array(4).fill(null)]);
  });

  test('P13 stages stand in rank order, whatever their size', async () => {
    const deals = [...times(3, () => deal('2026-01-01', { stage: 'offer' })), ...times(5, () => deal('2026-01-01', { stage: 'demo' })), deal('2026-01-01')];
    const [steps, open, limited] = await ask(
      id, { deals, range: range('2026-01-01', '2026-02-01') }, funnel({ policy: 'any' }), metrics('open_deals', { by: ['stage'] }), metrics('open_deals', { by: ['stage'], limit: 2 })
    );
    expect([valuesOf(steps, 'stage'), valuesOf(steps, 'reached')]).toEqual([['Prospect', 'Demo', 'Offer', 'Won'], [9, 5, 3, 0]]);
    expect([valuesOf(open, 'stage'), valuesOf(open, 'open_deals')]).toEqual([['Prospect', 'Demo', 'Offer'], [1, 5, 3]]);
    expect([valuesOf(limited, 'stage'), notices(limited)]).toEqual([['Prospect', 'Demo'], expect.stringContaining('1 more groups are not shown')]);
  });

  test('P14 a filter holds for the numerator and the denominator alike', async () => {
    const filters = [{ dimension: 'region', operator: '=' as const, values: ['West'] }];
    const leads = [lead('l1', '2026-01-01', { region: 'West', source: 'web' }), lead('l2', '2026-01-02', { region: 'West', source: 'fair' }), lead('l3', '2026-01-03', { region: 'East', source: 'web' })];
    const deals = [
      deal('2026-01-02', { won: '2026-01-10', region: 'West', lead: 'l1' }), deal('2026-01-02', { lost: '2026-01-11', region: 'West', reason: 'price' }),
      ...times(3, () => deal('2026-01-02', { lost: '2026-01-12', region: 'East', reason: 'time', lead: 'l3' })),
    ];
    const [rates, sources, reasons, steps] = await ask(
      id, { deals, leads, range: range('2026-01-01', '2026-02-01', '2026-07-01'), model: modelWith({ horizon: { lead: 20, deal: 20 } }) },
      metrics('win_rate win_rate_cohort lead_to_customer_rate lead_to_sale_ratio', { filters }), metrics('lead_share', { by: ['source'], filters }), metrics('loss_share', { by: ['lost_reason'], filters }), funnel({ filters })
    );
    expect(['win_rate', 'win_rate_cohort', 'lead_to_customer_rate', 'lead_to_sale_ratio'].map((name) => valuesOf(rates, name)![0])).toEqual([1 / 2, 1 / 2, 1 / 2, 1 / 2]);
    expect(valuesOf(sources, 'lead_share')).toEqual([1 / 2, 1 / 2]);
    expect([valuesOf(reasons, 'lost_reason'), valuesOf(reasons, 'loss_share')]).toEqual([['price', '(none)'], [1, 0]]);
    expect([valuesOf(steps, 'reached'), valuesOf(steps, 'step_conversion')]).toEqual([[2, 1, 1, 1], [null, 1 / 2, 1, 1]]);
  });

  test('P15 empty periods are there: sums are 0, rates have no value', async () => {
    const deals = [deal('2026-01-01', { won: '2026-01-10', amount: 7, region: 'West' }), deal('2026-01-01', { lost: '2026-03-10', region: 'East' })];
    const [plain, grouped] = await ask(
      id, { deals, leads: [lead('l1', '2026-03-01', { region: 'East' })], range: range('2026-01-01', '2026-04-01') },
      metrics('bookings win_rate lead_to_sale_ratio leads_created', { grain: 'month' }), metrics('bookings win_rate', { grain: 'month', by: ['region'] })
    );
    expect(['time', 'bookings', 'win_rate', 'lead_to_sale_ratio', 'leads_created'].map((name) => valuesOf(plain, name))).toEqual([
      ['2026-01-01', '2026-02-01', '2026-03-01'], [7, 0, 0], [1, null, 0], [null, null, 0], [0, 0, 1],
    ]);
    expect(['region', 'bookings', 'win_rate'].map((name) => valuesOf(grouped, name))).toEqual([
      ['West', 'East', 'West', 'East', 'West', 'East'], [7, 0, 0, 0, 0, 0], [1, null, null, null, null, 0],
    ]);
  });

  test('P16 days, weeks and fiscal years are those of the model, also on the days of clock changes', async () => {
    // Sunday 29 March has 23 hours in Berlin; its last half hour and the first of the 30th are an hour apart in UTC.
    const deals = ['2026-03-28T22:30:00Z', '2026-03-28T23:30:00Z', '2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z', '2026-03-31T22:00:00Z'].map((created) => deal(created));
    const spring = { deals, range: range('2026-03-28', '2026-04-02') };
    const model = modelWith({ calendar: { timeZone: 'Europe/Berlin', weekStart: 'sunday', fiscalYearStart: 4 } });
    const [byDay, byWeek] = await ask(id, spring, metrics('deals_created', { grain: 'day' }), metrics('deals_created', { grain: 'week' }));
    const [fromSunday, byYear] = await ask(id, { ...spring, model }, metrics('deals_created', { grain: 'week' }), metrics('deals_created', { grain: 'year' }));
    const shown = (result: typeof byDay) => valuesOf(result, 'time')!.map((time, number) => `${String(time)}: ${String(valuesOf(result, 'deals_created')![number])}`);
    expect(shown(byDay)).toEqual(['2026-03-28: 1', '2026-03-29: 2', '2026-03-30: 1', '2026-03-31: 0', '2026-04-01: 1']);
    expect(shown(byWeek)).toEqual(['2026-03-23: 3', '2026-03-30: 2']);
    expect(shown(fromSunday)).toEqual(['2026-03-22: 1', '2026-03-29: 4']);
    expect(shown(byYear)).toEqual(['2025-04-01: 4', '2026-04-01: 1']);
    expect(byDay!.instants![1]).toEqual(at('2026-03-28T23:00:00Z'));
  });

  test('P17 a deal counts once, however often it comes back', async () => {
    const moves = [['demo', '2026-01-03'], ['won', '2026-01-10'], ['demo', '2026-01-15'], ['offer', '2026-01-20'], ['demo', '2026-02-01'], ['won', '2026-02-10']] as const;
    const [counts, steps, reopened] = await ask(
      id, { deals: [deal('2026-01-02', { won: '2026-02-10', amount: 5, moves })], range: range('2026-01-01', '2026-03-01') },
      metrics('won_deals bookings', { grain: 'month' }), funnel(), metrics('reopen_rate')
    );
    expect([valuesOf(counts, 'won_deals'), valuesOf(counts, 'bookings')]).toEqual([[0, 1], [0, 5]]);
    expect(valuesOf(steps, 'reached')).toEqual([1, 1, 1, 1]);
    expect(valuesOf(reopened, 'reopen_rate')).toEqual([1 / 2]);
  });

  test('P18 there is no cap on rows, nor on the age of history', async () => {
    const deals = [...times(2_500, (number) => deal('2020-01-01', { moves: [[number % 2 ? 'demo' : 'offer', '2020-02-01'], ['prospect', '2026-01-01']] }))];
    const [result] = await ask(id, { deals, range: range('2020-02-01', '2020-03-01', '2026-06-01') }, metrics('open_deals', { by: ['stage'] }));
    expect([valuesOf(result, 'stage'), valuesOf(result, 'open_deals')]).toEqual([['Demo', 'Offer'], [1_250, 1_250]]);
  });

  test('P19 velocity does not grow with the window', async () => {
    // A deal a day at noon, closed after 10 days, every other one won for 100: 10 are open at any midnight.
    const noon = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 11)).toISOString();
    const deals = times(200, (number) => deal(noon(number), { [number % 2 ? 'won' : 'lost']: noon(number + 10), amount: 100 }));
    const model = modelWith({ calendar: { timeZone: 'UTC' } });
    for (const [days, from] of [[30, '2026-05-02T00:00:00Z'], [90, '2026-03-03T00:00:00Z']] as const) {
      const [result] = await ask(id, { deals, model, range: range(from, '2026-06-01T00:00:00Z') }, metrics('sales_velocity'));
      expect(['', '.open_deals', '.win_rate', '.mean_amount', '.mean_cycle_days', '.realised'].map((part) => [days, valuesOf(result, `sales_velocity${part}`)![0]])).toEqual(
        [50, 10, 1 / 2, 100, 10, 50].map((value) => [days, expect.closeTo(value, 9)])
      );
      expect(notices(result)).toContain('a blend');
    }
  });

  test('P20 few observations show how little they say', async () => {
    const [none, some, medians] = await ask(
      id, { deals: [...times(3, () => deal('2026-01-01', { lost: '2026-01-05', region: 'A' })), ...times(10, (number) => deal('2026-01-01', { [number < 3 ? 'won' : 'lost']: '2026-01-05', region: 'B', amount: 5 }))], range: range('2026-01-01', '2026-02-01') },
      ...['A', 'B'].map((region) => metrics('win_rate', { evidence: true, filters: [{ dimension: 'region', operator: '=', values: [region] }] })), metrics('sales_cycle_won_p50 median_deal_size')
    );
    const shown = (result: typeof none) => ['win_rate', 'win_rate.n', 'win_rate.low', 'win_rate.high'].map((name) => valuesOf(result, name)![0]);
    expect(shown(none)).toEqual([0, 3, 0, expect.closeTo(0.5615, 3)]);
    expect(shown(some)).toEqual([0.3, 10, expect.closeTo(0.1078, 3), expect.closeTo(0.6032, 3)]);
    expect([notices(none), notices(some)]).toEqual(['low sample: win_rate rests on fewer than 5 observations', '']);
    // Three wins make no median.
    expect([valuesOf(medians, 'sales_cycle_won_p50'), valuesOf(medians, 'median_deal_size')]).toEqual([[null], [null]]);
    // Six entered, four reached each of the next two stages; five would be enough.
    const [steps, nobody] = await ask(id, paths, funnel(), funnel({ filters: [{ dimension: 'region', operator: '=', values: ['nowhere'] }] }));
    expect(notices(steps)).toContain('low sample: 2 of 3 step rates rest on fewer than 5 deals');
    expect(notices(nobody)).not.toContain('low sample');
  });
});
