/**
 * What a viewer types is data, whatever it looks like: it comes back from the database as it was, and neither Grafana
 * nor its SQL back ends find anything in the statement to fill in.
 */
import fc from 'fast-check';
import { compile } from '../../src/compile';
import { parseModelOrThrow } from '../../src/model/parse';
import { planDimensionValues } from '../../src/plan/dimensionValues';
import type { Plan } from '../../src/plan/Plan';
import { planQuery } from '../../src/plan/planQuery';
import type { Filter, Range } from '../../src/plan/query';
import { SalesError } from '../../src/sql/SalesError';
import { print } from '../../src/sql/print';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { rewritten } from './grafana';

const seed = Number(process.env.SEED ?? 20261121);
jest.setTimeout(60_000);

const model = parseModelOrThrow({
  entities: {
    deal: {
      from: 'deals', id: 'id', createdAt: { column: 'created_at', is: 'instant' },
      outcome: { column: 'status', won: ['won'], lost: ['lost'] }, dimensions: { region: 'region' },
    },
  },
});
const at = (day: string) => new Date(`${day}T00:00:00Z`);
const range: Range = { from: at('2026-01-01'), to: at('2026-02-01'), now: at('2026-02-01') };
const plan = (filter: Filter): Plan => planQuery({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['deals_created'], filters: [filter] }, model, range);
const where = (operator: Filter['operator'], ...values: string[]): Plan => plan({ dimension: 'region', operator, values });
const sqlOf = (of: Plan, { dialect }: Engine): string => print(compile(of, dialect)[0]!.select, dialect);

const traps = [
  `'`, `''`, `"`, '`', '\\', `\\'`, '$', '$$', '$x$', '[[', ']]', '[[[', '$__from', '${__from:date}', '$__timeFrom()', '$__timeFilter(created_at)', '$__interval_ms',
  '$__interval', '$__unixEpochFrom()', '$__env{HOME}', '${x}', '${x.y:csv}', '[[x]]', '[[x:csv]]', '$name', '$USD(approx)', '$1', '$-', '--', '-- x\n', '/*', '*/', ';', '\n',
  '\r\n', '\t', '%', '_', '🦆', '👩‍👩‍👧', '\u202e', '\u200f', '\u0301', '\u2028', '\ufeff', 'É', 'ß', '{{x}}', '#{x}', ':x', '?', '@x', `E'\\''`, `U&'\\0041'`,
];
const long = ['x'.repeat(10_000), `$x'`.repeat(3_333), '['.repeat(10_000), '🦆$'.repeat(2_500)];
const hostile = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...traps) }, { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) }), { minLength: 0, maxLength: 6 })
  .map((parts) => parts.join('').replaceAll('\0', '0'))
  .filter((value) => value !== '(none)' && !/\p{Surrogate}/u.test(value));
const strings = [...new Set([...traps, ...long, '', ' ', "Robert'); DROP TABLE deals;--", ...fc.sample(hostile, { numRuns: 4_000, seed })])].slice(0, 2_000);

test('the attacks are attacks', () => {
  expect(strings).toHaveLength(2_000);
  const found = strings.filter((value) => rewritten(value) !== value);
  expect(found.length).toBeGreaterThan(800);
});

describe.each(engineIds)('%s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id);
    const columns = [{ name: 'id', type: 'integer' }, { name: 'created_at', type: 'instant' }, { name: 'status', type: 'text' }, { name: 'region', type: 'text' }];
    await engine.load('deals', columns, [...strings, null].map((region, at) => [at, new Date('2026-01-15T00:00:00Z'), 'open', region]));
  });
  afterAll(() => engine.close());
  const count = async (of: Plan): Promise<number> => Number((await engine.run(sqlOf(of, engine)))[0]!['created']);

  test(`a filter on one of 2,000 hostile texts finds its row and no other (seed ${seed})`, async () => {
    for (const value of strings) {
      expect([value, await count(where('=', value))]).toEqual([value, 1]);
    }
  });

  test('a filter that leaves them out finds all the others, and rows without a value', async () => {
    for (const [at, value] of strings.entries()) {
      const other = strings[(at + 1) % strings.length]!;
      expect([value, await count(where('not in', value, other))]).toEqual([value, strings.length - 1]);
    }
  });

  test('Grafana finds nothing to fill in', () => {
    for (const value of strings) {
      for (const operator of ['=', '!=', '=~'] as const) {
        const sql = sqlOf(where(operator, value), engine);
        expect(rewritten(sql)).toBe(sql);
      }
      const search = sqlOf(planDimensionValues(model, 'region', value), engine);
      expect(rewritten(search)).toBe(search);
    }
  });

  test('a search for values finds every text that contains it', async () => {
    // DuckDB's driver drops a byte order mark at the start of what it reads.
    for (const value of strings.filter((one) => one.length < 30 && one !== '' && !one.startsWith('\ufeff')).slice(0, 200)) {
      const found = await engine.run(sqlOf({ ...planDimensionValues(model, 'region', value), limit: 10_000 } as Plan, engine));
      expect(found.map((row) => row['region'])).toContain(value);
    }
  });

  test('stages and outcomes with hostile ids are compared as they are', async () => {
    const ids = strings.filter((one) => one.trim() !== '' && one.length < 100).slice(0, 60);
    const staged = parseModelOrThrow({
      pipelines: [{ id: `it's $x`, stages: [...ids.map((stage) => ({ id: stage })), { id: 'won', kind: 'won' }] }],
      entities: { deal: { from: 'deals', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, stage: 'region' } },
    });
    const funnel = planQuery({ refId: 'A', schemaVersion: 1, type: 'funnel', policy: 'any' }, staged, range);
    const sql = sqlOf(funnel, engine);
    expect(rewritten(sql)).toBe(sql);
    const [row] = await engine.run(sql);
    const reached = ids.slice(1).map((_, step) => row![`reached_${step + 2}`]);
    expect(reached).toEqual(ids.slice(1).map(() => 1));
  });
});

describe('text that no database holds', () => {
  const refused = (attempt: () => unknown): unknown => {
    try {
      return attempt();
    } catch (error) {
      return error instanceof SalesError ? error.code : error;
    }
  };
  test.each([['NUL', 'a\0b'], ['half a character', 'a\ud83e'], ['the other half', '\udd86b'], ['halves in the wrong order', '\udd86\ud83e']])('is refused: %s', (_, value) => {
    for (const operator of ['=', '!=', 'in', 'not in', '=~', '!~'] as const) {
      expect(refused(() => where(operator, 'West', value))).toBe('query/bad-text');
    }
    expect(refused(() => planDimensionValues(model, 'region', value))).toBe('query/bad-text');
  });
});
