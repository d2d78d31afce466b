import { handModel, handRange, handTables } from './byHand';
import { buckets, momentOf } from './calendar';
import { quantile, ratio, sum } from './arithmetic';
import { groupKey } from './groups';
import { referenceMetric, type MetricAsk } from './metrics';
import { periodBefore } from './period';
import { readModel, type Json, type ModelInput } from './model';
import { Unavailable, type Tables } from './rows';
import { targetOf } from './targets';

const hand: MetricAsk = { model: readModel(handModel()), tables: handTables, range: handRange };
const one = (id: string, ask: Partial<MetricAsk> = {}): number | null | undefined =>
  referenceMetric(id, { ...hand, ...ask }).get('')!.get(groupKey([]));
const months = (id: string, ask: Partial<MetricAsk> = {}): Array<number | null | undefined> =>
  [...referenceMetric(id, { ...hand, grain: 'month', ...ask }).values()].map((groups) => groups.get(groupKey([])));

describe('arithmetic', () => {
  it('sums over no rows are 0, over NULLs NULL', () => {
    expect([sum([]), sum([null]), sum([null, 2])]).toEqual([0, null, 2]);
  });
  it('x/0 is NULL', () => {
    expect([ratio(1, 0), ratio(null, 2), ratio(1, 2)]).toEqual([null, null, 0.5]);
  });
  it('percentiles are interpolated', () => {
    expect([quantile([1, 2, 3, 4], 0.5), quantile([4, 1, 2, 3], 0.9), quantile([], 0.5)]).toEqual([2.5, 3.7, null]);
  });
});

// The numbers follow from the table in by-hand.md.
describe('metrics of the deals worked by hand', () => {
  it('closings', () => {
    // Won D01 D03 D05 D07 D13 D18 D19 D24 E01; lost D02 D04 D06 D09 D14 D17 E02 E04; D16 and D23 close later.
    expect([one('won_deals'), one('lost_deals'), one('closed_deals')]).toEqual([9, 8, 17]);
    expect(one('win_rate')).toBe(9 / 17);
    expect(one('win_rate_by_value')).toBe(24400 / 43100);
    // D18 is March in Berlin.
    expect(months('bookings')).toEqual([5500, 4600, 14300, 0, 0, 0]);
    expect(months('bookings_growth')).toEqual([null, (4600 - 5500) / 5500, (14300 - 4600) / 4600, -1, null, null]);
    expect([one('average_deal_size'), one('median_deal_size')]).toEqual([24400 / 9, 1500]);
    expect(months('median_deal_size')).toEqual([null, null, null, null, null, null]);
  });

  it('by region, with the rest left to "(none)"', () => {
    const answer = referenceMetric('won_deals', { ...hand, by: ['region'] }).get('')!;
    expect([...answer].sort()).toEqual([['["North"]', 7], ['["South"]', 2]]);
    expect(one('won_deals', { filters: [{ dimension: 'region', operator: '!=', values: ['North'] }] })).toBe(2);
    expect(one('won_deals', { filters: [{ dimension: 'region', operator: 'in', values: ['(none)'] }] })).toBe(0);
  });

  it('cycles', () => {
    const won = [28, 10, 45.5, 60, 30.25, 24.6, 0, 26, 60];
    expect(one('sales_cycle_won')).toBeCloseTo(won.reduce((a, b) => a + b) / 9, 12);
    expect([one('sales_cycle_won_p50'), one('sales_cycle_won_p90'), one('sales_cycle_won_max')]).toEqual([28, 60, 60]);
    const mean = (284.35 + 45 + 20 + 30 + (17 - 1 / 24) + 38 + 20 + 30 + 40) / 17;
    expect(one('sales_cycle_closed')).toBeCloseTo(mean, 12);
    expect(one('sales_velocity')).toBeCloseTo((13 * (9 / 17) * (24400 / 9)) / mean, 9);
  });

  it('a cohort counts its mature members', () => {
    // 27 deals created in the range and 90 days old; D25 is younger. D16 is won after now.
    expect(one('win_rate_cohort')).toBe(8 / 27);
    expect(one('win_rate_cohort', { horizon: 30 })).toBe(4 / 27);
    expect(one('win_rate_cohort', { horizon: 1000 })).toBeNull();
  });

  it('as of an instant', () => {
    expect(months('open_deals')[1]).toBe(14);
    // D20, which has no creation date, exists at now only.
    expect([one('open_deals'), one('pipeline_value')]).toEqual([13, 14950]);
    const february = referenceMetric('open_deals', { ...hand, grain: 'month', by: ['stage'] }).get('2026-02-01')!;
    expect([...february].filter(([, n]) => n).sort()).toEqual([
      ['["lost"]', 1], ['["negotiation"]', 1], ['["proof"]', 1], ['["proposal"]', 4], ['["prospecting"]', 2], ['["qualified"]', 4], ['["won"]', 1],
    ]);
    expect(() => months('open_deals', { model: readModel(handModel({ history: false })), by: ['stage'] })).toThrow(Unavailable);
    expect([one('stalled_deals'), one('stalled_value'), one('stalled_deals_share')]).toEqual([12, 14800, 12 / 13]);
  });

  it('re-opened closings', () => {
    // D06, D07, D21 and D22 of 18; E04, won and then lost without having been open between, was closed once.
    expect(one('reopen_rate')).toBe(4 / 18);
  });

  it('what is not mapped is unavailable', () => {
    expect(() => one('leads_created')).toThrow(Unavailable);
    expect(() => one('pipeline_coverage')).toThrow(Unavailable);
    expect(() => one('won_deals', { by: ['team'] })).toThrow(Unavailable);
  });
});

const day = (text: string): Date => new Date(momentOf({ column: '', is: 'date', nullable: false }, text, 'Europe/Berlin')!.at);
const range = (from: string, to: string, now = to): MetricAsk['range'] => ({ from: day(from), to: day(to), now: now.includes('T') ? new Date(now) : day(now) });

const leadModel: ModelInput = {
  ...handModel(),
  horizon: { lead: 30, deal: 90 },
  entities: {
    lead: {
      from: 'leads', id: 'id', name: 'name', email: 'email',
      createdAt: { column: 'created', is: 'date' },
      qualifiedAt: { column: 'qualified', is: 'instant' },
      dimensions: { source: 'source', owner: { join: 'users', on: 'owner', key: 'id', label: 'name' } },
    },
    deal: {
      from: 'deals', id: 'id', lead: 'lead', stage: 'stage', amount: 'amount',
      createdAt: { column: 'created', is: 'instant' },
      closedAt: { column: 'closed', is: 'date' },
    },
    owner: { from: 'users', id: 'id', name: 'name', team: 'team', active: 'active' },
  },
  contactFields: ['name', 'email'],
};
const leadTables: Tables = {
  leads: {
    columns: [],
    rows: [
      // Qualified 2 local days after creation; its first win is 10 days after.
      { id: 'A', created: '2026-01-05', qualified: '2026-01-06T23:30:00Z', name: 'Ada', email: ' ', source: 'web', owner: 'u1' },
      // Qualified on day 31, one too late; won on day 40.
      { id: 'B', created: '2026-01-10', qualified: '2026-02-10T09:00:00Z', name: null, email: null, source: null, owner: 'u2' },
      { id: 'C', created: '2026-02-20', qualified: null, name: 'Cy', email: 'c@example.org', source: 'web', owner: null },
      { id: 'D', created: null, qualified: '2026-01-20T09:00:00Z', name: 'Di', email: 'd@example.org', source: 'fair', owner: 'u1' },
    ],
  },
  deals: {
    columns: [],
    rows: [
      { id: '1', lead: 'A', stage: 'won', amount: 10, created: '2026-01-06T09:00:00Z', closed: '2026-02-20' },
      { id: '2', lead: 'A', stage: 'won', amount: 20, created: '2026-01-06T09:00:00Z', closed: '2026-01-15' },
      { id: '3', lead: 'B', stage: 'won', amount: null, created: '2026-01-12T09:00:00Z', closed: '2026-02-19' },
      { id: '4', lead: 'D', stage: 'won', amount: 40, created: '2026-01-21T09:00:00Z', closed: '2026-01-31' },
      { id: '5', lead: 'C', stage: 'won', amount: 50, created: '2026-02-21T09:00:00Z', closed: null },
    ],
  },
  users: {
    columns: [],
    rows: [
      { id: 'u1', name: 'Uma', team: 'red', active: true },
      { id: 'u2', name: 'Ulf', team: 'red', active: true },
      { id: 'u3', name: 'Una', team: null, active: true },
      { id: 'u4', name: 'Udo', team: 'red', active: false },
    ],
  },
};

describe('metrics of leads', () => {
  const leads: MetricAsk = { model: readModel(leadModel), tables: leadTables, range: range('2026-01-01', '2026-03-01') };
  const value = (id: string, ask: Partial<MetricAsk> = {}): unknown => referenceMetric(id, { ...leads, ...ask }).get('')!.get(groupKey([]));

  it('counts', () => {
    expect([value('leads_created'), value('qualified_leads')]).toEqual([3, 3]);
    expect([...referenceMetric('lead_share', { ...leads, by: ['source'] }).get('')!].sort()).toEqual([['["fair"]', 0], ['["web"]', 2 / 3], ['[null]', 1 / 3]]);
    const web = referenceMetric('lead_share', { ...leads, by: ['source'], filters: [{ dimension: 'source', operator: '=', values: ['web'] }] });
    expect(web.get('')!.get('["web"]')).toBe(1);
    expect(() => value('lead_share')).toThrow(Unavailable);
    expect(value('contact_completeness')).toBe(3 / 6);
    expect(value('leads_per_rep')).toBe(1);
    expect(value('leads_per_rep', { filters: [{ dimension: 'owner', operator: '=', values: ['Uma'] }] })).toBe(1);
    expect(() => value('leads_per_rep', { by: ['source'] })).toThrow(Unavailable);
  });

  it('cohorts: only mature members, only what happened in time', () => {
    // C is nine days old at the end.
    expect([value('lead_qualification_rate'), value('lead_to_customer_rate')]).toEqual([1 / 2, 1 / 2]);
    expect(value('lead_qualification_rate', { horizon: 31 })).toBe(1);
    // B is 40 days old when the range ends, and its win of that day is not yet seen.
    expect(value('lead_to_customer_rate', { horizon: 40, range: range('2026-01-01', '2026-02-19') })).toBe(1 / 2);
    expect(value('lead_to_customer_rate', { horizon: 40, range: range('2026-01-01', '2026-02-20') })).toBe(1);
  });

  it('first wins', () => {
    // A after 10 days, B after 40; D has no creation; C's win has no date.
    expect([value('lead_to_customer_time'), value('lead_to_customer_time_max'), value('lead_to_customer_time_p50')]).toEqual([25, 40, null]);
    expect(value('leads_converted')).toBe(3);
    expect(value('lead_to_sale_ratio')).toBe(4 / 3);
  });

  it('NULL amounts are no amounts', () => {
    expect([value('bookings'), value('average_deal_size')]).toEqual([70, 70 / 3]);
    expect(value('bookings', { range: range('2026-02-19', '2026-02-20') })).toBeNull();
    expect(value('bookings', { range: range('2026-03-01', '2026-04-01') })).toBe(0);
  });

  it('a deal that is closed without a date is not open', () => {
    expect(value('open_deals')).toBe(0);
    expect(value('open_deals', { range: range('2026-01-01', '2026-02-19') })).toBe(2);
  });
});

describe('the period before', () => {
  const company = (calendar: Record<string, Json> = {}) => ({
    model: readModel({ ...handModel(), calendar: { timeZone: 'Europe/Berlin', ...calendar } }), tables: {},
  });
  const before = (grain: 'week' | 'month' | undefined, of: MetricAsk['range'], calendar = {}, at = 0): string => {
    const found = periodBefore(
      company(calendar), grain, buckets(company(calendar).model.calendar, grain, of.from.getTime(), of.to.getTime()).at(at)!, of.now.getTime()
    );
    return [found.from, found.to].map((time) => new Date(time).toISOString().slice(0, 16)).join(' ');
  };

  it('is the calendar period before, of the same unit', () => {
    expect(before(undefined, range('2026-03-01', '2026-04-01'))).toBe('2026-01-31T23:00 2026-02-28T23:00');
    expect(before(undefined, range('2026-01-01', '2026-07-01'))).toBe('2025-06-30T22:00 2025-12-31T23:00');
    expect(before(undefined, range('2026-03-02', '2026-03-16'))).toBe('2026-02-15T23:00 2026-03-01T23:00');
    // One fiscal year.
    expect(before(undefined, range('2025-02-01', '2026-02-01'), { fiscalYearStart: 2 })).toBe('2024-01-31T23:00 2025-01-31T23:00');
  });

  it('is its equal elapsed part while the period runs', () => {
    // 10:00 on 31 March in summer time: the 31st day at 10:00 does not exist in February.
    expect(before(undefined, range('2026-03-01', '2026-04-01', '2026-03-31T08:00:00Z'))).toBe('2026-01-31T23:00 2026-02-28T23:00');
    expect(before(undefined, range('2026-04-01', '2026-05-01', '2026-04-10T08:00:00Z'))).toBe('2026-02-28T23:00 2026-03-10T09:00');
    expect(before('month', range('2026-03-01', '2026-05-01', '2026-04-10T08:00:00Z'), {}, -1)).toBe('2026-02-28T23:00 2026-03-10T09:00');
    expect(before('month', range('2026-03-01', '2026-04-11', '2026-05-01'), {}, -1)).toBe('2026-02-28T23:00 2026-03-10T23:00');
  });

  it('is the stretch of equal length otherwise', () => {
    const of = { from: new Date('2026-03-01T10:00:00Z'), to: new Date('2026-03-08T10:00:00Z'), now: new Date('2026-03-08T10:00:00Z') };
    expect(before(undefined, of)).toBe('2026-02-22T10:00 2026-03-01T10:00');
  });
});

describe('targets', () => {
  const target = (rows: Json, from: string, to: string, asked: Record<string, string> = {}, calendar: Json = { timeZone: 'Europe/Berlin' }): number | null => {
    const model = readModel({ ...handModel(), calendar, entities: { target: { rows } } });
    return targetOf(
      { model, tables: {} }, 'bookings', day(from).getTime(), day(to).getTime(),
      Object.fromEntries(Object.entries(asked).map(([id, wanted]) => [id, (value: string) => value === wanted]))
    );
  };
  const of = (period: string, value: number, dimensions: Record<string, string> = {}): Json => ({ metric: 'bookings', period, value, ...dimensions });

  it('are prorated by working days', () => {
    // January 2026 has 22 working days, 20 of them from the 5th.
    expect(target([of('2026-01', 2200)], '2026-01-05', '2026-02-01')).toBeCloseTo(2000, 9);
    expect(target([of('2026-01', 2200)], '2026-01-05', '2026-02-01', {}, { timeZone: 'Europe/Berlin', holidays: ['2026-01-01', '2026-01-06'] })).toBeCloseTo((2200 * 19) / 20, 9);
    expect(target([of('2026-01', 2200)], '2026-01-05', '2026-02-03')).toBeNull();
  });

  it('shorter periods come first', () => {
    expect(target([of('2026', 261), of('2026-01', 22000)], '2026-01-01', '2026-02-03')).toBeCloseTo(22000 + 1, 9);
    expect(target([of('2026-Q1', 640), of('2026', 0)], '2026-01-01', '2026-04-01')).toBeCloseTo(640, 9);
  });

  it('of exactly the dimensions asked for, else the finest complete level below', () => {
    const rows = [
      of('2026-01', 100), of('2026-01', 30, { region: 'West' }), of('2026-01', 50, { region: 'East' }),
      of('2026-01', 10, { region: 'West', team: 'a' }), of('2026-01', 15, { region: 'West', team: 'b' }), of('2026-02', 7, { region: 'West' }),
    ];
    expect(target(rows, '2026-01-01', '2026-02-01')).toBeCloseTo(100, 9);
    expect(target(rows, '2026-01-01', '2026-02-01', { region: 'West' })).toBeCloseTo(30, 9);
    expect(target(rows.slice(3, 5), '2026-01-01', '2026-02-01', { region: 'West' })).toBeCloseTo(25, 9);
    expect(target(rows.slice(1, 5), '2026-01-01', '2026-02-01')).toBeCloseTo(25, 9);
    expect(target(rows, '2026-01-01', '2026-03-01', { region: 'West' })).toBeCloseTo(37, 9);
    expect(target(rows, '2026-01-01', '2026-02-01', { team: 'c' })).toBeNull();
  });

  it('attainment, gap and coverage', () => {
    const model = readModel({
      ...handModel(),
      entities: { ...(handModel().entities as Record<string, Json>), target: { rows: [of('2026-Q1', 48800), of('2026-Q2', 6500)] } },
    });
    const value = (id: string, asked: MetricAsk['range']) => referenceMetric(id, { model, tables: handTables, range: asked }).get('')!.get(groupKey([]));
    expect(value('quota_attainment', range('2026-01-01', '2026-04-01'))).toBeCloseTo(0.5, 12);
    // April to June has 65 working days, 22 of them in April.
    expect(value('gap_to_target', range('2026-04-01', '2026-07-01', '2026-05-01'))).toBeCloseTo(-2200, 9);
    expect(value('quota_attainment', range('2026-07-01', '2026-08-01'))).toBeNull();
  });
});
