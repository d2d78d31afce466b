/** What open deals are worth, what can be expected of them and what speaks against them, on nine deals worked by hand. */
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';
import { planQuery } from '../../src/plan/planQuery';
import type { Range } from '../../src/plan/query';
import type { Result } from '../../src/result/Result';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { answer } from '../property/answers';
import { at, metrics, notices, range, valuesOf } from './small';

const instant = (column: string) => ({ column, is: 'instant' });
const written = {
  calendar: { timeZone: 'Europe/Berlin' },
  currency: 'EUR',
  pipelines: [{ id: 'p', stages: [{ id: 'demo', probability: 0.1 }, { id: 'offer', probability: 0.5 }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }] }],
  entities: {
    deal: {
      from: 'deals', id: 'id', stage: 'stage', amount: 'amount', createdAt: instant('created_at'), closedAt: instant('closed_at'),
      expectedClose: { column: 'close_date', is: 'date' }, probability: 'percent', dimensions: { team: 'team' },
    },
    stageChange: { from: 'moves', item: 'deal_id', to: 'stage', at: instant('at') },
    dealChange: { from: 'deal_changes', item: 'deal_id', at: instant('at'), field: 'field', old: 'was', new: 'became' },
    activity: { from: 'activities', type: 'type', deal: 'deal_id', at: instant('at') },
    target: { rows: [{ metric: 'bookings', period: '2026-11', value: 1000 }, { metric: 'bookings', period: '2026-10', value: 1500 }] },
  },
};

function modelWith(deal: object = {}, entities: object = {}, rest: object = {}): SalesModel {
  return parseModelOrThrow(JSON.parse(JSON.stringify({ ...written, ...rest, entities: { ...written.entities, ...entities, deal: { ...written.entities.deal, ...deal } } })));
}

interface Deal {
  readonly close: string | null;
  readonly closed?: readonly [outcome: 'won' | 'lost', when: string];
  readonly percent?: number;
  readonly stage?: string;
  /** When the expected close was changed, from what to what. */
  readonly moved?: ReadonlyArray<readonly [when: string, from: string, to: string]>;
}

/** The amount of each deal is a hundred times its number; all were created on 1 September, in the stage demo. */
const deals: readonly Deal[] = [
  { close: '2026-10-15', closed: ['won', '2026-10-10'] },
  { close: '2026-10-20', closed: ['lost', '2026-10-12'] },
  { close: '2026-11-20', percent: 40, moved: [['2026-10-05', '2026-10-25', '2026-11-20']] },
  { close: '2026-10-15', percent: 0.5 },
  { close: '2026-10-28', moved: [['2026-09-10', '2026-09-20', '2026-10-05'], ['2026-09-20', '2026-10-05', '2026-10-28']] },
  { close: '2026-10-30', moved: [['2026-10-03', '2026-11-15', '2026-10-30']] },
  { close: null, moved: [['2026-10-08', '2026-10-22', '']] },
  { close: '2026-10-29', stage: 'parked', moved: [['2026-10-04', '2026-10-18', '2026-11-05'], ['2026-10-06', '2026-11-05', '2026-10-29']] },
  { close: '2026-11-30', closed: ['won', '2026-10-25'], moved: [['2026-10-09', '2026-10-20', '2026-11-30']] },
];
const activities: ReadonlyArray<readonly [deal: number, when: string]> = [
  // 30 days before 1 November in Berlin, and a second later.
  [3, '2026-10-01T23:00:00Z'], [4, '2026-10-01T23:00:01Z'],
  [5, '2026-10-03T08:00:00Z'], [5, '2026-10-20T08:00:00Z'], [5, '2026-10-20T08:00:00Z'], [6, '2026-11-02T08:00:00Z'], [8, '2026-10-31T08:00:00Z'],
];

const columns = (text: string) => text.split(', ').map((one) => ({ name: one.split(' ')[0]!, type: one.split(' ')[1]! }));

describe.each(engineIds)('open deals, on %s', (id) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(id);
    await engine.load('deals', columns('id integer, stage text, amount numeric(12,2), created_at instant, closed_at instant, close_date date, percent numeric(5,2), fraction numeric(5,2), team text'),
      deals.map(({ close, closed, percent, stage }, i) => ({
        id: i + 1, stage: closed?.[0] ?? stage ?? 'demo', amount: (i + 1) * 100, created_at: at('2026-09-01'), closed_at: closed && at(closed[1]), close_date: close,
        percent, fraction: percent === undefined ? undefined : percent > 1 ? percent / 100 : percent, team: i % 2 ? 'red' : 'blue',
      })));
    await engine.load('moves', columns('deal_id integer, stage text, at instant'), [
      ...deals.map((_, i) => ({ deal_id: i + 1, stage: 'demo', at: at('2026-09-01') })),
      // One deal went to the offer and back.
      { deal_id: 5, stage: 'offer', at: at('2026-09-15') }, { deal_id: 5, stage: 'demo', at: at('2026-10-15') },
    ]);
    await engine.load('deal_changes', columns('deal_id integer, at instant, field text, was text, became text'), [
      ...deals.flatMap(({ moved = [] }, i) => moved.map(([when, was, became]) => ({ deal_id: i + 1, at: at(when), field: 'expected_close', was, became }))),
      { deal_id: 3, at: at('2026-10-05'), field: 'amount', was: '50', became: '300' },
      { deal_id: 4, at: at('2026-10-06'), field: 'owner', was: 'Ann', became: 'Bob' },
    ]);
    await engine.load('activities', columns('type text, deal_id integer, at instant'), activities.map(([deal_id, when]) => ({ type: 'call', deal_id, at: at(when) })));
  });
  afterAll(() => engine.close());

  const ask = (ids: string, when: Range, { model = modelWith(), ...rest }: { model?: SalesModel } & Parameters<typeof metrics>[1] = {}): Promise<Result> =>
    answer(planQuery(metrics(ids, rest), model, when), engine);
  const values = async (ids: string, when: Range, rest: Parameters<typeof ask>[2] = {}) => {
    const result = await ask(ids, when, rest);
    return ids.split(' ').map((one) => valuesOf(result, one)![0]);
  };
  const october = range('2026-10-01', '2026-11-01');
  const november = range('2026-11-01', '2026-12-01', '2026-11-01T00:00:01Z');

  test('a deal slips that is still open and no longer expected in the period, or past its date', async () => {
    // Due 1 2 3 4 5 7 8 9; slipped by the end 3 4 5 7 8, by 20 October 3 4 7 and 9, which was won later.
    expect(await values('slip_rate slip_rate_by_value', october)).toEqual([5 / 8, 2450 / 3650]);
    expect(await values('slip_rate', range('2026-10-01', '2026-11-01', '2026-10-20'))).toEqual([4 / 8]);
    expect(await values('slip_rate', range('2026-12-01', '2027-01-01', '2026-11-01'))).toEqual([null]);
    const evidence = await ask('slip_rate slip_rate_by_value', october, { evidence: true });
    expect(['slip_rate.n', 'slip_rate.numerator', 'slip_rate_by_value.n'].map((name) => valuesOf(evidence, name)![0])).toEqual([8, 5, 8]);
    expect(valuesOf(evidence, 'slip_rate.low')![0]).toBeCloseTo(0.3057, 4);
    const byTeam = await ask('slip_rate', october, { by: ['team'] });
    expect(valuesOf(byTeam, 'team')).toEqual(['red', 'blue']);
    // Red 4 8 of 2 4 8, blue 3 5 7 of 1 3 5 7 9.
    expect(valuesOf(byTeam, 'slip_rate')).toEqual([2 / 3, 3 / 5]);
  });

  test('slips along the months', async () => {
    const months = await ask('slip_rate', range('2026-09-01', '2026-12-01', '2026-11-01T00:00:01Z'), { grain: 'month' });
    // On 1 September nothing was open yet; of deal 3 in November nothing is known yet.
    expect(valuesOf(months, 'slip_rate')).toEqual([null, 5 / 8, 0]);
  });

  test('pushes are moves to a later date', async () => {
    expect(await values('push_count pushed_deals_share pushed_value', october)).toEqual([4 / 6, 1 / 6, 500]);
    // Before October only deal 5 was pushed, of nine.
    expect(await values('push_count', range('2026-09-01', '2026-10-01', '2026-11-01'))).toEqual([2 / 9]);
  });

  test('a day has passed when it is over', async () => {
    expect(await values('passed_close_deals passed_close_share passed_close_value', october)).toEqual([4, 4 / 6, 2300]);
    const on28 = range('2026-10-01', '2026-11-01', '2026-10-28T12:00:00Z');
    expect(await values('passed_close_deals dq_close_date_passed', on28)).toEqual([1, 1]);
    // On 6 October deal 8 was just taken back to a later day; dates of then count.
    expect(await values('passed_close_deals', range('2026-10-01', '2026-10-19', '2026-11-01'))).toEqual([1]);
  });

  test('activities of the 30 days before', async () => {
    expect(await values('activities_per_open_deal untouched_open_deals_share untouched_value', october)).toEqual([5 / 6, 3 / 6, 1600]);
    const weeks = await ask('untouched_open_deals_share', range('2026-10-19', '2026-11-02', '2026-11-01'), { grain: 'week' });
    // On 26 October seven deals are open, 9 was won on the 25th; of 3 to 8 three have activities, deal 8 not yet.
    expect(valuesOf(weeks, 'untouched_open_deals_share')).toEqual([3 / 6, 3 / 6]);
  });

  test('amounts, dates and probabilities of then', async () => {
    const september = range('2026-09-01', '2026-10-01', '2026-11-01');
    expect(await values('pipeline_value', september)).toEqual([4250]);
    // Deal 5 was at the offer.
    expect(await values('weighted_pipeline', september)).toEqual([425 + 200]);
    expect(notices(await ask('pipeline_value weighted_pipeline', september))).toBe('');
    const poor = modelWith({}, { dealChange: undefined, stageChange: undefined });
    const today = await ask('pipeline_value weighted_pipeline pipeline_coverage', september, { model: poor });
    expect(valuesOf(today, 'pipeline_value')).toEqual([4500]);
    expect(notices(today)).toContain('pipeline_value: amounts are today’s, also at past dates');
    expect(notices(today)).toContain('weighted_pipeline: amounts and probabilities are today’s, also at past dates');
    expect(notices(today)).toContain('pipeline_coverage: amounts and expected close dates are today’s, also at past dates');
    expect(notices(await ask('pipeline_value', october, { model: poor }))).toBe('');
  });

  test('probabilities of the CRM, as percentages or fractions, else of the stage', async () => {
    const weighted = await ask('weighted_pipeline', october);
    // 300 × 40 %, 400 × 0.5 %, and 10 % of 500, 600 and 700; the stage of deal 8 has none.
    expect(valuesOf(weighted, 'weighted_pipeline')![0]).toBeCloseTo(120 + 2 + 180, 9);
    expect(notices(weighted)).toContain('weighted_pipeline leaves out deals whose probability is not known');
    const fractions = await ask('weighted_pipeline', october, { model: modelWith({ probability: 'fraction' }) });
    expect(valuesOf(fractions, 'weighted_pipeline')![0]).toBeCloseTo(120 + 200 + 180, 9);
  });

  test('what is expected against what is missing', async () => {
    const ids = 'expected_pipeline weighted_expected remaining_target weighted_coverage_gap pipeline_coverage_weighted';
    expect(await values(ids, november)).toEqual([300, 120, 1000, -880, 0.12]);
    // Won 1 and 9: 1,000 of 1,500; at the end of October 4 5 6 8 were still expected in it.
    expect(await values('expected_pipeline remaining_target', october)).toEqual([2300, 500]);
    const december = range('2026-12-01', '2027-01-01', '2026-11-01');
    expect(await values('remaining_target weighted_coverage_gap', december)).toEqual([null, null]);
  });

  test('what a model lacks is said', async () => {
    const lacks = (ids: string, model: SalesModel) => expect(() => planQuery(metrics(ids), model, october));
    lacks('slip_rate', modelWith({}, { dealChange: undefined })).toThrow('"slip_rate" needs the changes of deals: add "dealChange" under entities');
    lacks('push_count', modelWith({ expectedClose: undefined })).toThrow('"push_count" needs deal.expectedClose');
    lacks('untouched_value', modelWith({}, { activity: undefined })).toThrow('needs an activity table: add "activity" under entities');
    const bare = { pipelines: [{ id: 'p', stages: [{ id: 'demo' }, { id: 'won', kind: 'won' }] }] };
    lacks('weighted_pipeline', modelWith({ probability: undefined }, {}, bare)).toThrow(
      'needs deal.probability: map "probability" under entities.deal; or give the stages of its pipeline a "probability"'
    );
  });
});
