/** One small quarter, worked by hand: each deal is named for the bar it belongs to. */
import { planQuery } from '../../src/plan/planQuery';
import type { PipelineQuery } from '../../src/plan/query';
import type { Result } from '../../src/result/Result';
import { engineIds, type Engine } from '../engines/engines';
import { answer } from '../property/answers';
import { at, deal, modelWith, notices, open, range, valuesOf } from './small';

const expected = { expectedClose: { column: 'expected', is: 'date' }, currency: 'currency' };
const dealChange = { from: 'deal_changes', item: 'deal_id', at: { column: 'at', is: 'instant' }, field: 'field', old: 'old', new: 'new' };
const rate = { from: 'rates', currency: 'code', date: 'day', rate: 'factor' };
const model = modelWith({}, expected, { dealChange, rate });
const july = range('2026-07-01', '2026-08-01', '2026-08-20');

const base = { currency: 'EUR', region: 'West', rep: 'Ada' };
const early = '2026-05-01';
const rows: Readonly<Record<string, ReturnType<typeof deal>>> = {
  quiet: deal(early, { ...base, amount: 1 }),
  // Created on the first instant of the range is created in it; on its first instant after, not yet.
  created: deal('2026-07-01', { ...base, amount: 2 }),
  later: deal('2026-08-01', { ...base, amount: 4 }),
  // Lost in June, taken up again in July; today's row knows nothing of June.
  reopened: deal(early, { ...base, amount: 8, moves: [['demo', '2026-05-02'], ['lost', '2026-06-10'], ['demo', '2026-07-15']] }),
  raised: deal(early, { ...base, amount: 100 }),
  cut: deal(early, { ...base, amount: 50 }),
  pulled: deal(early, { ...base, amount: 16 }),
  pushed: deal(early, { ...base, amount: 32 }),
  won: deal(early, { ...base, won: '2026-07-20', amount: 90 }),
  lost: deal(early, { ...base, lost: '2026-07-21', amount: 7 }),
  wonInJune: deal(early, { ...base, won: '2026-06-30', amount: 1000 }),
  wonInAugust: deal(early, { ...base, won: '2026-08-01', amount: 64 }),
  passed: deal('2026-07-02', { ...base, won: '2026-07-30', amount: 500 }),
  handed: deal(early, { ...base, amount: 128, rep: 'Bob' }),
  foreign: deal(early, { ...base, amount: 10, currency: 'USD' }),
};
const expectedOf: Record<string, string | null> = { pulled: '2026-08-10', pushed: '2026-10-05' };
const changes = [
  ['raised', '2026-07-10', 'amount', '70', '100'],
  ['cut', '2026-07-11', 'amount', '60', '55'], ['cut', '2026-07-12', 'amount', '55', '50'],
  ['won', '2026-07-19', 'amount', '80', '90'],
  ['pulled', '2026-07-05', 'expected_close', '2026-12-01', '2026-08-10'],
  ['pushed', '2026-07-06', 'expected_close', '2026-08-30', '2026-10-05'],
  ['handed', '2026-07-07', 'owner', 'Ada', 'Bob'],
  // Of August: not yet, at the end of July.
  ['quiet', '2026-08-05', 'amount', '1', '3'],
] as const;

async function openSmall(id: (typeof engineIds)[number]): Promise<Engine> {
  const engine = await open(id, { deals: [] });
  const deals = Object.entries(rows).map(([name, row]) => ({ ...row, amount: name === 'quiet' ? 3 : row['amount'], expected: expectedOf[name] ?? '2026-09-01' }));
  const names = ['id', 'lead_id', 'stage', 'amount', 'currency', 'created_at', 'closed_at', 'region', 'rep', 'reason', 'expected'];
  const types = ['text', 'text', 'text', 'numeric(30,2)', 'text', 'instant', 'instant', 'text', 'text', 'text', 'date'];
  await engine.run('DROP TABLE deals');
  await engine.load('deals', names.map((name, i) => ({ name, type: types[i]! })), deals);
  await engine.run('DROP TABLE moves');
  const moves = deals.flatMap((row) => ((row as { moves?: Array<[string, Date]> }).moves ?? []).map(([stage, moved_at], i) => ({ id: i, deal_id: (row as { id?: string }).id, stage, moved_at })));
  await engine.load('moves', [{ name: 'id', type: 'integer' }, { name: 'deal_id', type: 'text' }, { name: 'stage', type: 'text' }, { name: 'moved_at', type: 'instant' }], moves);
  await engine.load('deal_changes', ['deal_id', 'at', 'field', 'old', 'new'].map((name) => ({ name, type: name === 'at' ? 'instant' : 'text' })), changes.map(([of, when, field, old, now]) => [rows[of]!['id'], at(when), field, old, now]));
  await engine.load('rates', [{ name: 'code', type: 'text' }, { name: 'day', type: 'date' }, { name: 'factor', type: 'numeric(9,4)' }], [['USD', '2026-01-01', 0.9], /* of two the lowest */ ['USD', '2026-07-10', 0.95], ['USD', '2026-07-10', 0.8], ['USD', '2026-07-10', 0.95], ['USD', '2026-08-02', 5]]);
  return engine;
}

const waterfall = (rest: Partial<PipelineQuery> = {}): PipelineQuery => ({ refId: 'A', schemaVersion: 1, type: 'pipeline', ...rest });
const barsOf = (result: Result, group?: string): Record<string, readonly [deals: unknown, amount: unknown]> => {
  const keys = result.columns.find(({ name }) => name === 'bucket')!.keys!;
  const groups = result.columns.find(({ role }) => role === 'dimension');
  const shown = keys.map((key, row) => [key!, [valuesOf(result, 'deals')![row], valuesOf(result, 'amount')?.[row]], groups?.keys?.[row]] as const);
  return Object.fromEntries(shown.filter(([, , of]) => group === undefined || of === group).map(([key, bar]) => [key, bar as [unknown, unknown]]));
};

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openSmall(id);
  });
  afterAll(() => engine.close());
  const asked = (query: Partial<PipelineQuery> = {}): Promise<Result> => answer(planQuery(waterfall(query), model, july), engine);

  test('all deals', async () => {
    const result = await asked({ evidence: true });
    expect(barsOf(result)).toEqual({
      // 1 quiet, 70 raised, 60 cut, 16 pulled, 32 pushed, 80 won, 7 lost, 64 won in August, 128 handed, 10 × 0.9 foreign.
      start: [10, 467],
      created: [1, 2], reopened: [1, 8],
      amount_up: [1, 30], amount_down: [1, -10],
      won: [1, -80], lost: [1, -7],
      // 10 × 0.8 − 10 × 0.9
      fx: [1, -1],
      end: [10, 409],
    });
    expect([valuesOf(result, 'residual')![0], valuesOf(result, 'residual_deals')![0]]).toEqual([0, 0]);
    expect([valuesOf(result, 'pass_through_deals')![0], valuesOf(result, 'pass_through')![0]]).toEqual([1, 500]);
    // 90 and 500 were booked; the bar has 80.
    expect([valuesOf(result, 'bookings')![0], valuesOf(result, 'bookings_less_won')![0]]).toEqual([590, 510]);
    expect(notices(result)).toBe('1 deal was created and closed in between: it is in no bar');
  });

  test('those that close in the quarter', async () => {
    const bars = barsOf(await asked({ closing: 'this-quarter' }));
    // Without the deal that was then expected in December.
    expect(bars).toMatchObject({ start: [9, 451], pulled_in: [1, 16], pushed_out: [1, -32], won: [1, -80], end: [9, 377] });
  });

  test('by owner: who was handed a deal has it in a bar of its own', async () => {
    const result = await asked({ by: 'rep' });
    // This model calls its owners "rep", and owner changes are those of "owner": nothing moves.
    expect(barsOf(result, 'Bob')).toMatchObject({ start: [1, 128], end: [1, 128] });
    const owned = await answer(planQuery(waterfall({ by: 'owner' }), modelWith({}, { ...expected, dimensions: { owner: 'rep' } }, { dealChange, rate }), july), engine);
    expect(barsOf(owned, 'Ada')).toMatchObject({ start: [10, 467], transferred_out: [1, -128], end: [9, 281] });
    expect(barsOf(owned, 'Bob')).toMatchObject({ start: [0, 0], transferred_in: [1, 128], end: [1, 128] });
  });

  test('a filter by owner tells who came and went as well', async () => {
    const owned = modelWith({}, { ...expected, dimensions: { owner: 'rep' } }, { dealChange, rate });
    const result = await answer(planQuery(waterfall({ filters: [{ dimension: 'owner', operator: '=', values: ['Ada'] }] }), owned, july), engine);
    expect(barsOf(result)).toMatchObject({ start: [10, 467], transferred_out: [1, -128], transferred_in: [0, 0], end: [9, 281] });
  });

  test('counts alone', async () => {
    const result = await asked({ measure: 'count', bars: true });
    expect(barsOf(result)).toEqual({
      start: [10, undefined], created: [1, undefined], reopened: [1, undefined], won: [1, undefined], lost: [1, undefined], end: [10, undefined],
    });
    expect(valuesOf(result, 'base')).toEqual([0, 10, 11, 11, 10, 0]);
    expect(valuesOf(result, 'total')).toEqual([10, null, null, null, null, 10]);
    expect(valuesOf(result, 'increase')).toEqual([null, 1, 1, null, null, null]);
    expect(valuesOf(result, 'decrease')).toEqual([null, null, null, 1, 1, null]);
  });

  test('without what was changed, today’s values stand at both ends, and it is said', async () => {
    const bare = modelWith({}, expected, { stageChange: undefined, rate });
    const result = await answer(planQuery(waterfall({ closing: 'this-quarter' }), bare, july), engine);
    expect(Object.keys(barsOf(result))).toEqual(['start', 'created', 'won', 'lost', 'fx', 'end']);
    // 3 quiet, 8 re-opened, 100, 50, 16 pulled, 90 won, 7, 64, 128, 9.
    expect(barsOf(result)).toMatchObject({ start: [10, 475], won: [1, -90], end: [9, 379] });
    expect(notices(result)).toMatch(/no changes of deals are mapped[^\n]*amounts, expected close dates and owners are today’s[^\n]*\nno stage history/);
  });

  test('mixed currencies without rates are no sum', async () => {
    const unconverted = modelWith({}, expected, { dealChange });
    const asking = (query: PipelineQuery): Promise<Result> => answer(planQuery(query, unconverted, july), engine);
    await expect(asking(waterfall())).rejects.toMatchObject({ code: 'rows/mixed-currencies' });
    expect(barsOf(await asking(waterfall({ measure: 'count' })))).toMatchObject({ start: [10, undefined] });
  });
});

test.each([
  [waterfall({ closing: 'this-month' }), modelWith(), 'map "expectedClose"'],
  [waterfall(), modelWith({}, { closedAt: undefined }), 'map "closedAt"'],
  [waterfall({ measure: 'amount' }), modelWith({}, { amount: undefined }), 'map "amount"'],
  [waterfall({ pipeline: 'nwe' }), modelWith(), 'the deals have new'],
  [waterfall({ by: 'regoin' }), modelWith(), 'did you mean "region"?'],
  [waterfall({ by: 'stage' }), modelWith({}, {}, { stageChange: undefined }), 'needs the stage history'],
])('%j is refused', (query, of, words) => {
  expect(() => planQuery(query, of, july)).toThrow(words);
});

test('a range that has not begun is refused', () => {
  expect(() => planQuery(waterfall(), modelWith(), range('2026-07-01', '2026-08-01', '2026-06-01'))).toThrow('choose a start before now');
});

test('the period is that of the last instant of a range that is over, and of now in one that runs', () => {
  const labelOf = (from: string, to: string, now: string): string | undefined => {
    const plan = planQuery(waterfall({ closing: 'this-month' }), model, range(from, to, now));
    return plan.kind === 'pipeline' ? plan.closing?.label : undefined;
  };
  expect(labelOf('2026-07-01', '2026-08-01', '2026-10-20')).toBe('this month, 2026-07-01 to 2026-07-31');
  expect(labelOf('2026-07-01', '2026-08-01', '2026-08-01')).toBe('this month, 2026-08-01 to 2026-08-31');
  expect(labelOf('2026-07-01', '2026-09-01', '2026-07-15')).toBe('this month, 2026-07-01 to 2026-07-31');
});
