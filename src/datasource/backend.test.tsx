import type { DataSourceInstanceSettings } from '@grafana/data';
import { dateTime } from '@grafana/data';
import {
  config,
  setBackendSrv,
  setDataSourceSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
} from '@grafana/runtime';
import { firstValueFrom, NEVER, Observable, of } from 'rxjs';
import { postgres } from '../dialects/postgres';
import { backendOf } from './backend';
import { createRun, type RunRequest } from './runner';
import type { Source } from './source';

const settings = {
  uid: 'pg',
  type: 'grafana-postgresql-datasource',
  name: 'Sales DB',
  jsonData: {},
  meta: {},
} as DataSourceInstanceSettings;
const source: Source = { uid: 'pg', type: settings.type, name: 'Sales DB', dialect: postgres, settings };
const range = { from: dateTime(0), to: dateTime(1000), raw: { from: 'now-1h', to: 'now' } };

let fetched: BackendSrvRequest[] = [];
let answer: Observable<unknown>;

beforeAll(() => {
  config.bootData = { user: { uid: 'u', id: 1, isSignedIn: true } } as typeof config.bootData;
  setDataSourceSrv({ getInstanceSettings: () => settings } as unknown as DataSourceSrv);
  const fetch = (options: BackendSrvRequest) => {
    fetched.push(options);
    return answer;
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
});
beforeEach(() => {
  fetched = [];
  answer = of({ status: 200, data: { results: { S0: { frames: [] } } } });
});

const hostile = "SELECT '$' || 'owner', '$' || '__from', '[' || '[x]]'";
const run = (from: Source, request: RunRequest = {}) =>
  createRun(from, backendOf(from))([hostile], { range, requestId: 'pool-1', ...request });

it('posts the SQL as it is, as a table, without our filters, variables or query', async () => {
  const request: RunRequest = {
    filters: [{ key: 'region', operator: '=', value: 'West' }],
    scopedVars: { owner: { text: 'x', value: 'x' } },
    dashboardUID: 'd',
    panelId: 7,
  };
  await firstValueFrom(run(source, request));
  expect(fetched).toHaveLength(1);
  expect(fetched[0]).toMatchObject({
    method: 'POST',
    requestId: 'pool-1',
    headers: { 'X-Datasource-Uid': 'pg', 'X-Dashboard-Uid': 'd', 'X-Panel-Id': '7' },
  });
  const [query] = (fetched[0]!.data as { queries: Array<Record<string, unknown>> }).queries;
  expect(query).toMatchObject({ refId: 'S0', rawSql: hostile, format: 'table', datasource: { uid: 'pg' } });
  expect(JSON.stringify(fetched[0]!.data)).not.toContain('West');
});

it('leaves the headers of the request that it came with alone', async () => {
  const headers = { 'X-Own': '1' };
  await firstValueFrom(run(source, { headers }));
  expect(headers).toEqual({ 'X-Own': '1' });
  expect(fetched[0]!.headers).toMatchObject({ 'X-Own': '1' });
});

it('asks with uid and type where the settings are hidden, and leaves the decision to the server', async () => {
  await firstValueFrom(run({ ...source, settings: undefined }));
  const [query] = (fetched[0]!.data as { queries: Array<Record<string, unknown>> }).queries;
  expect(query!.datasource).toEqual(expect.objectContaining({ uid: 'pg', type: 'grafana-postgresql-datasource' }));
});

it("always sends a range, and numbers formats for plugins that are not Grafana's own", async () => {
  await firstValueFrom(
    run({ ...source, settings: undefined, type: 'motherduck-duckdb-datasource' }, { range: undefined })
  );
  expect(fetched[0]!.data).toMatchObject({
    from: expect.stringMatching(/^\d+$/),
    to: expect.stringMatching(/^\d+$/),
    queries: [{ format: 1 }],
  });
});

it('aborts the exchange when nobody listens any more', () => {
  let aborted = false;
  answer = new Observable((subscriber) => {
    NEVER.subscribe(subscriber);
    return () => (aborted = true);
  });
  run(source).subscribe().unsubscribe();
  expect(aborted).toBe(true);
});
