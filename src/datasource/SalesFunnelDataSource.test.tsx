import {
  createDataFrame,
  dateTime,
  FieldType,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { firstValueFrom, lastValueFrom, of, type Observable } from 'rxjs';
import type { Backend, NativeTarget } from './runner';
import { SalesFunnelDataSource, type Host } from './SalesFunnelDataSource';
import { modelInput } from './testing/salesModel';
import { replaceWith } from './testing/variables';
import type { SalesFunnelOptions, ShapedQuery } from './types';

const own = { uid: 'sf', type: 'salesfunnel-metrics-datasource', name: 'Sales', meta: {} };
const sqlDatasource = { uid: 'pg', type: 'grafana-postgresql-datasource' };

function setUp(options: SalesFunnelOptions = { sqlDatasource, model: modelInput }) {
  const asked: Array<DataQueryRequest<NativeTarget>> = [];
  const backend: Backend = {
    callHealthCheck: () => Promise.resolve({ status: 'OK' }),
    query: (request) => {
      asked.push(request);
      const fields = [
        { name: 'region', type: FieldType.string, values: ['West', null] },
        { name: 'row_count', type: FieldType.number, values: [2, 1] },
      ];
      return of({ data: request.targets.map(({ refId }) => createDataFrame({ refId, fields })) });
    },
  };
  const host: Host = {
    getSettings: () => undefined,
    replace: replaceWith({ region: { value: ['West', 'East'] } }),
    isPublic: () => false,
    backendOf: () => backend,
    wait: 0,
  };
  const words = { variableEditor: () => null, describe: (query: { type: string }) => `about ${query.type}` };
  const settings = { ...own, jsonData: options } as unknown as DataSourceInstanceSettings<SalesFunnelOptions>;
  return { asked, dataSource: new SalesFunnelDataSource(settings, words, host) };
}
const query = (rest: object = {}): ShapedQuery => ({
  refId: 'A',
  schemaVersion: 1,
  type: 'metrics',
  metrics: ['deals_created'],
  ...rest,
});
const range = {
  from: new Date('2026-01-01T00:00:00Z'),
  to: new Date('2026-02-01T00:00:00Z'),
  now: new Date('2026-02-01T00:00:00Z'),
};
const region = (...values: string[]) => [{ dimension: 'region', operator: 'in', values }];

it('answers a request through the SQL data source', async () => {
  const { dataSource, asked } = setUp();
  const timeRange = { from: dateTime(range.from), to: dateTime(range.to), raw: { from: 'a', to: 'b' } };
  const request = {
    requestId: 'Q1',
    targets: [query({ by: ['region'] })],
    range: timeRange,
    scopedVars: {},
    startTime: 1,
  } as unknown as DataQueryRequest<ShapedQuery>;
  const { data } = await lastValueFrom(dataSource.query(request));
  expect(data[0].fields[0].values).toContain('West');
  expect(asked.map(({ requestId }) => requestId)).toEqual([expect.stringMatching(/^salesfunnel-sf-\w+-1$/)]);
});

it('shows the SQL that runs', async () => {
  const { dataSource } = setUp();
  expect(dataSource.previewSql(query({ filters: region('$region') }), range)).toContain("IN ('West', 'East')");
  expect(() => setUp({ model: modelInput }).dataSource.previewSql(query(), range)).toThrow(
    expect.objectContaining({ code: 'source/none' })
  );
});

it('lists dimensions and their values for ad hoc filters and for the editor', async () => {
  const { dataSource, asked } = setUp();
  expect(await dataSource.getTagKeys()).toContainEqual({ text: 'Region', value: 'region' });
  expect(await dataSource.getTagValues({ key: 'region', filters: [] })).toEqual([
    { text: 'West', value: 'West' },
    { text: '(none)', value: '(none)' },
  ]);
  await dataSource.dimensionValues('region', "We'st");
  expect(asked.map(({ hideFromInspector, range: sent }) => [hideFromInspector, sent !== undefined])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect(asked[1]!.targets[0]!.rawSql).toMatch(/we''st/i);
});

it('lists options for dashboard variables', async () => {
  const answer = setUp().dataSource.variables as unknown as { query(request: object): Observable<unknown> };
  expect(
    await firstValueFrom(answer.query({ targets: [{ refId: 'v', kind: 'dimension', dimension: 'region' }] }))
  ).toEqual({
    data: [
      { text: 'West', value: 'West' },
      { text: '(none)', value: '(none)' },
    ],
  });
});

it('fills a query with what the dashboard holds, for Explore', () => {
  const { dataSource } = setUp();
  const filters = [
    { key: 'channel', operator: '=', value: 'web' },
    { key: 'owner', operator: '=', value: '$x' },
  ];
  const [filled] = dataSource.interpolateVariablesInQueries(
    [query({ filters: region('$region'), key: 'Q-1' })],
    {},
    filters
  );
  expect(filled).toMatchObject({ refId: 'A', key: 'Q-1', type: 'metrics', datasource: sqlDatasource, format: 'table', rawQuery: true });
  expect((filled as { rawSql?: string }).rawSql).toContain('$__timeFrom()');
  expect(filled!.filters).toEqual([...region('West', 'East'), { dimension: 'owner', operator: '=', values: ['$x'] }]);
  const broken = query({ filters: region('$nowhere') });
  expect(dataSource.interpolateVariablesInQueries([broken], {})).toEqual([broken]);
  const [without] = dataSource.interpolateVariablesInQueries([{ refId: 'A', schemaVersion: 1, type: 'quality' }], {});
  expect(without).toEqual({ refId: 'A', schemaVersion: 1, type: 'quality', datasource: { uid: 'sf', type: own.type } });
});

it('begins with a metric that the model can answer, and asks nothing before one is chosen', () => {
  const { dataSource } = setUp();
  expect(dataSource.getDefaultQuery()).toMatchObject({ type: 'metrics', metrics: ['bookings'] });
  expect(setUp({}).dataSource.getDefaultQuery()).toMatchObject({ metrics: [] });
  expect([dataSource.filterQuery(query()), dataSource.filterQuery(query({ metrics: [] }))]).toEqual([true, false]);
});

it('describes a query in words, and one that it cannot read by its type', () => {
  const { dataSource } = setUp();
  expect(dataSource.getQueryDisplayText(query())).toBe('about metrics');
  expect(dataSource.getQueryDisplayText(query({ type: 'cohorts' }))).toBe('cohorts');
});

it('knows its problems without a model, and fails in words', async () => {
  const { dataSource } = setUp({ sqlDatasource });
  expect(dataSource.model).toBeUndefined();
  expect(dataSource.problems.length).toBeGreaterThan(0);
  await expect(dataSource.getTagKeys()).rejects.toMatchObject({
    message: expect.stringContaining('the sales model cannot be used'),
  });
  expect(await dataSource.testDatasource()).toMatchObject({
    status: 'error',
    message: 'The sales model has problems.',
  });
});
