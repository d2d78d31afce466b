import { startOfDay } from '../model/calendar';
import type { Calendar } from '../model/types';
import type { Grain } from '../sql/Dialect';
import type { Comparison, Range } from './query';
import { makeWindow, previousBuckets, previousRange, shiftInstant, wholePeriods } from './windows';

const zone = 'Europe/Berlin';
const calendar: Calendar = { timeZone: zone, weekStart: 'monday', fiscalYearStart: 1, holidays: [] };
const fiscal: Calendar = { ...calendar, fiscalYearStart: 2 };
/** A local day, or an instant. */
const at = (text: string): Date => (text.includes('T') ? new Date(text) : startOfDay(text, zone));
const range = (from: string, to: string, now = '2030-01-01'): Range => ({ from: at(from), to: at(to), now: at(now) });
const shown = ({ from, to }: { from: Date; to: Date }): string[] => [from, to].map((one) => one.toISOString().replace(':00.000Z', 'Z'));
const days = (from: string, to: string): string[] => shown({ from: at(from), to: at(to) });

describe('buckets', () => {
  const buckets = (from: string, to: string, grain: Grain, of = calendar) => makeWindow('current', at(from), at(to), grain, of).buckets.map(({ key, whole }) => `${key}${whole ? '' : ' cut'}`);

  test('cover the range, cut at its ends', () => {
    expect(buckets('2026-01-15', '2026-04-01', 'month')).toEqual(['2026-01-01 cut', '2026-02-01', '2026-03-01']);
    expect(buckets('2026-01-01T10:00:00Z', '2026-01-02T10:00:00Z', 'day')).toEqual(['2026-01-01 cut', '2026-01-02 cut']);
    expect(buckets('2026-01-01', '2026-01-02', 'year')).toEqual(['2026-01-01 cut']);
    expect(buckets('2026-01-15', '2026-06-01', 'quarter', fiscal)).toEqual(['2025-11-01 cut', '2026-02-01', '2026-05-01 cut']);
  });
  test('meet without gaps, over clock changes too', () => {
    const { buckets: found } = makeWindow('current', at('2026-03-20'), at('2026-11-01'), 'day', calendar);
    expect(found).toHaveLength(226);
    found.slice(1).forEach((bucket, before) => expect(bucket.start).toEqual(found[before]!.end));
    expect(new Set(found.map(({ start, end }) => (end.getTime() - start.getTime()) / 3_600_000))).toEqual(new Set([24, 23, 25]));
  });
  test('without a grain there is one', () => {
    expect(makeWindow('current', at('2026-01-01'), at('2026-01-02'), undefined, calendar).buckets).toEqual([{ key: '', start: at('2026-01-01'), end: at('2026-01-02'), whole: true }]);
  });
  test.each([['2026-01-02', '2026-01-01'], ['2026-01-01', '2026-01-01'], ['2026-01-01Tx', '2026-01-02']])('a range from %s to %s is refused', (from, to) => {
    expect(() => makeWindow('current', at(from), at(to), undefined, calendar)).toThrow(expect.objectContaining({ code: 'query/empty-range' }));
  });
  test('thousands are refused', () => {
    expect(() => makeWindow('current', at('2000-01-01'), at('2026-01-01'), 'day', calendar)).toThrow(expect.objectContaining({ code: 'query/too-many-buckets' }));
  });
});

test('a range is whole periods when it begins and ends with them', () => {
  const whole = (from: string, to: string, of = calendar) => {
    const found = wholePeriods(at(from), at(to), of);
    return found && `${found.count} ${found.grain}`;
  };
  expect(whole('2025-01-01', '2027-01-01')).toBe('2 year');
  expect(whole('2026-04-01', '2026-10-01')).toBe('2 quarter');
  expect(whole('2026-02-01', '2026-03-01')).toBe('1 month');
  expect(whole('2026-01-05', '2026-01-19')).toBe('2 week');
  expect(whole('2026-01-06', '2026-01-19')).toBe('13 day');
  expect(whole('2026-02-01', '2026-05-01', fiscal)).toBe('1 quarter');
  expect(whole('2026-01-01', '2026-04-01', fiscal)).toBe('3 month');
  expect(whole('2026-01-01T00:00:00Z', '2026-04-01')).toBeUndefined();
});

test('an instant is shifted to the same time of day', () => {
  const day = (to: string) => () => to;
  const shift = (instant: string, to: string): string => shiftInstant(new Date(instant), day(to), zone).toISOString();
  // 10:00, from winter to the days of the clock changes and back.
  expect(shift('2026-03-22T09:00:00Z', '2026-03-29')).toBe('2026-03-29T08:00:00.000Z');
  expect(shift('2026-03-29T08:00:00Z', '2026-03-22')).toBe('2026-03-22T09:00:00.000Z');
  expect(shift('2026-10-18T08:00:00Z', '2026-10-25')).toBe('2026-10-25T09:00:00.000Z');
  expect(shift('2026-10-25T09:00:00Z', '2026-10-18')).toBe('2026-10-18T08:00:00.000Z');
  // 02:30 does not exist that day; in autumn it is the first of two.
  expect(shift('2026-03-22T01:30:00Z', '2026-03-29')).toBe('2026-03-29T01:30:00.000Z');
  expect(shift('2026-10-18T00:30:00Z', '2026-10-25')).toBe('2026-10-25T00:30:00.000Z');
  const saoPaulo = 'America/Sao_Paulo';
  expect(shiftInstant(startOfDay('2018-11-04', saoPaulo), day('2018-10-04'), saoPaulo)).toEqual(startOfDay('2018-10-04', saoPaulo));
  expect(shiftInstant(startOfDay('2018-10-04', saoPaulo), day('2018-11-04'), saoPaulo)).toEqual(startOfDay('2018-11-04', saoPaulo));
});

describe('the period before', () => {
  const before = (of: Range, grain?: Grain, compare: Comparison = 'previous-period', by = calendar) => shown(previousRange(of, grain, compare, by));

  test.each([
    ['a month', '2026-03-01', '2026-04-01', '2026-02-01'],
    ['two months', '2026-03-01', '2026-05-01', '2026-01-01'],
    ['a quarter', '2026-01-01', '2026-04-01', '2025-10-01'],
    ['a year', '2024-01-01', '2025-01-01', '2023-01-01'],
    ['two weeks', '2026-03-23', '2026-04-06', '2026-03-09'],
    ['some days', '2026-03-26', '2026-03-31', '2026-03-21'],
  ])('of %s is as many calendar periods', (_, from, to, start) => {
    expect(before(range(from, to))).toEqual(days(start, from));
  });
  test('of a fiscal quarter or year is the one before', () => {
    expect(before(range('2026-02-01', '2026-05-01'), undefined, 'previous-period', fiscal)).toEqual(days('2025-11-01', '2026-02-01'));
    expect(before(range('2025-02-01', '2026-02-01'), undefined, 'previous-period', fiscal)).toEqual(days('2024-02-01', '2025-02-01'));
  });
  test('of a running period is its equal elapsed part', () => {
    // 10 days and 14 hours of April; 44 days of the second quarter.
    expect(before(range('2026-04-01', '2026-05-01', '2026-04-11T12:00:00Z'))).toEqual(['2026-02-28T23:00Z', '2026-03-11T13:00Z']);
    expect(before(range('2026-04-01', '2026-07-01', '2026-05-15'))).toEqual(days('2026-01-01', '2026-02-14'));
    // The 31st day has no counterpart in February.
    expect(before(range('2026-03-01', '2026-04-01', '2026-03-31T08:00:00Z'))).toEqual(days('2026-02-01', '2026-03-01'));
  });
  test('of a period up to now is its equal elapsed part, also where the range ends there', () => {
    expect(before(range('2026-04-01', '2026-04-11T12:00:00Z', '2026-04-11T12:00:00Z'))).toEqual(['2026-02-28T23:00Z', '2026-03-11T13:00Z']);
    expect(before(range('2026-03-29', '2026-03-29T08:00:00Z', '2026-03-29T08:00:00Z'))).toEqual(['2026-03-27T23:00Z', '2026-03-28T09:00Z']);
  });
  test('of any other stretch is the stretch of equal length before', () => {
    expect(before(range('2026-03-10T10:00:00Z', '2026-03-17T10:00:00Z', '2026-03-17T10:00:00Z'))).toEqual(['2026-03-03T10:00Z', '2026-03-10T10:00Z']);
    // Seven whole days over a clock change are seven days, not 167 hours.
    expect(before(range('2026-03-26', '2026-04-02'))).toEqual(days('2026-03-19', '2026-03-26'));
  });
  test('a year before has the same dates, by weeks the same weekdays', () => {
    expect(before(range('2026-03-01', '2026-04-01'), undefined, 'previous-year')).toEqual(days('2025-03-01', '2025-04-01'));
    expect(before(range('2024-02-29', '2024-03-01'), undefined, 'previous-year')).toEqual(days('2023-02-28', '2023-03-01'));
    expect(before(range('2026-01-05', '2026-02-02'), 'week', 'previous-year')).toEqual(days('2025-01-06', '2025-02-03'));
    expect(before(range('2026-01-01', '2027-01-01', '2026-04-11T12:00:00Z'), undefined, 'previous-year')).toEqual(['2024-12-31T23:00Z', '2025-04-11T12:00Z']);
  });
  test('a day of 23 hours is compared with a whole day', () => {
    expect(before(range('2026-03-29', '2026-03-30'))).toEqual(days('2026-03-28', '2026-03-29'));
    expect(before(range('2026-10-25', '2026-10-26'))).toEqual(days('2026-10-24', '2026-10-25'));
  });
  test('with a grain each bucket has the unit before it, the running one its elapsed part', () => {
    const buckets = (of: Range, grain: Grain, by = calendar) => shown(previousBuckets(of, grain, by));
    expect(buckets(range('2026-01-01', '2026-04-01'), 'month')).toEqual(days('2025-12-01', '2026-03-01'));
    expect(buckets(range('2026-01-01', '2026-07-01', '2026-05-15'), 'quarter')).toEqual(days('2025-10-01', '2026-02-14'));
    expect(buckets(range('2026-03-01', '2026-05-01', '2026-03-31T08:00:00Z'), 'month')).toEqual(days('2026-02-01', '2026-03-01'));
    expect(buckets(range('2026-03-01', '2026-04-11'), 'month')).toEqual(days('2026-02-01', '2026-03-11'));
    expect(buckets(range('2026-03-09', '2026-03-30'), 'week')).toEqual(days('2026-03-02', '2026-03-23'));
    expect(buckets(range('2026-02-01', '2026-08-01'), 'quarter', fiscal)).toEqual(days('2025-11-01', '2026-05-01'));
  });
});
