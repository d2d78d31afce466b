/**
 * Days and calendar units of instants that only the database knows, against those of src/model/calendar.ts: around
 * clock changes above all, and with a session far from the model's zone.
 */
import { tzOffset } from '@date-fns/tz';
import { dayOfMoment, firstDayFromMoment, instantOf } from '../../src/compile/moment';
import { dayOfSql, firstDayFromSql, shiftSql, startOfDaySql } from '../../src/compile/native/days';
import { addDays, addMonths, addUnits, dayNumber, dayOf, firstDayFrom, startOfDay, startOfUnit } from '../../src/model/calendar';
import { midnightsOf } from '../../src/model/midnights';
import type { Calendar } from '../../src/model/types';
import { rangeStart, type Instant, type Moment } from '../../src/plan/Moment';
import { shiftInstant } from '../../src/plan/windows';
import { cast, column } from '../../src/sql/build';
import type { Grain } from '../../src/sql/Dialect';
import { print } from '../../src/sql/print';
import type { Sql } from '../../src/sql/tree';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { numbers } from './random';

const seed = Number(process.env.SEED ?? 20261121);
const hour = 3_600_000;
const zones = [
  'Europe/Berlin', 'America/New_York', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/Havana',
  'Atlantic/Azores', 'Africa/Cairo', 'Asia/Kathmandu', 'UTC',
];

/** Hours around each clock change, month ends and midnights, and instants anywhere from 2000 on. */
function instants(zone: string): Date[] {
  const random = numbers(seed);
  const found: Date[] = [];
  for (let at = Date.UTC(2008, 0); at < Date.UTC(2028, 0); at += 24 * hour) {
    let [before, after] = [at, at + 24 * hour];
    const old = tzOffset(zone, new Date(at));
    if (old === tzOffset(zone, new Date(after))) {
      continue;
    }
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      [before, after] = tzOffset(zone, new Date(middle)) === old ? [middle, after] : [before, middle];
    }
    found.push(...[-24, -1, -0.5, -0.001, 0, 0.5, 1, 1.5, 24].map((by) => new Date(after + by * hour)));
  }
  for (let at = 0; at < 50; at++) {
    const start = startOfDay(addDays('2000-01-01', Math.floor(random() * 11_000)), zone);
    found.push(start, new Date(start.getTime() - 1), new Date(start.getTime() + Math.floor(random() * 24 * hour)));
  }
  return found;
}

test('midnights that clock changes skip or repeat', () => {
  expect(zones.map((zone) => [zone, midnightsOf(zone)] as const).filter(([, { skipped, repeated }]) => skipped || repeated)).toEqual([
    ['America/Sao_Paulo', { skipped: true, repeated: false }],
    ['Asia/Beirut', { skipped: true, repeated: false }],
    ['Pacific/Apia', { skipped: true, repeated: false }],
    ['America/Havana', { skipped: true, repeated: true }],
    ['Atlantic/Azores', { skipped: true, repeated: true }],
    ['Africa/Cairo', { skipped: true, repeated: false }],
  ]);
});

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id, { timeZone: 'Pacific/Kiritimati' });
  });
  afterAll(() => engine.close());

  describe.each(zones)('%s', (zone) => {
    const given = instants(zone);
    const table = `at ${zone.replace('/', ' ')}`;
    const at = column('at', table);
    beforeAll(() => engine.load(table, [{ name: 'n', type: 'integer' }, { name: 'at', type: 'instant' }], given.map((one, n) => [n, one])));
    const values = async (of: Sql): Promise<unknown[]> => {
      const columns = [{ as: 'n', of: column('n', table) }, { as: 'value', of }];
      const text = print({ kind: 'select', columns, from: { kind: 'table', path: [table], as: table } }, engine.dialect);
      const rows = await engine.run(text.replaceAll('$__timeFrom()', '"at"'));
      return rows.sort((a, b) => Number(a['n']) - Number(b['n'])).map(({ value }) => value);
    };
    /** Instants beside what they were asked about, so that a difference shows its place. */
    const beside = (answers: readonly unknown[]) => given.map((one, place) => `${one.toISOString()} ${String(answers[place])}`);
    const iso = (dates: readonly Date[]) => dates.map((one) => one.toISOString());

    test('the day of an instant', async () => {
      expect(beside(await values(cast(dayOfSql(at, zone, engine.dialect), 'text')))).toEqual(beside(given.map((one) => dayOf(one, zone))));
    });

    test('the first day from an instant on', async () => {
      const days = (await values(cast(firstDayFromSql(at, zone, engine.dialect), 'text'))).map(String);
      // A day that the zone left out (Apia, 2011-12-30) begins when the next one does: either names that instant.
      expect(beside(iso(days.map((day) => startOfDay(day, zone))))).toEqual(beside(iso(given.map((one) => startOfDay(firstDayFrom(one, zone), zone)))));
      expect(days.filter((day, place) => day !== firstDayFrom(given[place]!, zone)).every((day) => day === '2011-12-30')).toBe(true);
    });

    test('the first instant of a day', async () => {
      const starts = await values(startOfDaySql(dayOfSql(at, zone, engine.dialect), zone, engine.dialect));
      expect(beside(starts)).toEqual(beside(iso(given.map((one) => startOfDay(dayOf(one, zone), zone)))));
    });

    test('the first instant of a calendar unit, of the one before it and of its equal elapsed part', async () => {
      // Grafana's macro stands for the instant of each row.
      const moments = (moment: Instant) => values(instantOf(moment, engine.dialect));
      const asked: ReadonlyArray<readonly [Grain, Partial<Calendar>]> = [
        ['day', {}], ['week', {}], ['week', { weekStart: 'sunday' }], ['month', {}], ['quarter', {}], ['quarter', { fiscalYearStart: 2 }], ['year', { fiscalYearStart: 7 }],
      ];
      for (const [grain, changed] of asked) {
        const calendar: Calendar = { timeZone: zone, weekStart: 'monday', fiscalYearStart: 1, holidays: [], ...changed };
        const back = { day: { days: -1 }, week: { days: -7 }, month: { months: -1 }, quarter: { months: -3 }, year: { months: -12 } }[grain];
        const start: Moment = { moment: 'startOf', grain, of: rangeStart, calendar };
        const before: Moment = { moment: 'shift', of: start, ...back, zone };
        const units = given.map((one) => startOfUnit(dayOf(one, zone), grain, calendar));
        const earlier = units.map((unit) => addUnits(unit, grain, -1));
        expect([grain, ...beside(await moments(start))]).toEqual([grain, ...beside(iso(units.map((unit) => startOfDay(unit, zone))))]);
        expect([grain, ...beside(await moments(before))]).toEqual([grain, ...beside(iso(earlier.map((unit) => startOfDay(unit, zone))))]);
        expect([grain, ...beside(await values(cast(firstDayFromMoment(before, engine.dialect, zone), 'text')))]).toEqual([grain, ...beside(earlier)]);
        expect([grain, ...beside(await values(cast(dayOfMoment(before, engine.dialect, zone), 'text')))]).toEqual([grain, ...beside(earlier)]);
        if (grain === 'month') {
          const elapsed = given.map((one, at) => shiftInstant(one, (day) => addDays(day, dayNumber(earlier[at]!) - dayNumber(units[at]!)), zone));
          expect(beside(await moments({ moment: 'sameElapsed', of: rangeStart, origin: start, start: before, zone }))).toEqual(beside(iso(elapsed)));
        }
      }
    }, 30_000);

    const shifts = [{ days: -1 }, { days: 1 }, { days: -90 }, { months: -1 }, { months: 1 }, { months: -12 }, { days: 364 }] as const;
    test.each(shifts)('the same time of day, shifted by %j', async (shift) => {
      const move = (day: string) => ('days' in shift ? addDays(day, shift.days) : addMonths(day, shift.months));
      expect(beside(await values(shiftSql(at, shift, zone, engine.dialect)))).toEqual(beside(iso(given.map((one) => shiftInstant(one, move, zone)))));
    });

    test('a day start that is shifted is one', async () => {
      const start = startOfDaySql(dayOfSql(at, zone, engine.dialect), zone, engine.dialect);
      const expected = given.map((one) => startOfDay(addMonths(dayOf(one, zone), -1), zone));
      expect(beside(await values(shiftSql(start, { months: -1 }, zone, engine.dialect)))).toEqual(beside(iso(expected)));
      expect(beside(await values(shiftSql(start, { days: column('n', table) }, zone, engine.dialect)))).toEqual(
        beside(iso(given.map((one, n) => startOfDay(addDays(dayOf(one, zone), n), zone))))
      );
    });
  });
});
