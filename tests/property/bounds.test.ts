/**
 * Which rows a range holds and into which bucket each falls, for times stored in every way, against a count in plain
 * TypeScript; and that the database may use an index for it, because the bounds are converted and not the column.
 */
import { addDays, dayOf, localTimeOf, startOfDay, startOfUnit } from '../../src/model/calendar';
import { parseModelOrThrow } from '../../src/model/parse';
import type { Calendar, SalesModel } from '../../src/model/types';
import { planQuery } from '../../src/plan/planQuery';
import type { MetricsQuery, Range } from '../../src/plan/query';
import type { Grain } from '../../src/sql/Dialect';
import { compile } from '../../src/compile';
import { print } from '../../src/sql/print';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { answer, values } from './answers';
import { numbers } from './random';

const seed = Number(process.env.SEED ?? 20261121);
const hour = 3_600_000;
const grains: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];
/** The model's zone, and the one in which local times are stored. */
const zones = [['Europe/Berlin', 'Europe/Berlin'], ['America/New_York', 'Europe/Berlin'], ['Asia/Kathmandu', 'Australia/Lord_Howe'], ['America/Sao_Paulo', 'America/New_York'], ['Australia/Lord_Howe', 'America/Sao_Paulo']] as const;

const kinds = ['instant', 'local', 'date'] as const;
const stored = (kind: (typeof kinds)[number], wallZone: string) =>
  kind === 'instant' ? { column: 'at', is: kind } : kind === 'date' ? { column: 'day', is: kind } : { column: 'wall', is: kind, zone: wallZone };

const modelOf = (calendar: object, createdAt: object): SalesModel =>
  parseModelOrThrow({
    calendar,
    entities: { deal: { from: 'deals', id: 'id', createdAt, outcome: { column: 'status', won: ['won'], lost: ['lost'] }, dimensions: { status: 'status' } } },
  });
const counted: MetricsQuery = { refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['deals_created'] };

/** 400 instants around two winters and two summers; every midnight and clock change of them is near some. */
function instantsOf(zone: string): readonly Date[] {
  const random = numbers(seed);
  return Array.from({ length: 400 }, () => {
    const day = startOfDay(addDays('2017-06-01', Math.floor(random() * 700)), zone).getTime();
    return new Date(day + [-1000, 0, 1000, hour, 1.5 * hour, 2 * hour, 2.5 * hour, 3 * hour, 12 * hour][Math.floor(random() * 9)]!);
  });
}

/** What a stored wall-clock time means: the later instant where a clock change repeats it. */
function meaning(wall: string, zone: string, at: Date): Date {
  return [hour, hour / 2].map((by) => new Date(at.getTime() + by)).find((other) => localTimeOf(other, zone) === wall) ?? at;
}

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine(id, { timeZone: 'America/Los_Angeles' });
  });
  afterEach(() => engine.close());

  test.each(zones)(`ranges and buckets in %s, with local times of %s (seed ${seed})`, async (zone, wallZone) => {
    const random = numbers(seed + 1);
    const given = instantsOf(zone);
    await engine.load('deals', [{ name: 'id', type: 'integer' }, { name: 'status', type: 'text' }, { name: 'at', type: 'instant' }, { name: 'wall', type: 'local' }, { name: 'day', type: 'date' }],
      given.map((at, n) => [n, 'open', at, localTimeOf(at, wallZone), dayOf(at, zone)]));
    const happened = {
      instant: given,
      local: given.map((at) => meaning(localTimeOf(at, wallZone), wallZone, at)),
      date: given.map((at) => startOfDay(dayOf(at, zone), zone)),
    };
    for (let trial = 0; trial < 30; trial++) {
      const kind = kinds[trial % 3]!;
      const grain = grains[Math.floor(random() * 5)]!;
      const calendar: Calendar = { timeZone: zone, weekStart: (['monday', 'sunday', 'saturday'] as const)[trial % 3]!, fiscalYearStart: 1 + Math.floor(random() * 12), holidays: [] };
      const [from, to] = [random(), random()].map((at) => given[Math.floor(at * 400)]!).sort((a, b) => a.getTime() - b.getTime()) as [Date, Date];
      const range: Range = { from, to: new Date(to.getTime() + (trial % 2) * hour + 1), now: new Date('2020-01-01T00:00:00Z') };
      const inside = happened[kind].filter((at) => range.from <= at && at < range.to);
      const expected: Record<string, number> = {};
      for (const at of inside) {
        const bucket = startOfUnit(dayOf(at, zone), grain, calendar);
        expected[bucket] = (expected[bucket] ?? 0) + 1;
      }
      const model = modelOf(calendar, stored(kind, wallZone));
      const result = await answer(planQuery({ ...counted, grain }, model, range), engine);
      const found = Object.fromEntries(values(result, 'time')!.map((time, at) => [time, values(result, 'deals_created')![at]]).filter(([, n]) => n !== 0));
      expect({ trial, kind, grain, range, found }).toEqual({ trial, kind, grain, range, found: expected });
      const whole = await answer(planQuery(counted, model, range), engine);
      expect({ trial, whole: values(whole, 'deals_created') }).toEqual({ trial, whole: [inside.length] });
    }
  });
});

test.each(kinds)('PostgreSQL uses the index of a created date stored as %s', async (kind) => {
  const engine = await openEngine('postgres');
  const rows = Array.from({ length: 20_000 }, (_, n) => {
    const at = new Date(Date.UTC(2020, 0) + n * 3 * hour);
    return [n, 'open', at, localTimeOf(at, 'Europe/Berlin'), dayOf(at, 'Europe/Berlin')];
  });
  await engine.load('deals', [{ name: 'id', type: 'integer' }, { name: 'status', type: 'text' }, { name: 'at', type: 'instant' }, { name: 'wall', type: 'local' }, { name: 'day', type: 'date' }], rows);
  const createdAt = stored(kind, 'Europe/Berlin');
  await engine.run(`CREATE INDEX deals_created ON "deals" ("${createdAt.column}")`);
  const model = modelOf({ timeZone: 'Europe/Berlin' }, createdAt);
  const range: Range = { from: new Date('2023-03-01T10:00:00Z'), to: new Date('2023-04-01T00:00:00Z'), now: new Date('2030-01-01T00:00:00Z') };
  for (const query of [{}, { grain: 'month' }, { by: ['status'], grain: 'week' }, { filters: [{ dimension: 'status', operator: '=', values: ['open'] }] }] satisfies Array<Partial<MetricsQuery>>) {
    const sql = print(compile(planQuery({ ...counted, ...query }, model, range), engine.dialect)[0]!.select, engine.dialect);
    const plan = (await engine.run(`EXPLAIN ${sql}`)).map((row) => String(row['QUERY PLAN'])).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan (using|on) deals_created/);
    expect(plan).toMatch(new RegExp(`Index Cond: \\(+"?${createdAt.column}"? >= '`));
    expect(plan).not.toContain('Seq Scan');
  }
  await engine.close();
});
