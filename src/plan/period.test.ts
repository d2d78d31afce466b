import { startOfDay } from '../model/calendar';
import type { Calendar } from '../model/types';
import { periodNotice, rangeOf } from './period';
import type { PeriodName, Range } from './query';

const zone = 'Europe/Berlin';
const calendar: Calendar = { timeZone: zone, weekStart: 'monday', fiscalYearStart: 1, holidays: [] };
const at = (text: string): Date => (text.includes('T') ? new Date(text) : startOfDay(text, zone));
const range = (now: string): Range => ({ from: at('2020-01-01'), to: at('2020-02-01'), now: at(now) });

test.each<[PeriodName, string, string, string]>([
  ['this-month', '2026-11-20T12:00:00Z', '2026-11-01', '2026-12-01'],
  ['next-month', '2026-12-31', '2027-01-01', '2027-02-01'],
  ['last-month', '2026-03-31', '2026-02-01', '2026-03-01'],
  ['this-quarter', '2026-11-20', '2026-10-01', '2027-01-01'],
  ['next-quarter', '2026-11-20', '2027-01-01', '2027-04-01'],
  ['last-quarter', '2026-01-01', '2025-10-01', '2026-01-01'],
  ['this-year', '2026-11-20', '2026-01-01', '2027-01-01'],
  // 23:30 UTC on the last of October is November in Berlin.
  ['this-month', '2026-10-31T23:30:00Z', '2026-11-01', '2026-12-01'],
])('%s at %s is %s to %s', (period, now, from, to) => {
  expect(rangeOf(period, range(now), calendar)).toEqual({ from: at(from), to: at(to), now: at(now) });
});

test('quarters and years are fiscal', () => {
  const fiscal = { ...calendar, fiscalYearStart: 2 };
  expect(rangeOf('this-quarter', range('2026-01-15'), fiscal)).toMatchObject({ from: at('2025-11-01'), to: at('2026-02-01') });
  expect(rangeOf('this-year', range('2026-01-15'), fiscal)).toMatchObject({ from: at('2025-02-01'), to: at('2026-02-01') });
});

test.each([undefined, ''] as const)('%j is the range of the dashboard', (period) => {
  expect(rangeOf(period, range('2026-11-20'), calendar)).toEqual(range('2026-11-20'));
});

test('an unknown period is refused with the nearest name', () => {
  expect(() => rangeOf('next-mont' as PeriodName, range('2026-11-20'), calendar)).toThrow('unknown period "next-mont": did you mean "next-month"?');
});

test('the notice says the days, the last one included', () => {
  expect(periodNotice('next-month', rangeOf('next-month', range('2026-01-20'), calendar), calendar)).toBe(
    'next month: 2026-02-01 to 2026-02-28, whatever the time range of the dashboard'
  );
});
