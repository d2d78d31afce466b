import {
  addDays, addMonths, addUnits, dayNumber, dayOf, dayOfNumber, firstDayFrom, localTimeOf, parsePeriod, startOfDay, startOfUnit, workingDays,
} from './calendar';
import type { Calendar } from './types';

const calendar = (changed: Partial<Calendar> = {}): Calendar => ({ timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [], ...changed });
const hours = (zone: string, day: string): number => (startOfDay(addDays(day, 1), zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000;

describe('days', () => {
  test.each([['0001-01-01', -719_162], ['1969-12-31', -1], ['1970-01-01', 0], ['2000-02-29', 11_016], ['9999-12-31', 2_932_896]])('%s is day %i', (day, number) => {
    expect([dayNumber(day), dayOfNumber(number)]).toEqual([number, day]);
  });
  test('are added across months and leap days', () => {
    expect([addDays('2024-02-28', 1), addDays('2026-01-01', -1), addDays('2026-12-31', 366)]).toEqual(['2024-02-29', '2025-12-31', '2028-01-01']);
  });
  test('months end at the last day of a shorter month', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2024-01-31', 1), addMonths('2026-03-31', -13), addMonths('2026-11-30', 2)]).toEqual(['2026-02-28', '2024-02-29', '2025-02-28', '2027-01-30']);
  });
});

describe('zones', () => {
  test('a local time is what the clocks show', () => {
    const at = new Date('2026-03-29T00:59:59.999Z');
    expect(localTimeOf(at, 'Europe/Berlin')).toBe('2026-03-29T01:59:59.999');
    expect(localTimeOf(new Date(at.getTime() + 1), 'Europe/Berlin')).toBe('2026-03-29T03:00:00.000');
    expect(localTimeOf(at, 'Asia/Kathmandu')).toBe('2026-03-29T06:44:59.999');
    expect(dayOf(new Date('2026-01-01T04:59:00Z'), 'America/New_York')).toBe('2025-12-31');
  });
  test('days are 23 to 25 hours long', () => {
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map((day) => hours('Europe/Berlin', day))).toEqual([24, 23, 25]);
    expect(['2026-04-05', '2026-10-04'].map((day) => hours('Australia/Lord_Howe', day))).toEqual([24.5, 23.5]);
  });
  test('a skipped midnight is the first instant of its day', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(localTimeOf(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00.000');
    expect([hours('America/Sao_Paulo', '2018-11-03'), hours('America/Sao_Paulo', '2018-11-04')]).toEqual([24, 23]);
  });
  test('of a repeated midnight the earlier one begins the day', () => {
    expect(startOfDay('2018-11-04', 'America/Havana').toISOString()).toBe('2018-11-04T04:00:00.000Z');
    expect(hours('America/Havana', '2018-11-04')).toBe(25);
  });
  test('a day that a zone left out begins with the next one', () => {
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'));
  });
  test('the first day from an instant begins at it or later', () => {
    const midnight = new Date('2026-05-31T22:00:00Z');
    expect([-1, 0, 1].map((by) => firstDayFrom(new Date(midnight.getTime() + by), 'Europe/Berlin'))).toEqual(['2026-06-01', '2026-06-01', '2026-06-02']);
  });
});

describe('units', () => {
  test('weeks begin on the day that the calendar says', () => {
    const starts = (weekStart: Calendar['weekStart']) => ['2026-01-01', '2026-01-03', '2026-01-04', '2026-01-05'].map((day) => startOfUnit(day, 'week', calendar({ weekStart })));
    expect(starts('monday')).toEqual(['2025-12-29', '2025-12-29', '2025-12-29', '2026-01-05']);
    expect(starts('sunday')).toEqual(['2025-12-28', '2025-12-28', '2026-01-04', '2026-01-04']);
    expect(starts('saturday')).toEqual(['2025-12-27', '2026-01-03', '2026-01-03', '2026-01-03']);
    expect(startOfUnit('1969-12-31', 'week', calendar())).toBe('1969-12-29');
  });
  test('quarters and years are fiscal, months are not', () => {
    const february = calendar({ fiscalYearStart: 2 });
    expect(['2026-01-31', '2026-02-01', '2026-04-30', '2026-05-01'].map((day) => startOfUnit(day, 'quarter', february))).toEqual(['2025-11-01', '2026-02-01', '2026-02-01', '2026-05-01']);
    expect(['2026-01-31', '2026-02-01'].map((day) => startOfUnit(day, 'year', february))).toEqual(['2025-02-01', '2026-02-01']);
    expect(startOfUnit('2026-01-31', 'month', february)).toBe('2026-01-01');
    expect(startOfUnit('2026-01-31', 'day', february)).toBe('2026-01-31');
  });
  test('units are added from the start of one to the start of another', () => {
    expect((['day', 'week', 'month', 'quarter', 'year'] as const).map((grain) => addUnits('2026-02-01', grain, 2))).toEqual(['2026-02-03', '2026-02-15', '2026-04-01', '2026-08-01', '2028-02-01']);
    expect(addUnits('2026-02-01', 'quarter', -1)).toBe('2025-11-01');
  });
});

describe('working days', () => {
  test('are Monday to Friday, the last day not included', () => {
    expect([workingDays('2026-01-01', '2026-02-01', calendar()), workingDays('2026-01-03', '2026-01-05', calendar()), workingDays('2026-01-05', '2026-01-05', calendar())]).toEqual([22, 0, 0]);
    expect(workingDays('2026-02-01', '2026-01-01', calendar())).toBe(0);
  });
  test('holidays count once, and not on weekends', () => {
    const holidays = ['2026-01-01', '2026-01-01', '2026-01-03', '2026-01-06', '2026-02-02'];
    expect(workingDays('2026-01-01', '2026-02-01', calendar({ holidays }))).toBe(20);
  });
  test('add up over parts', () => {
    const holidays = ['2026-04-03', '2026-04-06', '2026-05-01'];
    const days = Array.from({ length: 91 }, (_, at) => addDays('2026-04-01', at));
    const sum = days.reduce((all, day) => all + workingDays(day, addDays(day, 1), calendar({ holidays })), 0);
    expect(workingDays('2026-04-01', '2026-07-01', calendar({ holidays }))).toBe(sum);
  });
});

describe('periods of targets', () => {
  const period = (text: string, fiscalYearStart = 1) => {
    const found = parsePeriod(text, calendar({ fiscalYearStart }));
    return found && `${found.kind} ${found.from} ${found.to}`;
  };
  test('are years, quarters and months', () => {
    expect([period('2026'), period('2026-Q4'), period(' 2026-02 ')]).toEqual(['year 2026-01-01 2027-01-01', 'quarter 2026-10-01 2027-01-01', 'month 2026-02-01 2026-03-01']);
  });
  test('a fiscal year is named by the year in which it ends', () => {
    expect([period('2026', 4), period('2026-Q1', 4), period('2026-Q4', 4), period('2026-04', 4)]).toEqual([
      'year 2025-04-01 2026-04-01', 'quarter 2025-04-01 2025-07-01', 'quarter 2026-01-01 2026-04-01', 'month 2026-04-01 2026-05-01',
    ]);
  });
  test.each(['', '26', '2026-13', '2026-00', '2026-Q5', '2026-Q0', '2026-1', '2026-01-01', 'Q1-2026'])('%j is none', (text) => {
    expect(period(text)).toBeUndefined();
  });
});
