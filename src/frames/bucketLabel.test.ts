import { parsePeriod, startOfUnit } from '../model/calendar';
import type { Calendar, Grain } from '../model/types';
import { bucketLabel } from './bucketLabel';

const calendar = (fiscalYearStart: number): Calendar => ({
  timeZone: 'UTC',
  weekStart: 'monday',
  fiscalYearStart,
  holidays: [],
});

it.each<[string, Grain | undefined, number, string]>([
  ['2026-10-05', 'day', 1, '2026-10-05'],
  ['2026-10-05', 'week', 1, '2026-10-05'],
  ['2026-10-01', 'month', 1, '2026-10'],
  ['2026-10-01', 'quarter', 1, '2026-Q4'],
  ['2026-10-01', 'quarter', 10, '2027-Q1'],
  ['2027-01-01', 'quarter', 10, '2027-Q2'],
  ['2026-01-01', 'year', 1, '2026'],
  ['2026-02-01', 'year', 2, '2027'],
  ['2026-10-05', undefined, 1, '2026-10-05'],
])('names %s by %s with years from month %d: %s', (day, grain, start, label) => {
  expect(bucketLabel(day, grain, calendar(start))).toBe(label);
});

it('is read back by target periods as the bucket it names', () => {
  for (let start = 1; start <= 12; start++) {
    for (const grain of ['month', 'quarter', 'year'] as const) {
      for (let month = 1; month <= 12; month++) {
        const first = startOfUnit(`2026-${String(month).padStart(2, '0')}-15`, grain, calendar(start));
        expect(parsePeriod(bucketLabel(first, grain, calendar(start)), calendar(start))?.from).toBe(first);
      }
    }
  }
});
