/** @jest-environment jsdom */
import { dateTime, type DataFrame, type DataQueryRequest } from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import type { SalesQuery } from '../plan/query';
import { SalesError } from '../sql/SalesError';
import { modelOf } from './model';
import { query, type QueryServices } from './query';
import type { Outcome } from './runner';
import { database, salesModel, type Database } from './testing/salesModel';
import { replaceWith } from './testing/variables';
import type { ShapedQuery } from './types';
import type { Replace } from './variableValues';

const model = salesModel();
const target = (refId: string, rest: Partial<ShapedQuery> = {}): SalesQuery =>
  ({ refId, schemaVersion: 1, type: 'metrics', metrics: ['deals_created'], ...rest }) as SalesQuery;
const request = (
  targets: SalesQuery[],
  rest: Partial<DataQueryRequest<SalesQuery>> = {}
): DataQueryRequest<SalesQuery> => ({
  requestId: 'Q1',
  targets,
  app: 'dashboard',
  interval: '1m',
  intervalMs: 60_000,
  scopedVars: {},
  timezone: 'Europe/Berlin',
  startTime: Date.UTC(2026, 3, 10),
  range: {
    from: dateTime('2026-01-01T00:00:00+01:00'),
    to: dateTime('2026-03-31T23:59:59.999+02:00'),
    raw: { from: 'now-3M', to: 'now' },
  },
  ...rest,
});
const services = (on: Database, rest: Partial<QueryServices> = {}): QueryServices => ({
  model: () => model,
  ask: on.ask,
  replace: (text) => text,
  isPublic: () => false,
  ...rest,
});
const run = (asked: DataQueryRequest<SalesQuery>, on = database(), rest: Partial<QueryServices> = {}) =>
  firstValueFrom(query(asked, services(on, rest)));
const sent = (on: Database) => on.posts.flatMap(({ statements }) => statements);
const failing = (part: string, error: SalesError) =>
  database((sql): Outcome => (sql.includes(part) ? { error } : { rows: [], notices: [] }));
const failed = new SalesError('source/failed', '"Sales DB" answered: no such column');

describe('targets', () => {
  it('answer each on its own, under the refId that they came with', async () => {
    const on = failing('"leads"', failed);
    const response = await run(
      request([target('A'), target('B', { metrics: ['leads_created'] }), target('C', { type: 'funnel' })]),
      on
    );
    expect(response.data.map((frame: DataFrame) => frame.refId)).toEqual(['A', 'C']);
    expect(response.errors).toEqual([
      { refId: 'B', message: failed.message, data: { message: failed.message, error: 'source/failed' } },
    ]);
    expect(response.state).toBe('Error');
  });

  it("share one POST with a request id of its own, and keep the panel's headers", async () => {
    const on = database();
    const response = await run(
      request([target('A'), target('B', { type: 'funnel' })], { panelId: 4, dashboardUID: 'd' }),
      on
    );
    expect(
      on.posts.map(({ request: sentWith }) => [sentWith.requestId, sentWith.panelId, sentWith.dashboardUID])
    ).toEqual([['pool-1', 4, 'd']]);
    expect([response.state, response.errors]).toEqual(['Done', undefined]);
  });

  it('are not asked while hidden or incomplete', async () => {
    const on = database();
    expect(await run(request([target('A', { hide: true }), target('B', { metrics: [] })]), on)).toEqual({ data: [] });
    expect((await run(request([target('A', { hide: true }), target('B')]), on)).data).toHaveLength(1);
    expect(on.posts).toHaveLength(1);
  });

  it.each<[string, Partial<ShapedQuery>, string]>([
    ['an unknown metric', { metrics: ['win_rat'] }, 'query/unknown-metric'],
    [
      'a filter on a dimension that the metric lacks',
      { filters: [{ dimension: 'channel', operator: '=', values: ['x'] }] },
      'query/dimension-missing',
    ],
    ['a type of a later version', { type: 'cohorts' as never }, 'query/not-yet'],
    ['a NUL in a value', { filters: [{ dimension: 'region', operator: '=', values: ['a\0b'] }] }, 'query/bad-text'],
  ])('are refused by name: %s', async (_, rest, code) => {
    const response = await run(request([target('A', rest), target('B')]));
    expect([response.errors?.map((error) => [error.refId, error.data?.error]), response.data]).toEqual([
      [['A', code]],
      [expect.objectContaining({ refId: 'B' })],
    ]);
  });

  it('show a bug as a bug', async () => {
    const ask = () => {
      throw new TypeError('x is not a function');
    };
    const response = await run(request([target('A')]), database(), { ask });
    expect(response.errors).toEqual([
      expect.objectContaining({
        refId: 'A',
        message: 'this is a bug in Sales Funnel, please report it: x is not a function',
      }),
    ]);
  });
});

describe('what a frame says', () => {
  it('shows what ran, and passes notices of the database on', async () => {
    const on = database(() => ({ rows: [], notices: [{ severity: 'warning', text: 'Results have been limited' }] }));
    const [frame] = (await run(request([target('A')]), on)).data as DataFrame[];
    expect(frame!.meta?.executedQueryString).toBe(sent(on)[0]);
    expect(frame!.meta?.notices?.map(({ text }) => text)).toContain('Results have been limited');
    expect(frame!.meta?.custom).toMatchObject({ modelHash: model.hash, zone: 'Europe/Berlin' });
  });

  it('says when one statement served several queries', async () => {
    const on = database();
    const frames = (
      await run(
        request([target('A'), target('B', { metrics: ['won_deals'] }), target('C', { metrics: ['lost_deals'] })]),
        on
      )
    ).data as DataFrame[];
    expect(sent(on)).toHaveLength(2);
    expect(
      frames.map((frame) => frame.meta?.executedQueryString?.startsWith('-- Shared by up to 2 queries'))
    ).toEqual([false, true, true]);
  });

  it('says when the dashboard shows another clock', async () => {
    const notices = async (timezone: string) =>
      ((await run(request([target('A', { grain: 'month' })], { timezone }))).data[0] as DataFrame).meta?.notices
        ?.length ?? 0;
    expect([await notices('utc'), await notices('Europe/Berlin')]).toEqual([1, 0]);
  });

  it('has text buckets on request', async () => {
    const [frame] = (await run(request([target('A', { grain: 'month', shape: 'table' })]))).data as DataFrame[];
    expect(frame!.fields[0]).toMatchObject({ name: 'time', type: 'string', values: ['2026-01', '2026-02', '2026-03'] });
  });
});

describe('refusals of the whole data source', () => {
  it('never asks on a public dashboard', async () => {
    const on = database();
    const response = await run(request([target('A'), target('B')]), on, { isPublic: () => true });
    expect([on.posts.length, response.errors?.map(({ refId, data }) => [refId, data?.error])]).toEqual([
      0,
      [
        ['A', 'source/public'],
        ['B', 'source/public'],
      ],
    ]);
  });

  it('lists what is wrong with the model, and where to mend it', async () => {
    const problems = ['a', 'b', 'c', 'd'].map((path) => ({
      code: 'model/x',
      path: `entities.${path}`,
      message: 'is wrong',
    }));
    const { errors } = await run(request([target('A')]), database(), { model: () => modelOf({ problems }, 'Sales') });
    expect(errors?.[0]?.message).toBe(
      'the sales model cannot be used: entities.a: is wrong; entities.b: is wrong; entities.c: is wrong; and 1 more. An admin can mend it under Connections → Data sources → Sales'
    );
  });
});

it('aborts the statement when the panel goes away', async () => {
  const on = database();
  const subscription = query(request([target('A')]), services(on)).subscribe();
  await new Promise((resolve) => setTimeout(resolve, 3));
  expect([on.posts.length, on.aborted]).toEqual([1, 0]);
  subscription.unsubscribe();
  expect(on.aborted).toBe(1);
});

describe('the range', () => {
  it('is half-open: the last millisecond counts', async () => {
    const on = database();
    await run(request([target('A')]), on);
    expect(sent(on)[0]).toContain("'2026-03-31T22:00:00.000Z'");
  });

  it('gives panels that open in the same minute the same text', async () => {
    const on = database();
    const metrics = ['open_deals'];
    await Promise.all(
      [1, 59_999].map((ms) => run(request([target('A', { metrics })], { startTime: Date.UTC(2026, 1, 1) + ms }), on))
    );
    expect(sent(on)).toHaveLength(1);
  });
});

describe('filters', () => {
  const replace: Replace = replaceWith({
    region: { value: ["O'Hara'); DROP TABLE deals; --", '$owner', '${__from}', '[[region]]'] },
    all: { value: ['West'], text: 'All', includeAll: true },
  });
  const filtered = async (values: string[], asked: Partial<DataQueryRequest<SalesQuery>> = {}) => {
    const on = database();
    const filters = values.length ? [{ dimension: 'region', operator: 'in' as const, values }] : undefined;
    const response = await run(request([target('A', { filters })], asked), on, { replace });
    return { response, sql: sent(on)[0] ?? '', frame: response.data[0] as DataFrame | undefined };
  };

  it('hold hostile values of variables as literals, broken where Grafana would rewrite them', async () => {
    const { sql } = await filtered(['$region']);
    expect(sql).toContain("'O''Hara''); DROP TABLE deals; --'");
    expect(sql).not.toMatch(/\$owner|\$\{|\[\[/);
  });

  it('fall away for All', async () => {
    expect((await filtered(['$all'])).sql).toBe((await filtered([])).sql);
  });

  it('refuse a variable that does not exist here', async () => {
    expect((await filtered(['$nowhere'])).response.errors?.[0]?.data?.error).toBe('query/unknown-variable');
  });

  it("take the dashboard's own over, and warn of those that the metric has not", async () => {
    const adHoc = [
      { key: 'region', operator: '=|', value: 'West', values: ['West', 'East'] },
      { key: 'channel', operator: '=', value: 'web' },
    ];
    const { sql, frame } = await filtered([], { filters: adHoc });
    expect(sql).toContain(`IN ('West', 'East')`);
    expect(sql).not.toContain('web');
    expect(frame!.meta?.notices).toEqual([
      {
        severity: 'warning',
        text: expect.stringMatching(
          /^The dashboard filter on "channel" is not applied to these numbers: "deals_created" has no dimension/
        ),
      },
    ]);
  });

  it('refuse a comparison by name', async () => {
    const { response, sql } = await filtered([], { filters: [{ key: 'region', operator: '>', value: 'M' }] });
    expect([sql, response.errors?.[0]?.data?.error]).toEqual(['', 'query/filter-operator']);
  });
});

it('answers the same whatever else is asked at the time', async () => {
  const alone = await run(request([target('A', { metrics: ['won_deals'] })]));
  const on = database();
  const [first] = await Promise.all([
    run(request([target('A', { metrics: ['won_deals'] })]), on),
    run(request([target('A', { metrics: ['lost_deals'] })]), on),
  ]);
  const bare = (frame: DataFrame) => frame.fields.map(({ name, values, config }) => ({ name, values, config }));
  expect(bare(first.data[0] as DataFrame)).toEqual(bare(alone.data[0] as DataFrame));
  expect(sent(on)).toHaveLength(1);
});
