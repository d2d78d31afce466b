import type { Calendar } from '../model/types';
import type { Filter } from '../plan/query';
import { parseTargets, targetFor, type TargetQuestion } from './targets';

const calendar: Calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [] };
const row = (period: string, value: number | null, dimensions: Record<string, string> = {}, metric = 'bookings') => ({ metric, period, value, dimensions });
const target = (rows: ReadonlyArray<ReturnType<typeof row>>, from: string, to: string, rest: Partial<TargetQuestion> = {}, of = calendar) =>
  targetFor({ metric: 'bookings', group: {}, filters: [], from, to, additive: true, ...rest }, parseTargets(rows, of), of);
const filter = (operator: Filter['operator'], ...values: string[]): Partial<TargetQuestion> => ({ filters: [{ dimension: 'region', operator, values }] });

// The first quarter of 2026 has 22 + 20 + 22 working days.
describe('along time', () => {
  test('whole periods count in full', () => {
    expect(target([row('2026-01', 2200)], '2026-01-01', '2026-02-01')).toEqual({ value: 2200, prorated: false });
    expect(target([row('2026-01', 2200), row('2026-02', 400)], '2026-01-01', '2026-03-01')).toEqual({ value: 2600, prorated: false });
    expect(target([row('2026-Q1', 640)], '2026-01-01', '2026-04-01').value).toBeCloseTo(640, 9);
  });
  test('a period that the range cuts counts by its working days, and says so', () => {
    // From the 5th, 20 of the 22 working days of January are left.
    expect(target([row('2026-01', 2200)], '2026-01-05', '2026-02-01')).toEqual({ value: expect.closeTo(2000, 9), prorated: true });
    expect(target([row('2026-Q1', 640)], '2026-02-01', '2026-03-01')).toEqual({ value: expect.closeTo(200, 9), prorated: true });
    expect(target([row('2026', 261)], '2026-01-01', '2026-01-02')).toEqual({ value: expect.closeTo(1, 9), prorated: true });
  });
  test('holidays are no working days', () => {
    const holidays = ['2026-01-01', '2026-01-06'];
    expect(target([row('2026-01', 2000)], '2026-01-05', '2026-02-01', {}, { ...calendar, holidays }).value).toBeCloseTo((2000 * 19) / 20, 9);
  });
  test('a weekend alone has almost no share, and no NaN', () => {
    expect(target([row('2026-01', 2200)], '2026-01-03', '2026-01-05').value).toBeCloseTo(0, 3);
  });
  test('a month wins over its quarter, a quarter over its year', () => {
    const rows = [row('2026', 999_999), row('2026-Q1', 640), row('2026-02', 400)];
    // January and March by the quarter: 44 of 64 days.
    expect(target(rows, '2026-01-01', '2026-04-01')).toEqual({ value: expect.closeTo(440 + 400, 9), prorated: false });
    expect(target(rows, '2026-02-01', '2026-03-01')).toEqual({ value: expect.closeTo(400, 9), prorated: false });
    expect(target([row('2026', 261), row('2026-01', 22_000)], '2026-01-01', '2026-02-03').value).toBeCloseTo(22_001, 9);
  });
  test('fiscal quarters and years', () => {
    const april = { ...calendar, fiscalYearStart: 4 };
    expect(target([row('2026-Q4', 640)], '2026-01-01', '2026-04-01', {}, april).value).toBeCloseTo(640, 9);
    expect(target([row('2026', 100)], '2025-04-01', '2026-04-01', {}, april).value).toBeCloseTo(100, 9);
    expect(target([row('2026', 100)], '2026-04-01', '2026-05-01', {}, april).value).toBeNull();
  });
  test('a range that is not covered has no target, with the reason', () => {
    expect(target([row('2026-01', 2200)], '2026-01-05', '2026-02-03')).toEqual({
      value: null, prorated: false, reason: 'the target of bookings does not cover all of 2026-01-05 to 2026-02-03',
    });
    expect(target([row('2026-01', 1, {}, 'revenue')], '2026-01-01', '2026-02-01').reason).toBe('no target of bookings covers 2026-01-01 to 2026-02-01');
    expect(target([row('soon', 5), row('2026-01', null)], '2026-01-01', '2026-02-01').value).toBeNull();
  });
  test('of two rows for one period the first counts, and it is said', () => {
    expect(target([row('2026-01', 2200), row('2026-01', 2300)], '2026-01-01', '2026-02-01')).toEqual({ value: 2200, prorated: false, doubled: true });
    expect(target([row('2026-01', 2200), row('2026-02', 2300), row('2026-Q1', 1)], '2026-01-01', '2026-03-01')).toEqual({ value: 4500, prorated: false });
  });
  test('a target of a rate holds for each of its days: it is averaged, never summed', () => {
    const rate = { additive: false };
    expect(target([row('2026', 0.25)], '2026-01-01', '2026-02-01', rate)).toEqual({ value: expect.closeTo(0.25, 9), prorated: false });
    // 22 days at 0.2 and 20 at 0.41.
    expect(target([row('2026-01', 0.2), row('2026-02', 0.41)], '2026-01-01', '2026-03-01', rate).value).toBeCloseTo(0.3, 9);
  });
});

test('a filter that no target has is named, since it may be a name in place of a key', () => {
  const rows = [row('2026-01', 100, { owner: 'u2' })];
  const by = (value: string) => target(rows, '2026-01-01', '2026-02-01', { filters: [{ dimension: 'owner', operator: '=', values: [value] }] });
  expect(by('u2').value).toBe(100);
  expect(by('Kim').reason).toBe('no target of bookings has "owner" Kim: targets know it by its key, so filter by that');
});

describe('by dimension', () => {
  const rows = [
    row('2026-01', 100), row('2026-01', 30, { region: 'West' }), row('2026-01', 50, { region: 'East' }),
    row('2026-01', 10, { region: 'West', team: 'a' }), row('2026-01', 15, { region: 'West', team: 'b' }), row('2026-02', 7, { region: 'West' }),
  ];
  const january = (of: typeof rows, rest: Partial<TargetQuestion> = {}) => target(of, '2026-01-01', '2026-02-01', rest).value;

  test('rows of exactly the dimensions asked for are used, and no others', () => {
    expect(january(rows)).toBeCloseTo(100, 9);
    expect(january(rows, { group: { region: 'West' } })).toBeCloseTo(30, 9);
    expect(january(rows, { group: { region: 'West', team: 'b' } })).toBeCloseTo(15, 9);
  });
  test('else the finest level below is added up', () => {
    expect(january(rows.slice(1, 3))).toBeCloseTo(80, 9);
    expect(january(rows.slice(3, 5), { group: { region: 'West' } })).toBeCloseTo(25, 9);
    // Regions and teams are never added together.
    expect(january(rows.slice(1, 5))).toBeCloseTo(25, 9);
  });
  test('of two levels that are equally fine the same one answers, whatever the order of rows', () => {
    const levels = [row('2026-01', 40, { team: 'a' }), row('2026-01', 30, { region: 'West' })];
    expect([january(levels), january([...levels].reverse())]).toEqual([30, 30]);
  });
  test('a level that does not cover the range gives way to one below that does', () => {
    const months = [row('2026-01', 100), row('2026-01', 60, { region: 'West' }), row('2026-02', 70, { region: 'West' })];
    expect(target(months, '2026-01-01', '2026-03-01')).toEqual({ value: 130, prorated: false });
    expect(target(months.slice(0, 2), '2026-01-01', '2026-03-01').reason).toBe('the target of bookings does not cover all of 2026-01-01 to 2026-03-01');
  });
  test('a group without a value, or that no row names, has none', () => {
    expect(january(rows, { group: { region: null } })).toBeNull();
    expect(january(rows, { group: { team: 'c' } })).toBeNull();
    expect(january(rows, { group: { product: 'x' } })).toBeNull();
  });
  test('filters choose rows by their dimension', () => {
    expect(january(rows, filter('=', 'West'))).toBeCloseTo(30, 9);
    expect(january(rows, filter('in', 'West', 'East'))).toBeCloseTo(80, 9);
    expect(january(rows, filter('!=', 'West'))).toBeCloseTo(50, 9);
    expect(january(rows, filter('not in', 'West', 'East'))).toBeNull();
    expect(january(rows, filter('=~', 'W.*'))).toBeNull();
    expect(january(rows, { ...filter('=', 'East'), group: { region: 'West' } })).toBeNull();
  });
  test('rates of parts are not added up', () => {
    expect(january(rows.slice(1, 3), { additive: false })).toBeNull();
  });
});
