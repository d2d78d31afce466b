import type { RelativeWindow } from '../../plan/native';
import { dashboardRange, secondsBack } from './link';

const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, holidays: [] } as const;

test.each<[string, RelativeWindow, readonly [string, string]]>([
  ['so many full days end yesterday', { kind: 'lastDays', days: 90 }, ['now-90d/d', 'now-1d/d']],
  ['or earlier', { kind: 'lastDays', days: 14, back: 7 }, ['now-21d/d', 'now-8d/d']],
  ['this quarter to its end', { kind: 'unit', grain: 'quarter', offset: 0 }, ['now/Q', 'now/Q']],
  ['this month so far', { kind: 'unit', grain: 'month', offset: 0, soFar: true }, ['now/M', 'now']],
  ['last week', { kind: 'unit', grain: 'week', offset: -1 }, ['now-1w/w', 'now-1w/w']],
  ['the next quarter', { kind: 'unit', grain: 'quarter', offset: 1 }, ['now+1Q/Q', 'now+1Q/Q']],
  ['the range of the rule', { kind: 'range' }, ['now-3600s', 'now']],
])('%s', (_, window, expected) => {
  expect(dashboardRange(window, 3600, calendar)).toEqual(expected);
});

test('fiscal units where they differ from the calendar’s', () => {
  const quarter: RelativeWindow = { kind: 'unit', grain: 'quarter', offset: -1 };
  expect(dashboardRange(quarter, 0, { ...calendar, fiscalYearStart: 4 })).toEqual(['now-1Q/Q', 'now-1Q/Q']);
  expect(dashboardRange(quarter, 0, { ...calendar, fiscalYearStart: 2 })).toEqual(['now-1Q/fQ', 'now-1Q/fQ']);
  expect(dashboardRange({ kind: 'unit', grain: 'year', offset: 0 }, 0, { ...calendar, fiscalYearStart: 4 })).toEqual(['now/fy', 'now/fy']);
});

test('a rule’s range reaches back over the windows before', () => {
  expect(secondsBack({ kind: 'lastDays', days: 10, back: 5 }, 2, 60)).toBe(36 * 86_400);
  expect(secondsBack({ kind: 'unit', grain: 'month', offset: -1 }, 1, 60)).toBe(93 * 86_400);
  expect(secondsBack({ kind: 'range' }, 1, 60)).toBe(60);
});
