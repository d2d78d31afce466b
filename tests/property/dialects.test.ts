/**
 * What every dialect owes: quoting, calendars, durations, percentiles, whatever the session's time zone. The calendar
 * of the databases is compared with that of src/model/calendar.ts, around clock changes above all.
 */
import { tzOffset } from '@date-fns/tz';
import { bucketOf } from '../../src/compile/time';
import { dialectById, dialects } from '../../src/dialects';
import { addDays, addMonths, dayNumber, dayOf, localTimeOf, startOfDay, startOfUnit } from '../../src/model/calendar';
import type { Calendar, TimeColumn } from '../../src/model/types';
import { cast, column, instant, literal, localTime } from '../../src/sql/build';
import type { Grain } from '../../src/sql/Dialect';
import { print } from '../../src/sql/print';
import type { Select, Sql } from '../../src/sql/tree';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { numbers } from './random';

const seed = Number(process.env.SEED ?? 20261121);
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC'];
const grains: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];
const hour = 3_600_000;

/** Every instant at which the zone's offset changes between two years. */
function changes(zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = Date.UTC(from, 0); at < Date.UTC(to, 0); at += 24 * hour) {
    let [before, after] = [at, at + 24 * hour];
    if (tzOffset(zone, new Date(before)) !== tzOffset(zone, new Date(after))) {
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        [before, after] = tzOffset(zone, new Date(middle)) === tzOffset(zone, new Date(at)) ? [middle, after] : [before, middle];
      }
      found.push(after);
    }
  }
  return found;
}

/** Instants around clock changes, midnights and month ends, and anywhere. */
function instants(zone: string): Date[] {
  const random = numbers(seed);
  const near = changes(zone, 2004, 2030).flatMap((at) => [-hour, -1000, 0, 1000, hour / 2, hour].map((by) => new Date(at + by)));
  const edges = Array.from({ length: 150 }, () => startOfDay(addMonths('2010-01-01', Math.floor(random() * 240)), zone)).flatMap((at) => [new Date(at.getTime() - 1000), at]);
  const anywhere = Array.from({ length: 300 }, () => new Date(Date.UTC(1996, 0) + Math.floor(random() * 40 * 365.25 * 24 * 3600) * 1000));
  return [...near, ...edges, ...anywhere];
}

const calendarOf = (timeZone: string, changed: Partial<Calendar> = {}): Calendar => ({ timeZone, weekStart: 'monday', fiscalYearStart: 1, holidays: [], ...changed });
const select = (columns: Readonly<Record<string, Sql>>, table?: string): Select => ({
  kind: 'select', columns: Object.entries(columns).map(([as, of]) => ({ as, of })), ...(table ? { from: { kind: 'table', path: [table], as: table } } : {}),
});

test('every dialect has an engine here', () => {
  expect(dialects.map(({ id }) => id)).toEqual([...engineIds]);
});

describe.each(engineIds)('%s', (id) => {
  // A session far from UTC: nothing may depend on it.
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id, { timeZone: 'Pacific/Kiritimati' });
  });
  afterAll(() => engine.close());
  const run = (of: Select) => engine.run(print(of, engine.dialect));
  const only = async (of: Sql): Promise<unknown> => (await run(select({ value: of })))[0]!['value'];

  test.each(['select', 'Größe', 'two words', 'a.b', "it's", '--', 'semi;colon', '(x)', '[x]', '%', '\\', 'line\nbreak', 'UPPER', '🦆'])('quotes the name %j', async (name) => {
    const table = `t ${name}`;
    await engine.load(table, [{ name, type: 'integer' }], [[7]]);
    expect(await run(select({ [name]: column(name, table) }, table))).toEqual([{ [name]: 7 }]);
  });

  test('refuses names that cannot be quoted for Grafana', () => {
    for (const name of ['', 'a"b', 'a$b', '[[a', 'a\0b']) {
      expect(() => print({ ...select({ a: literal(1) }), from: { kind: 'table', path: [name], as: 'x' } }, engine.dialect)).toThrow(expect.objectContaining({ code: 'model/bad-identifier' }));
    }
  });

  describe.each(zones)('%s', (zone) => {
    const given = instants(zone);
    const dialect = dialectById(id);
    const table = `times ${zone.replace('/', ' ')}`;
    const kinds: ReadonlyArray<readonly [string, TimeColumn]> = [
      ['instant', { column: 'at', is: 'instant', nullable: false }],
      ['local', { column: 'wall', is: 'local', zone, nullable: false }],
      ['date', { column: 'day', is: 'date', nullable: false }],
    ];
    beforeAll(() =>
      engine.load(
        table,
        [{ name: 'n', type: 'integer' }, { name: 'at', type: 'instant' }, { name: 'wall', type: 'local' }, { name: 'day', type: 'date' }],
        given.map((at, n) => [n, at, localTimeOf(at, zone), dayOf(at, zone)])
      )
    );
    const rows = async (columns: Readonly<Record<string, Sql>>) => (await run(select({ n: column('n', table), ...columns }, table))).sort((a, b) => Number(a['n']) - Number(b['n']));

    test('local times are those of the calendar', async () => {
      const answered = await rows({ wall: cast(dialect.toLocal(column('at', table), zone), 'text'), day: dialect.dayText(dialect.toLocal(column('at', table), zone)) });
      expect(answered.map(({ wall }) => String(wall).slice(0, 19).replace(' ', 'T'))).toEqual(given.map((at) => localTimeOf(at, zone).slice(0, 19)));
      expect(answered.map(({ day }) => day)).toEqual(given.map((at) => dayOf(at, zone)));
    });

    test('a local time is the instant that has it, the later one where there are two', async () => {
      const answered = await rows({ at: dialect.toInstant(column('wall', table), zone) });
      const back = given.map((at) => {
        const wall = localTimeOf(at, zone);
        const later = [hour, hour / 2].map((by) => new Date(at.getTime() + by)).find((other) => localTimeOf(other, zone) === wall);
        return (later ?? at).toISOString();
      });
      expect(answered.map(({ at }) => at)).toEqual(back);
    });

    test.each(kinds)('the unit of a time stored as %s is that of the calendar', async (_, time) => {
      const calendars: ReadonlyArray<readonly [Grain, Calendar]> = [
        ...grains.map((grain) => [grain, calendarOf(zone)] as const),
        ['week', calendarOf(zone, { weekStart: 'sunday' })],
        ['week', calendarOf(zone, { weekStart: 'saturday' })],
        ...[2, 4, 7, 12].flatMap((fiscalYearStart) => (['quarter', 'year'] as const).map((grain) => [grain, calendarOf(zone, { fiscalYearStart })] as const)),
      ];
      const answered = await rows(
        Object.fromEntries(calendars.map(([grain, calendar], at) => [`c${at}`, dialect.dayText(bucketOf({ of: column(time.column, table), time }, grain, dialect, calendar))]))
      );
      calendars.forEach(([grain, calendar], at) => {
        expect([grain, answered.map((row) => row[`c${at}`])]).toEqual([grain, given.map((one) => startOfUnit(dayOf(one, zone), grain, calendar))]);
      });
    });
  });

  test('months are added to the end of a shorter month', async () => {
    for (const [day, months] of [['2026-01-31', 1], ['2024-02-29', 12], ['2026-03-31', -1], ['2026-12-31', 2], ['2025-10-31', -11]] as const) {
      expect([day, await only(engine.dialect.dayText(engine.dialect.addMonths(localTime(`${day}T00:00:00`), months)))]).toEqual([day, addMonths(day, months)]);
      expect([day, await only(engine.dialect.dayText(engine.dialect.addDays(localTime(`${day}T00:00:00`), literal(months))))]).toEqual([day, addDays(day, months)]);
    }
  });

  test('seconds are added as time passes, to instants and local times', async () => {
    const { dialect } = engine;
    expect(await only(dialect.addSeconds(instant('2026-03-29T00:30:00Z'), literal(86_400)))).toBe('2026-03-30T00:30:00.000Z');
    expect(await only(dialect.addSeconds(localTime('2026-03-29T00:30:00'), literal(-0.5)))).toBe('2026-03-29T00:29:59.500');
    expect(await only(dialect.dayText(dialect.addSeconds(localTime('2026-03-29T00:00:00'), literal(-0.000001))))).toBe('2026-03-28');
    // Eleven years: more than an integer has microseconds or milliseconds for.
    expect(await only(dialect.addSeconds(instant('2026-01-01T00:00:00Z'), literal(-4018 * 86_400)))).toBe('2015-01-01T00:00:00.000Z');
  });

  test('each day or month of a stretch is a row', async () => {
    const each = async (unit: 'day' | 'month', from: string, to: string) =>
      (await run(select({ day: cast(engine.dialect.each(unit, localTime(`${from}T00:00:00`), localTime(`${to}T00:00:00`)), 'text') }))).map(({ day }) => day).sort();
    expect(await each('day', '2026-03-28', '2026-03-31')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(await each('month', '2025-11-01', '2026-02-01')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01']);
    expect(await each('month', '2025-11-01', '2026-02-02')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01']);
    expect(await each('day', '2026-03-28', '2026-03-28')).toEqual([]);
  });

  test('periods have the names that targets use', async () => {
    for (const [grain, name] of [['month', '2026-10'], ['quarter', '2026-Q4'], ['year', '2026']] as const) {
      expect(await only(engine.dialect.periodText(localTime('2026-10-01T00:00:00'), grain))).toBe(name);
    }
  });

  test('text is trimmed of spaces, tabs and line ends', async () => {
    expect(await only(engine.dialect.trimmed(literal(' \t2026 Q4\r\n')))).toBe('2026 Q4');
  });

  test('the clock is an instant, and now', async () => {
    expect(String(await only(engine.dialect.typeOf(engine.dialect.clock))).toLowerCase()).toBe('timestamp with time zone');
    expect(Math.abs(Date.parse(String(await only(engine.dialect.clock))) - Date.now())).toBeLessThan(60_000);
  });

  test('seconds and days are doubles, negative when reversed', async () => {
    const random = numbers(seed);
    const any = () => new Date(Date.UTC(1996, 0) + Math.floor(random() * 1.2e12));
    const pairs = Array.from({ length: 300 }, () => [any(), any()] as const);
    await engine.load('pairs', [{ name: 'n', type: 'integer' }, { name: 'a', type: 'instant' }, { name: 'b', type: 'instant' }, { name: 'c', type: 'date' }, { name: 'd', type: 'date' }],
      pairs.map(([a, b], n) => [n, a, b, dayOf(a, 'UTC'), dayOf(b, 'UTC')]));
    const of = (name: string) => column(name, 'pairs');
    const answered = (await run(select({ n: of('n'), seconds: engine.dialect.seconds(of('a'), of('b')), days: engine.dialect.days(of('c'), of('d')) }, 'pairs'))).sort((x, y) => Number(x['n']) - Number(y['n']));
    pairs.forEach(([a, b], n) => {
      expect(answered[n]!['seconds']).toBeCloseTo((b.getTime() - a.getTime()) / 1000, 3);
      expect(answered[n]!['days']).toBe(dayNumber(dayOf(b, 'UTC')) - dayNumber(dayOf(a, 'UTC')));
    });
    // Real division, whatever the operands.
    expect(await only({ kind: 'binary', op: '/', left: engine.dialect.days(cast(literal('2026-01-01'), 'date'), cast(literal('2026-01-02'), 'date')), right: literal(2) })).toBe(0.5);
    expect(await only(engine.dialect.seconds(instant('2026-03-29T00:30:00Z'), instant('2026-03-29T01:30:00Z')))).toBe(3600);
  });

  test('percentiles are interpolated (R-7), over the rows of the filter', async () => {
    const random = numbers(seed);
    const groups = Array.from({ length: 40 }, (_, group) => Array.from({ length: group % 9 }, () => Math.round(random() * 1000) / 8));
    await engine.load('values', [{ name: 'g', type: 'integer' }, { name: 'v', type: 'number' }, { name: 'keep', type: 'boolean' }],
      groups.flatMap((values, g) => [...values.map((v) => [g, v, true]), [g, -5000, false], [g, null, true]]));
    const ps = [0, 0.1, 0.25, 0.5, 0.9, 1];
    const of = (name: string) => column(name, 'values');
    const statement = { ...select({ g: of('g'), ...Object.fromEntries(ps.map((p, at) => [`p${at}`, engine.dialect.quantile!(of('v'), p, of('keep'))])) }, 'values'), groupBy: [of('g')] };
    const answered = (await run(statement)).sort((a, b) => Number(a['g']) - Number(b['g']));
    groups.forEach((values, g) => {
      const sorted = [...values].sort((a, b) => a - b);
      ps.forEach((p, at) => {
        const position = (sorted.length - 1) * p;
        const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
        const expected = low === undefined || high === undefined ? null : low + (high - low) * (position - Math.floor(position));
        expect([g, p, answered[g]![`p${at}`]]).toEqual([g, p, expected === null ? null : expect.closeTo(expected, 9)]);
      });
    });
  });

  test('the first value of an order, with later keys and NULLs', async () => {
    await engine.load('firsts', [{ name: 'v', type: 'text' }, { name: 'a', type: 'integer' }, { name: 'b', type: 'integer' }], [['x', 1, 1], ['y', 2, 1], ['z', 2, 2], ['w', 3, 1]]);
    const of = (name: string) => column(name, 'firsts');
    const order = [{ of: of('a'), descending: true }, { of: of('b'), descending: true }];
    const answered = await run(select({
      newest: engine.dialect.first(of('v'), order),
      kept: engine.dialect.first(of('v'), order, { kind: 'binary', op: '<', left: of('a'), right: literal(3) }),
      oldest: engine.dialect.first(of('v'), [{ of: of('a') }]),
      none: engine.dialect.first(of('v'), order, literal(false)),
    }, 'firsts'));
    expect(answered).toEqual([{ newest: 'w', kept: 'z', oldest: 'x', none: null }]);
  });
});
