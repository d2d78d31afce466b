import { TZDate } from '@date-fns/tz';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import type { Calendar } from '../../src/model/types';
import {
  buckets, dayNumber, dayOf, daysBeginningIn, daysBetween, dayStart, dayText, instantOf, isAfter, momentOf, offset, periodDays, unitStart,
  wallOf, workingDays,
} from './calendar';

const berlin: Calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [] };
const utc = (text: string): number => Date.parse(text);
const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** Wall-clock times around clock changes: skipped ones, repeated ones, and their neighbours. */
const walls: Array<[zone: string, wall: string, instant: string]> = [
  ['Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T00:59:59Z'],
  ['Europe/Berlin', '2026-03-29 02:00:00', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-03-29 02:30:00', '2026-03-29T01:30:00Z'],
  ['Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25 01:59:59', '2026-10-24T23:59:59Z'],
  ['Europe/Berlin', '2026-10-25 02:30:00', '2026-10-25T01:30:00Z'],
  ['Europe/Berlin', '2026-10-25 03:00:00', '2026-10-25T02:00:00Z'],
  ['America/New_York', '2026-03-08 02:30:00', '2026-03-08T07:30:00Z'],
  ['America/New_York', '2026-11-01 01:30:00', '2026-11-01T06:30:00Z'],
  ['Australia/Lord_Howe', '2026-10-04 02:15:00', '2026-10-03T15:45:00Z'],
  ['Australia/Lord_Howe', '2026-04-05 01:45:00', '2026-04-04T15:15:00Z'],
  ['Europe/Dublin', '2026-03-29 01:30:00', '2026-03-29T01:30:00Z'],
  ['Europe/Dublin', '2026-10-25 01:30:00', '2026-10-25T01:30:00Z'],
  ['Africa/Casablanca', '2026-02-15 02:30:00', '2026-02-15T02:30:00Z'],
  ['Africa/Casablanca', '2026-03-22 02:30:00', '2026-03-22T02:30:00Z'],
  ['Asia/Beirut', '2026-03-29 00:00:00', '2026-03-28T22:00:00Z'],
  ['Asia/Kathmandu', '2026-01-01 00:00:00', '2025-12-31T18:15:00Z'],
];

describe('local times', () => {
  it.each(walls)('%s %s is %s', (zone, wall, instant) => {
    expect(iso(instantOf(zone, utc(`${wall.replace(' ', 'T')}Z`)))).toBe(instant);
  });

  const select = walls
    .map(([zone, wall], i) => `SELECT ${i} AS i, CAST((TIMESTAMP '${wall}' AT TIME ZONE '${zone}') AT TIME ZONE 'UTC' AS text) AS t`)
    .join(' UNION ALL ');
  const expected = walls.map(([, , instant]) => instant.replace('T', ' ').replace('Z', ''));

  it('PostgreSQL reads them so', async () => {
    const client = new Client(process.env.TEST_POSTGRES);
    await client.connect();
    const { rows } = await client.query<{ t: string }>(`${select} ORDER BY i`);
    await client.end();
    expect(rows.map(({ t }) => t)).toEqual(expected);
  });

  it('DuckDB reads them so', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const rows = await connection.runAndReadAll(`${select} ORDER BY i`);
    expect(rows.getRows().map((row) => row[1])).toEqual(expected);
    connection.closeSync();
  });

  it('agrees with TZDate on the wall clock of every hour of a year', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']) {
      for (let at = utc('2026-01-01T00:30:00Z'); at < utc('2027-01-01T00:00:00Z'); at += 3_600_000) {
        const local = new TZDate(at, zone);
        const wall = Date.UTC(local.getFullYear(), local.getMonth(), local.getDate(), local.getHours(), local.getMinutes());
        if (wallOf(zone, at) !== wall) {
          throw new Error(`${zone} ${iso(at)}`);
        }
      }
    }
    expect(offset('Europe/Berlin', utc('2026-03-29T00:59:59Z'))).toBe(3_600_000);
    expect(offset('Europe/Berlin', utc('2026-03-29T01:00:00Z'))).toBe(7_200_000);
  });
});

describe('local days', () => {
  it('begin at midnight, or after a skipped one, or at the first of two', () => {
    expect(iso(dayStart('Europe/Berlin', dayNumber('2026-03-30')))).toBe('2026-03-29T22:00:00Z');
    expect(iso(dayStart('Asia/Beirut', dayNumber('2026-03-29')))).toBe('2026-03-28T22:00:00Z');
    expect(iso(dayStart('America/Havana', dayNumber('2026-11-01')))).toBe('2026-11-01T04:00:00Z');
  });

  it('hold every instant from their first to that of the next day', () => {
    for (let day = dayNumber('2026-01-01'); day < dayNumber('2027-01-01'); day++) {
      const start = dayStart('Europe/Berlin', day);
      expect([dayOf('Europe/Berlin', start), dayOf('Europe/Berlin', start - 1)]).toEqual([day, day - 1]);
    }
  });

  it('are 23 or 25 hours long when the clock changes', () => {
    const lengths = buckets(berlin, 'day', utc('2026-03-27T23:00:00Z'), utc('2026-03-30T22:00:00Z')).map(({ start, end }) => (end - start) / 3_600_000);
    expect(lengths).toEqual([24, 23, 24]);
  });
});

describe('calendar units', () => {
  const label = (calendar: Partial<Calendar>, grain: 'week' | 'month' | 'quarter' | 'year', day: string): string =>
    dayText(unitStart({ ...berlin, ...calendar }, grain, dayNumber(day)));

  it('weeks start on the day of the model', () => {
    // 2026-03-29 is a Sunday.
    expect(label({ weekStart: 'monday' }, 'week', '2026-03-29')).toBe('2026-03-23');
    expect(label({ weekStart: 'sunday' }, 'week', '2026-03-29')).toBe('2026-03-29');
    expect(label({ weekStart: 'saturday' }, 'week', '2026-03-29')).toBe('2026-03-28');
    expect(label({ weekStart: 'saturday' }, 'week', '2026-03-27')).toBe('2026-03-21');
  });

  it('quarters and years are fiscal', () => {
    expect(label({}, 'quarter', '2026-03-31')).toBe('2026-01-01');
    expect(label({ fiscalYearStart: 2 }, 'quarter', '2026-01-31')).toBe('2025-11-01');
    expect(label({ fiscalYearStart: 2 }, 'year', '2026-01-31')).toBe('2025-02-01');
    expect(label({ fiscalYearStart: 12 }, 'year', '2026-12-01')).toBe('2026-12-01');
  });

  it('a range cuts the first and the last', () => {
    const found = buckets(berlin, 'month', utc('2026-01-15T12:00:00Z'), utc('2026-03-31T22:00:00Z'));
    expect(found.map((one) => [one.label, iso(one.from), iso(one.to), iso(one.end)])).toEqual([
      ['2026-01-01', '2026-01-15T12:00:00Z', '2026-01-31T23:00:00Z', '2026-01-31T23:00:00Z'],
      ['2026-02-01', '2026-01-31T23:00:00Z', '2026-02-28T23:00:00Z', '2026-02-28T23:00:00Z'],
      ['2026-03-01', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', '2026-03-31T22:00:00Z'],
    ]);
  });

  it('periods of targets: fiscal years and quarters, calendar months', () => {
    const days = (start: number, period: string): string => {
      const found = periodDays({ ...berlin, fiscalYearStart: start }, period);
      return `${found.grain} ${dayText(found.start)} ${dayText(found.end)}`;
    };
    expect(days(1, '2026')).toBe('year 2026-01-01 2027-01-01');
    expect(days(4, '2026')).toBe('year 2025-04-01 2026-04-01');
    expect(days(1, '2026-Q4')).toBe('quarter 2026-10-01 2027-01-01');
    expect(days(10, '2026-Q1')).toBe('quarter 2025-10-01 2026-01-01');
    expect(days(10, '2026-10')).toBe('month 2026-10-01 2026-11-01');
  });

  it('working days are Monday to Friday without holidays, of days that begin in the range', () => {
    const calendar = { ...berlin, holidays: ['2026-01-01', '2026-01-06'] };
    const found = workingDays(calendar, utc('2025-12-31T23:00:00Z'), utc('2026-01-11T23:00:00Z'));
    expect(found.map(dayText)).toEqual(['2026-01-02', '2026-01-05', '2026-01-07', '2026-01-08', '2026-01-09']);
    expect(daysBeginningIn(berlin, utc('2026-01-01T00:00:00Z'), utc('2026-01-02T12:00:00Z')).map(dayText)).toEqual(['2026-01-02']);
  });
});

describe('times of the three kinds', () => {
  const zone = 'Europe/Berlin';
  const instant = momentOf({ column: 'a', is: 'instant', nullable: true }, '2026-03-28T23:30:00Z', zone)!;
  const local = momentOf({ column: 'a', is: 'local', zone: 'America/New_York', nullable: true }, '2026-03-28 19:30:00', zone)!;
  const date = momentOf({ column: 'a', is: 'date', nullable: true }, '2026-03-29', zone)!;

  it('a date happens at its first instant, a local time in its own zone', () => {
    expect(iso(date.at)).toBe('2026-03-28T23:00:00Z');
    expect(local).toEqual(instant);
    expect(instant.day).toBe(date.day);
    expect(momentOf({ column: 'a', is: 'date', nullable: true }, null, zone)).toBeNull();
  });

  it('days are date differences where either is a date', () => {
    const later = momentOf({ column: 'a', is: 'instant', nullable: true }, '2026-03-30T22:30:00Z', zone)!;
    expect(daysBetween(instant, later)).toBeCloseTo(47 / 24, 12);
    expect(daysBetween(date, later)).toBe(2);
    expect(daysBetween(later, date)).toBe(-2);
    expect([isAfter(instant, date), isAfter(date, instant), isAfter(later, date)]).toEqual([false, false, true]);
  });
});
