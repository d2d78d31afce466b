/**
 * Targets and working days over stretches that only the database knows, against result/targets.ts and
 * model/calendar.ts: random target sets of mixed levels and periods, with gaps, holidays, fiscal years and filters.
 */
import { aliasOf } from '../../src/compile/dimension';
import { targetStep, type TargetAsk } from '../../src/compile/native/targets';
import { daysInRangeSql, elapsedShareSql, holidaySteps, workingDaysSql } from '../../src/compile/native/workdays';
import { addDays, addMonths, dayNumber, workingDays } from '../../src/model/calendar';
import { parseModelOrThrow } from '../../src/model/parse';
import type { Calendar, Dimension, SalesModel, TargetRow, Targets } from '../../src/model/types';
import type { Filter } from '../../src/plan/query';
import { parseTargets, targetFor, targetGroups } from '../../src/result/targets';
import { column, day, literal } from '../../src/sql/build';
import { print } from '../../src/sql/print';
import type { Select, Sql } from '../../src/sql/tree';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { numbers } from './random';

const seed = Number(process.env.SEED ?? 20261121);
const ids = ['owner', 'region', 'team'];
const values: Readonly<Record<string, readonly string[]>> = { owner: ['ann', 'bob', "o'neil"], region: ['West', 'East'], team: ['a', 'b', '(none)'] };
const dimension = (id: string): Dimension => ({ kind: 'column', id, label: id, column: id });
const written = parseModelOrThrow({
  version: 1, calendar: { timeZone: 'Europe/Berlin' }, currency: 'EUR',
  pipelines: [{ id: 'new', label: 'New', stages: [{ id: 'open' }, { id: 'won', kind: 'won' }] }],
  entities: { deal: { from: 'deals', id: 'id', stage: 'stage', createdAt: { column: 'created_at', is: 'instant' } } },
});

const tableOf = (name: string): Targets => ({
  kind: 'table', from: { table: [name] }, metric: 'metric', period: 'period', value: 'value', currency: 'currency', dimensions: Object.fromEntries(ids.map((id) => [id, `its_${id}`])),
});

interface Stretch {
  readonly bucket: string;
  readonly from: string;
  readonly to: string;
}

interface Case {
  readonly model: SalesModel;
  readonly rows: readonly TargetRow[];
  readonly ask: TargetAsk;
  readonly stretches: readonly Stretch[];
}

function randomCase(number: number): Case {
  const random = numbers(seed * 1000 + number);
  const below = (count: number) => Math.floor(random() * count);
  const chance = (share: number) => random() < share;
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const some = <T>(of: readonly T[], share: number): T[] => of.filter(() => chance(share));

  const idle = chance(0.1) ? Array.from({ length: 31 }, (_, at) => addDays('2026-02-01', at)).filter((one) => one < '2026-03-01') : [];
  const holidays = chance(0.5) ? [...Array.from({ length: below(30) }, () => addDays('2025-06-01', below(500))), ...idle] : [];
  const calendar: Calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: pick([1, 1, 2, 4, 7, 10, 12]), holidays };

  // Some levels, each with rows of some periods for some of its members.
  const levels = Array.from({ length: 1 + below(3) }, () => some(ids, 0.4));
  const gaps = chance(0.6) ? 0 : 0.15;
  const found = new Map<string, TargetRow>();
  for (const level of levels) {
    const kinds = some(['month', 'quarter', 'year'] as const, 0.5);
    const members = level.reduce<Array<Record<string, string>>>((all, id) => all.flatMap((one) => values[id]!.map((value) => ({ ...one, [id]: value }))), [{}]);
    for (const dimensions of members.filter(() => !chance(gaps))) {
      for (const kind of kinds.length ? kinds : (['month'] as const)) {
        for (let year = 2025; year <= 2027; year++) {
          const periods = kind === 'year' ? [''] : kind === 'quarter' ? ['-Q1', '-Q2', '-Q3', '-Q4'] : Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`);
          for (const period of periods.filter(() => !chance(gaps))) {
            const row = { metric: chance(0.05) ? 'revenue' : 'bookings', period: `${year}${period}`, value: below(10_000) / 8, dimensions };
            found.set(JSON.stringify([row.metric, row.period, dimensions]), row);
          }
        }
      }
    }
  }
  const rows = [...found.values()];

  const askedIds = some(ids, 0.3);
  const filters: Filter[] = some(ids, 0.2).map((id) => ({ dimension: id, operator: pick(['=', '!=', 'in', 'not in', 'in'] as const), values: some([...values[id]!, 'nobody'], 0.6) }));
  if (chance(0.03)) {
    filters.push({ dimension: 'region', operator: pick(['=~', '!~'] as const), values: ['W.*'] });
  }
  const start = addDays('2025-11-20', below(400));
  const isWhole = chance(0.5);
  const from = isWhole ? `${start.slice(0, 7)}-01` : start;
  const to = isWhole ? addMonths(from, 1 + below(7)) : addDays(from, below(chance(0.3) ? 3 : 200));
  const hasBucket = chance(0.4);
  const stretches = hasBucket
    ? Array.from({ length: 1 + below(4) }, (_, at) => ({ bucket: `b${at}`, from: addDays(from, 20 * at), to: addDays(from, 20 * at + below(40)) }))
    : [{ bucket: '', from, to }];
  return {
    model: { ...written, calendar, targets: chance(0.5) ? { kind: 'rows', rows } : tableOf('targets') },
    rows,
    ask: { metric: 'bookings', dimensions: askedIds.map(dimension), filters, additive: chance(0.7), periods: { step: 'periods', hasBucket } },
    stretches,
  };
}

/** Spaces and a line end around some periods; rows of another currency, and texts that are no period. */
const stored = (rows: readonly TargetRow[]): Row[] => [
  ...rows.map(({ metric, period, value, dimensions }, at) => ({
    metric, period: at % 7 === 0 ? ` ${period}\r\n` : period, value, currency: at % 2 ? 'EUR' : null, ...Object.fromEntries(ids.map((id) => [`its_${id}`, dimensions[id]])),
  })),
  { metric: 'bookings', period: '2026-01', value: 1e6, currency: 'USD' },
  ...['2026-13', '2026-Q5', 'Q1-2026', '2026-1', 'soon', '', null].map((period) => ({ metric: 'bookings', period, value: 1e6 })),
  { metric: 'bookings', period: '2026-02', value: null, currency: 'EUR' },
];
const columns = ['metric text', 'period text', 'value number', 'currency text', ...ids.map((id) => `its_${id} text`)].map((one) => {
  const [name, type] = one.split(' ') as [string, string];
  return { name, type };
});

function statement({ ask, model, stretches }: Case, engine: Engine): Select {
  const names = [...(ask.periods.hasBucket ? ['bucket'] : []), ...ask.dimensions.map(aliasOf), 'target', 'targeted'];
  return {
    kind: 'select',
    steps: [
      {
        name: 'periods',
        of: {
          kind: 'values',
          columns: [...(ask.periods.hasBucket ? ['bucket'] : []), 'from_day', 'to_day'],
          rows: stretches.map(({ bucket, from, to }) => [...(ask.periods.hasBucket ? [literal(bucket)] : []), day(from), day(to)]),
        },
      },
      { name: 'targets', of: targetStep(ask, model, engine.dialect) },
    ],
    columns: names.map((as) => ({ as, of: column(as) })),
    from: { kind: 'step', name: 'targets' },
  };
}

const tuples = (of: readonly string[]): string[][] => of.reduce<string[][]>((all, id) => all.flatMap((one) => values[id]!.map((value) => [...one, value])), [[]]);

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id, { timeZone: 'Pacific/Kiritimati' });
  });
  afterAll(() => engine.close());

  test('targets are those that panels choose', async () => {
    let [known, unknown, finer] = [0, 0, 0];
    for (let number = 0; number < 520; number++) {
      const one = randomCase(number);
      const { ask, model, rows, stretches } = one;
      if (model.targets!.kind === 'table') {
        await engine.run('DROP TABLE IF EXISTS targets');
        await engine.load('targets', columns, stored(rows));
      }
      const answered = await engine.run(print(statement(one, engine), engine.dialect));
      const names = ask.dimensions.map((each) => each.id);
      const keyOf = (bucket: unknown, keys: readonly unknown[]) => JSON.stringify([bucket ?? '', ...keys]);
      const byKey = new Map(answered.map((row) => [keyOf(row['bucket'], ask.dimensions.map((each) => row[aliasOf(each)])), row]));
      expect([number, byKey.size]).toEqual([number, answered.length]);
      const parsed = parseTargets(rows, model.calendar);
      for (const { bucket, from, to } of stretches) {
        const question = { filters: ask.filters, from, to };
        const groups = names.length ? tuples(names) : [[]];
        const within = new Set(targetGroups(names, question, [ask.metric], parsed).map((keys) => keyOf(bucket, keys)));
        for (const keys of groups) {
          const group = Object.fromEntries(names.map((name, at) => [name, keys[at]!]));
          const expected = targetFor({ metric: ask.metric, group, additive: ask.additive, ...question }, parsed, model.calendar).value;
          const row = byKey.get(keyOf(bucket, keys));
          const place = { number, bucket, from, to, keys };
          const target = row?.['target'] ?? null;
          expect({ ...place, target }).toEqual({ ...place, target: expected === null ? null : expect.closeTo(expected, 6) });
          if (expected !== null) {
            expect(Math.abs(Number(target) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
          }
          if (names.length && from < to) {
            expect({ ...place, targeted: row?.['targeted'] ?? false }).toEqual({ ...place, targeted: within.has(keyOf(bucket, keys)) });
          }
          [known, unknown] = expected === null ? [known, unknown + 1] : [known + 1, unknown];
          finer += expected !== null && ask.additive && !rows.some((each) => Object.keys(each.dimensions).length === new Set([...names, ...ask.filters.map((filter) => filter.dimension)]).size) ? 1 : 0;
        }
        expect(names.length > 0 || byKey.has(keyOf(bucket, []))).toBe(true);
      }
    }
    expect(Math.min(known, unknown, finer)).toBeGreaterThan(150);
  }, 240_000);

  test('working days, elapsed shares and days are those of the calendar', async () => {
    const random = numbers(seed);
    const stretches = Array.from({ length: 400 }, () => {
      const from = addDays('1998-01-01', Math.floor(random() * 15_000));
      const to = addDays(from, Math.floor(random() ** 3 * 900));
      return { from, to, today: addDays(from, Math.floor(random() * (dayNumber(to) - dayNumber(from) + 1)) - (random() < 0.2 ? 5 : 0)) };
    });
    await engine.load('stretches', [{ name: 'n', type: 'integer' }, ...['start', 'stop', 'today'].map((name) => ({ name, type: 'date' }))], stretches.map(({ from, to, today }, n) => [n, from, to, today]));
    for (const holidays of [[], stretches.flatMap(({ from }) => [from, addDays(from, 7), from])]) {
      const calendar = { ...written.calendar, holidays };
      const [from, to, today] = ['start', 'stop', 'today'].map((name) => column(name, 'stretches')) as [Sql, Sql, Sql];
      const answered = await engine.run(
        print(
          {
            kind: 'select',
            steps: holidaySteps(calendar),
            columns: [
              { as: 'n', of: column('n', 'stretches') },
              { as: 'worked', of: workingDaysSql(from, to, calendar, engine.dialect) },
              { as: 'elapsed', of: elapsedShareSql(from, to, today, calendar, engine.dialect) },
              { as: 'days', of: daysInRangeSql(from, to, engine.dialect) },
            ],
            from: { kind: 'table', path: ['stretches'], as: 'stretches' },
          },
          engine.dialect
        )
      );
      for (const row of answered) {
        const stretch = stretches[Number(row['n'])]!;
        const whole = workingDays(stretch.from, stretch.to, calendar);
        const elapsed = whole > 0 ? workingDays(stretch.from, stretch.today, calendar) / whole : null;
        expect({ ...stretch, ...row }).toEqual({ ...stretch, n: row['n'], worked: whole, elapsed, days: dayNumber(stretch.to) - dayNumber(stretch.from) });
      }
      expect(answered).toHaveLength(stretches.length);
    }
  });

  test('reads 1,700 target rows over three years quickly', async () => {
    const rows = Array.from({ length: 1700 }, (_, at): TargetRow => {
      const month = addMonths('2024-01-01', at % 36).slice(0, 7);
      return { metric: 'bookings', period: month, value: at, dimensions: at < 36 ? {} : { owner: `rep ${Math.floor(at / 36)}`, region: 'West', team: 'a' } };
    });
    const holidays = Array.from({ length: 36 }, (_, at) => addDays('2024-01-05', 30 * at));
    await engine.load('many_targets', columns, stored(rows));
    for (const dimensions of [[], [dimension('owner')]]) {
      const one: Case = {
        model: { ...written, calendar: { ...written.calendar, holidays }, targets: tableOf('many_targets') },
        rows,
        ask: { metric: 'bookings', dimensions, filters: [], additive: true, periods: { step: 'periods', hasBucket: false } },
        stretches: [{ bucket: '', from: '2024-01-10', to: '2026-12-20' }],
      };
      const text = print(statement(one, engine), engine.dialect);
      const times: number[] = [];
      for (let run = 0; run < 5; run++) {
        const start = performance.now();
        expect((await engine.run(text)).length).toBeGreaterThan(0);
        times.push(performance.now() - start);
      }
      // 100 ms on a quiet machine; suites run side by side.
      expect(Math.min(...times)).toBeLessThan(250);
    }
  });
});
