/** What people get wrong, and what data gets wrong: each has a sentence that says what would do, or a right number. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parseModel } from '../../src/model/parse';
import { planQuery } from '../../src/plan/planQuery';
import { SalesError } from '../../src/sql/SalesError';
import { engineIds } from '../engines/engines';
import { ask, deal, funnel, lead, metrics, modelWith, notices, range, valuesOf } from './small';

const month = range('2026-01-01', '2026-02-01');
/** `code: message` of what a question is refused with. */
function refusal(query: Parameters<typeof planQuery>[0], model = modelWith(), of = month): string {
  try {
    planQuery(query, model, of);
    return 'answered';
  } catch (error) {
    return error instanceof SalesError ? `${error.code}: ${error.message}` : `bug: ${String(error)}`;
  }
}

describe('names', () => {
  test.each([
    [metrics('won_deal'), 'query/unknown-metric: unknown metric "won_deal": did you mean "won_deals"?'],
    [metrics('constructor'), 'query/unknown-metric: unknown metric "constructor": the catalogue lists every metric'],
    [metrics('won_deals', { by: ['regoin'] }), 'query/unknown-dimension: unknown dimension "regoin": did you mean "region"?'],
    [metrics('won_deals', { by: ['__proto__'] }), 'query/unknown-dimension: unknown dimension "__proto__"'],
    [metrics('won_deals', { filters: [{ dimension: 'planet', operator: '=', values: ['x'] }] }), 'query/unknown-dimension: unknown dimension "planet": the model has '],
    [metrics('leads_created bookings', { by: ['rep'] }), '"leads_created" has no dimension "rep": it is not mapped under entities.lead.dimensions; use region'],
    [metrics('leads_created bookings', { filters: [{ dimension: 'source', operator: '=', values: ['web'] }] }), '"bookings" has no dimension "source"'],
    [funnel({ by: 'source' }), 'the deal funnel has no dimension "source"'],
    [funnel({ steps: ['offers'] }), 'query/unknown-stage: unknown stage "offers": did you mean "offer"?'],
    [funnel({ exclude: ['lost'] }), 'query/unknown-stage: unknown stage "lost": the funnel has prospect, demo, offer, won'],
    [funnel({ exclude: ['prospect', 'demo', 'offer', 'won'] }), 'query/no-stage: every stage of the funnel is left out: show at least one'],
    [funnel({ pipeline: 'old' }), 'query/unknown-pipeline: unknown pipeline "old": use new'],
    [funnel({ entity: 'lead' }), 'needs the outcome of a lead'],
    [metrics('revenue'), 'query/metric-unavailable: "revenue" needs a revenue table: add "revenue" under entities'],
    [metrics('lead_share'), 'query/needs-breakdown: "lead_share" is a share between groups: group it by source or channel or campaign'],
    [{ ...metrics('won_deals'), metrics: [] }, 'query/no-metric: no metric is chosen: choose one from the catalogue'],
    [metrics('dq_reversed_dates', { grain: 'month' }), 'query/no-time-axis: "dq_reversed_dates" looks at the whole table as of now'],
  ])('%j is refused', (query, sentence) => {
    expect(refusal(query)).toContain(sentence);
  });
});

describe('ranges', () => {
  test.each([
    ['2026-02-01', '2026-02-01', 'query/empty-range'], ['2026-02-01', '2026-01-01', 'query/empty-range'],
    ['0000-06-01T00:00:00Z', '2026-01-01', 'query/bad-range'], ['2026-01-01', '+010000-06-01T00:00:00Z', 'query/bad-range'],
  ])('from %s to %s is refused', (from, to, code) => {
    expect(refusal(metrics('won_deals'), modelWith(), range(from, to))).toContain(code);
    expect(refusal(funnel(), modelWith(), range(from, to))).toContain(code);
  });
  test('too fine a grain for the range is refused', () => {
    expect(refusal(metrics('won_deals', { grain: 'day' }), modelWith(), range('2000-01-01', '2026-01-01'))).toContain('query/too-many-buckets: the range has more than 4000 buckets by day');
  });
});

describe('models', () => {
  test.each([
    [{ entities: {} }, 'entities: missing: map "deal" or "lead"'],
    [{ entities: { deel: { from: 'deals' } } }, 'entities.deel: unknown entity: did you mean "deal"?'],
    [{ entities: { deal: { from: 'deals', id: 'id', createdAt: 'created', outcome: { column: 's', won: ['won'], lost: [] } } } }, 'entities.deal.createdAt'],
    [{ calendar: { timeZone: 'Europe/Berlinn' }, entities: { deal: { from: 'deals', id: 'id', createdAt: { column: 'c', is: 'date' }, stage: 's' } } }, 'calendar.timeZone'],
  ])('%j has its problem named', (input, sentence) => {
    const parsed = parseModel(input);
    expect('problems' in parsed ? parsed.problems.map(({ path: at, message }) => `${at}: ${message}`).join('\n') : 'understood').toContain(sentence);
  });
});

describe.each(engineIds)('data in %s', (id) => {
  test('empty tables', async () => {
    const [numbers, months, byRegion, open, steps, quality] = await ask(
      id, { range: month }, metrics('won_deals bookings win_rate open_deals pipeline_value leads_created', { evidence: true }), metrics('won_deals win_rate', { grain: 'week' }),
      metrics('won_deals', { by: ['region'] }), metrics('open_deal_age stalled_deals'), funnel({ evidence: true, by: 'region' }), { refId: 'A', schemaVersion: 1, type: 'quality' }
    );
    expect(['won_deals', 'bookings', 'win_rate', 'open_deals', 'pipeline_value', 'leads_created'].map((name) => valuesOf(numbers, name)![0])).toEqual([0, 0, null, 0, 0, 0]);
    expect(valuesOf(months, 'won_deals')).toEqual([0, 0, 0, 0, 0]);
    expect([byRegion!.length, steps!.length]).toEqual([0, 0]);
    expect([valuesOf(open, 'open_deal_age'), valuesOf(open, 'stalled_deals')]).toEqual([[null], [0]]);
    expect(valuesOf(quality, 'value')!.map((value) => value ?? 0)).toEqual(Array(quality!.length).fill(0));
  });

  test('amounts that are missing, negative or huge', async () => {
    const closed = { won: '2026-01-20' };
    const deals = [
      deal('2026-01-02', { ...closed, amount: null, region: 'none' }), deal('2026-01-02', { ...closed, amount: null, region: 'some' }), deal('2026-01-02', { ...closed, amount: 10, region: 'some' }),
      deal('2026-01-02', { ...closed, amount: -30, region: 'refunds' }), deal('2026-01-02', { ...closed, amount: 10, region: 'refunds' }), deal('2026-01-02', { ...closed, amount: '9999999999999999999999999999.99', region: 'huge' }),
      deal('2026-01-02', { lost: '2026-01-20', amount: 0, region: 'refunds' }),
    ];
    const [result, quality, grown] = await ask(
      id, { deals, range: month }, metrics('bookings average_deal_size win_rate_by_value', { by: ['region'], evidence: true }), metrics('dq_won_without_amount'), metrics('bookings_growth', { by: ['region'] })
    );
    const shown = Object.fromEntries(valuesOf(result, 'region')!.map((region, at) => [region, ['bookings', 'average_deal_size', 'win_rate_by_value', 'win_rate_by_value.high'].map((name) => valuesOf(result, name)![at])]));
    // Unknown amounts are no sum; a share of less than nothing has no interval.
    expect(shown['none']).toEqual([null, null, null, null]);
    expect(shown['some']).toEqual([10, 10, 1, expect.any(Number)]);
    expect(shown['refunds']).toEqual([-20, -10, 1, null]);
    expect(shown['huge']).toEqual([expect.closeTo(1e28, -15), expect.closeTo(1e28, -15), 1, 1]);
    expect([valuesOf(quality, 'dq_won_without_amount'), valuesOf(grown, 'bookings_growth')]).toEqual([[2], [null, null, null, null]]);
  });

  test('the first and the last year', async () => {
    const deals = [
      deal('0001-01-01T00:00:00Z', { won: '9999-12-31T22:00:00Z', amount: 1 }), deal('9999-12-31T23:30:00Z', { amount: 2 }), deal('0001-01-01T00:00:00Z', { lost: '0001-01-02T00:00:00Z' }), deal('2026-01-05', { amount: 4 }),
    ];
    const ever = range('0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-01');
    const [counts, open] = await ask(id, { deals, range: ever }, metrics('deals_created closed_deals win_rate_cohort'), metrics('open_deals pipeline_value open_deal_age_max'));
    const [monthly, quality] = await ask(id, { deals, range: month }, metrics('open_deals deals_created', { grain: 'month' }), { refId: 'A', schemaVersion: 1, type: 'quality' });
    const [steps] = await ask(id, { deals, range: ever }, funnel());
    const [byDate] = await ask(id, { deals, range: ever, model: modelWith({ calendar: { timeZone: 'America/New_York' } }) }, metrics('deals_created'));
    expect([valuesOf(counts, 'deals_created')![0], valuesOf(byDate, 'deals_created')![0]]).toEqual([4, 4]);
    // What closes in the year 9999 is open now.
    expect([valuesOf(open, 'open_deals'), valuesOf(open, 'pipeline_value')]).toEqual([[2], [5]]);
    expect(valuesOf(open, 'open_deal_age_max')![0]).toBeCloseTo(739_646.96, 1);
    expect([valuesOf(monthly, 'open_deals'), valuesOf(monthly, 'deals_created')]).toEqual([[2], [1]]);
    expect(valuesOf(quality, 'check')).toContain('Closed before created');
    expect(valuesOf(steps, 'reached')).toEqual([3, 0, 0, 0]);
  });

  test('horizons and windows longer than time', async () => {
    const deals = [deal('2026-01-05', { won: '2026-01-10', moves: [['demo', '2026-01-06'], ['won', '2026-01-10']] })];
    const [cohort, steps] = await ask(id, { deals, range: month }, metrics('win_rate_cohort', { horizon: 1e12, evidence: true }), funnel({ window: 1e12, evidence: true }));
    expect([valuesOf(cohort, 'win_rate_cohort'), valuesOf(cohort, 'win_rate_cohort.mature')]).toEqual([[null], [false]]);
    expect([valuesOf(steps, 'reached'), valuesOf(steps, 'step_conversion.mature')]).toEqual([[1, 1, 1, 1], [false, false, false, false]]);
  });

  test('a stage that no pipeline lists, and none at all', async () => {
    const deals = [deal('2026-01-05', { stage: 'negotiation' }), deal('2026-01-06', { stage: 'Won' }), deal('2026-01-07', { won: '2026-01-20' }), { ...deal('2026-01-08'), stage: null }];
    const [steps, byStage] = await ask(id, { deals, range: month }, funnel(), metrics('open_deals', { by: ['stage'] }));
    expect(valuesOf(steps, 'reached')).toEqual([4, 1, 1, 1]);
    expect(notices(steps)).toContain('3 deals are in a stage that the pipeline does not list');
    expect([valuesOf(byStage, 'stage'), valuesOf(byStage, 'open_deals')]).toEqual([['(none)', 'Won', 'negotiation'], [1, 1, 1]]);
  });

  test('currencies that nothing converts', async () => {
    const model = modelWith({}, { currency: 'currency' });
    const deals = [deal('2026-01-05', { won: '2026-01-10', amount: 5, currency: 'EUR' }), deal('2026-01-05', { won: '2026-01-10', amount: 5, currency: 'USD' })];
    await expect(ask(id, { deals, model, range: month }, metrics('bookings'))).rejects.toMatchObject({ code: 'rows/mixed-currencies' });
    await expect(ask(id, { deals, model, range: month }, funnel({ measure: 'amount' }))).rejects.toMatchObject({ code: 'rows/mixed-currencies' });
    const [counted] = await ask(id, { deals, model, range: month }, metrics('won_deals'));
    expect(valuesOf(counted, 'won_deals')).toEqual([2]);
  });

  test('currencies that nothing converts, from leads to deals', async () => {
    const deals = [deal('2026-01-05', { won: '2026-01-10', amount: 5, currency: 'USD', lead: 'l1' })];
    const of = { deals, leads: [lead('l1', '2026-01-01')], model: modelWith({}, { currency: 'currency' }), range: month };
    await expect(ask(id, of, funnel({ entity: 'lead-to-deal', measure: 'amount' }))).rejects.toMatchObject({ code: 'rows/mixed-currencies' });
    const [counted] = await ask(id, of, funnel({ entity: 'lead-to-deal' }));
    expect([valuesOf(counted, 'reached')!.at(-1), notices(counted)]).toEqual([1, expect.stringContaining('another currency')]);
  });
});

describe('the command line', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bad-input-'));
  const at = (name: string): string => path.join(folder, name);
  const model = (change: object = {}): object => ({
    calendar: { timeZone: 'Europe/Berlin' },
    entities: {
      deal: {
        from: 'deals', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, closedAt: { column: 'closed_on', is: 'date' }, amount: 'amount',
        outcome: { column: 'status', won: ['won'], lost: ['lost'] }, dimensions: { region: 'region' }, ...change,
      },
    },
  });

  /** What a process says and how it ends. */
  const run = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.resolve(__dirname, '../../bin/salesfunnel.mjs'), ...args]);
      const said = { out: '', err: '' };
      child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
      child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
      child.on('close', (code) => resolve({ code, ...said }));
    });
  const query = (...args: string[]) => run('query', '--model', at('model.json'), '--db', `duckdb:${at('sales.duckdb')}`, '--now', '2026-02-01', '--format', 'csv', ...args);

  beforeAll(async () => {
    const files = {
      'model.json': model(), 'table.json': model({ from: 'deels' }), 'column.json': model({ amount: 'amuont' }),
      'type.json': model({ amount: 'region', createdAt: { column: 'closed_on', is: 'instant' } }), 'number.json': model({ createdAt: { column: 'amount', is: 'date' } }), 'key.json': model({ amuont: 'amount' }),
    };
    Object.entries(files).forEach(([name, of]) => writeFileSync(at(name), JSON.stringify(of)));
    writeFileSync(at('broken.json'), '{ "entities": ');
    const instance = await DuckDBInstance.create(at('sales.duckdb'));
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE deals AS SELECT * FROM (VALUES
      (1, TIMESTAMPTZ '2026-01-05 10:00:00+00', DATE '2026-01-20', 'won', 5.5, 'it''s $x'), (2, TIMESTAMPTZ '2026-01-06 10:00:00+00', DATE '2026-01-21', 'lost', 7, 'West')
    ) AS t (id, created_at, closed_on, status, amount, region)`);
    connection.closeSync();
    instance.closeSync();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('names what is wrong in one sentence and fails with 1', async () => {
    const answers = await Promise.all([query('--metrics', 'bookngs'), query('--metrics', 'bookings', '--by', 'reigon'), query('--metrics', 'bookings', '--from', '2026-02-01', '--to', '2026-01-01'), query('--funnel')]);
    expect(answers.map(({ code, err }) => `${code} ${err.trim()}`)).toEqual([
      '1 query/unknown-metric: unknown metric "bookngs": did you mean "bookings"?',
      '1 query/unknown-dimension: unknown dimension "reigon": did you mean "region"?',
      '1 query/empty-range: the time range is empty: it runs from 2026-01-31T23:00:00.000Z to 2025-12-31T23:00:00.000Z; choose an end after the start',
      expect.stringContaining('1 query/unknown-pipeline: the model has no pipeline of deals'),
    ]);
    expect(answers.map(({ out }) => out)).toEqual(['', '', '', '']);
  }, 30_000);

  test('takes hostile values for what they are', async () => {
    const found = await Promise.all([`it's $x`, `'; DROP TABLE deals; --`, '$(touch /tmp/x)', '${HOME}'].map((value) => query('--metrics', 'bookings', '--filter', `region=${value}`)));
    expect(found.map(({ code, out, err }) => [code, out.split('\r\n')[1], err])).toEqual([[0, '5.5', ''], [0, '0', ''], [0, '0', ''], [0, '0', '']]);
    expect((await query('--metrics', 'closed_deals')).out).toBe('closed_deals\r\n2\r\n');
  }, 30_000);

  test('check names tables, columns and types that do not fit, and fails with 1', async () => {
    const checked = await Promise.all(['model', 'table', 'column', 'type', 'number'].map((name) => run('check', '--model', at(`${name}.json`), '--db', `duckdb:${at('sales.duckdb')}`, '--now', '2026-02-01')));
    expect(checked.map(({ code }) => code)).toEqual([0, 1, 1, 1, 1]);
    const [fits, table, column, type, number] = checked.map(({ out }) => out);
    expect(fits).toContain('0 errors');
    expect(table).toMatch(/ERROR {3}entities\.deal: deels cannot be read as mapped: .*deels/);
    expect(column).toMatch(/ERROR {3}entities\.deal: deals cannot be read as mapped: .*amuont/);
    expect(type).toContain('amount: column "region" is declared number and is VARCHAR in the database: map a column of numbers');
    expect(type).toContain('createdAt: column "closed_on" is declared instant and is DATE in the database: declare it "is": "date"');
    expect(number).toContain('createdAt: column "amount" is declared date and is DECIMAL');
  }, 30_000);

  test('says when a database is down or refuses the login, without the password', async () => {
    const refusing = process.env.TEST_POSTGRES!.replace(/\/\/[^@]*@/, '//nobody_here:secret@');
    const asked = (db: string) => run('query', '--model', at('model.json'), '--metrics', 'bookings', '--db', db);
    const answers = await Promise.all([asked('postgres://sales:secret@127.0.0.1:1/crm'), asked(refusing), asked(`duckdb:${folder}`), asked('postgres://sales:secret@host.invalid/crm')]);
    expect(answers.map(({ code, out }) => [code, out])).toEqual(Array(4).fill([1, '']));
    expect(answers.map(({ err }) => err)).toEqual([
      expect.stringMatching(/^db\/connect: the database at postgres:\/\/sales:…@127\.0\.0\.1:1\/crm cannot be reached: .*ECONNREFUSED.*; check host, port, user and password\n$/),
      expect.stringMatching(/^db\/connect: the database at .*nobody_here.* cannot be reached: .*nobody_here/),
      expect.stringMatching(/^db\/connect: the database file .* cannot be opened/),
      expect.stringMatching(/^db\/connect: .*host\.invalid/),
    ]);
    expect(answers.map(({ err }) => err).join()).not.toContain('secret');
  }, 30_000);

  test('tells wrong usage with 2', async () => {
    const answers = await Promise.all([
      run(), run('querry'), run('query', '--frob'), query('--metrics', 'bookings', '--grain', 'mnth'), query('--metrics', 'bookings', '--from', '2026-02-30'), query('--metrics', 'bookings', '--limit', '-1'),
      query(), run('query', '--metrics', 'bookings'), run('query', '--model', at('broken.json'), '--metrics', 'bookings'), run('query', '--model', at('model.json'), '--metrics', 'bookings', '--db', 'mysql://x'), run('check', '--model', at('gone.json')),
    ]);
    expect(answers.map(({ code }) => code)).toEqual(Array(11).fill(2));
    expect(answers.map(({ err }) => err.split(':')[0])).toEqual([
      'usage', 'usage', 'usage', 'usage/bad-option', 'usage/bad-date', 'usage/bad-number', 'usage/nothing-asked', 'usage/no-model', 'usage/bad-json', 'db/unknown-url', 'usage/no-file',
    ]);
    // A model that is not understood is no wrong usage.
    expect(await run('metrics', '--model', at('key.json'))).toMatchObject({ code: 1, err: expect.stringContaining('model/invalid: entities.deal.amuont: unknown key: did you mean "amount"?') });
  }, 30_000);
});
