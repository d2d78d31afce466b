/** @jest-environment jsdom */
import { createDataFrame, FieldType, type DataQueryError, type DataQueryRequest } from '@grafana/data';
import { of } from 'rxjs';
import { postgres } from '../dialects/postgres';
import { SalesError } from '../sql/SalesError';
import type { Backend, NativeTarget } from './runner';
import { testDatasource, type TestServices } from './testDatasource';
import { salesModel } from './testing/salesModel';

interface Given extends Partial<TestServices> {
  health?: { status?: string; message?: string };
  /** Failure of the statements that contain a text. */
  failing?: [text: string, error: DataQueryError];
  rows?: (sql: string) => Record<string, unknown>;
}

function setUp({ health = { status: 'OK' }, failing, rows = () => ({ row_count: 1 }), ...rest }: Given = {}) {
  const posts: NativeTarget[][] = [];
  const backend: Backend = {
    callHealthCheck: () => Promise.resolve(health),
    query: ({ targets }: DataQueryRequest<NativeTarget>) => {
      posts.push(targets);
      const bad = targets.filter(({ rawSql }) => failing && rawSql.includes(failing[0]));
      const data = targets
        .filter((one) => !bad.includes(one))
        .map(({ refId, rawSql }) => {
          const row = /HAVING|stages that/.test(rawSql) ? {} : rows(rawSql);
          return createDataFrame({
            refId,
            fields: Object.entries(row).map(([name, value]) => ({ name, type: FieldType.other, values: [value] })),
          });
        });
      return of({ data, errors: bad.map(({ refId }) => ({ ...failing![1], refId })) });
    },
  };
  const services: TestServices = {
    findSource: () => ({ uid: 'pg', type: 'postgres', name: 'Sales DB', dialect: postgres }),
    backendOf: () => backend,
    model: salesModel(),
    problems: [],
    ...rest,
  };
  return { posts, test: () => testDatasource(services) };
}

it('says what can be asked, and what not and why', async () => {
  const { test, posts } = setUp();
  const answer = await test();
  expect(answer).toMatchObject({
    status: 'success',
    message: expect.stringMatching(
      /^Reads 2 tables of "Sales DB" \(PostgreSQL\): \d+ of \d+ metrics can be asked for\.$/
    ),
  });
  expect(answer.details?.verboseMessage).toMatch(/\(qualified_leads\): /);
  expect(posts[0]!.map(({ rawSql }) => rawSql)).toEqual([expect.stringContaining('1 AS "one"')]);
  expect(posts.every((post) => post.length <= 8)).toBe(true);
});

it.each<[string, Given, RegExp]>([
  [
    'no data source',
    {
      findSource: () => {
        throw new SalesError('source/none', 'no SQL data source is chosen: choose one');
      },
    },
    /^No SQL data source is chosen: choose one\.$/,
  ],
  [
    'an unhealthy data source',
    { health: { status: 'ERROR', message: 'connection refused' } },
    /^"Sales DB" does not answer: connection refused; test it on its own/,
  ],
  [
    'a forbidden one',
    { failing: ['one', { status: 403 }] },
    /^You may not query "Sales DB": ask an admin for query permission on it\.$/,
  ],
])('stops at %s', async (_, given, message) => {
  const { test } = setUp(given);
  expect(await test()).toMatchObject({ status: 'error', message: expect.stringMatching(message) });
});

it('lists every problem of the model, once the database answers', async () => {
  const problems = [
    { code: 'model/x', path: 'entities.deal.id', message: 'is required' },
    { code: 'model/y', path: '', message: 'is odd' },
  ];
  expect(await setUp({ model: undefined, problems }).test()).toMatchObject({
    status: 'error',
    message: 'The sales model has problems.',
    details: { message: 'entities.deal.id: is required', verboseMessage: 'entities.deal.id: is required\nis odd' },
  });
});

it('lists every table that does not fit, with what the database said and the remedy', async () => {
  const answer = await setUp({ failing: ['FROM "deals"', { message: 'relation "deals" does not exist' }] }).test();
  expect(answer).toMatchObject({ status: 'error', message: '"Sales DB" answers, but does not fit the sales model.' });
  expect(answer.details?.message).toBe(
    'entities.deal: deals cannot be read as mapped: relation "deals" does not exist; correct the table or column name'
  );
});

it('warns without failing', async () => {
  const answer = await setUp({ rows: () => ({ row_count: 0, n: 0 }) }).test();
  expect(answer).toMatchObject({ status: 'warning', message: expect.stringMatching(/^Works, with \d+ warnings\.$/) });
});

it('passes a bug on', async () => {
  const findSource = () => {
    throw new TypeError('bug');
  };
  await expect(setUp({ findSource }).test()).rejects.toThrow('bug');
});
