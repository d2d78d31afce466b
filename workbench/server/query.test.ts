import type { Database } from './database';
import { DatabaseError } from './database';
import { answerQueries } from './query';

const never = new AbortController().signal;
const asked: string[] = [];
const database: Database = {
  run(sql) {
    asked.push(sql);
    return sql.includes('broken')
      ? Promise.reject(new DatabaseError('ERROR: column "broken" does not exist (SQLSTATE 42703)', false))
      : Promise.resolve({ columns: [{ name: 'n', oid: 20 }], rows: [['1']] });
  },
  close: () => Promise.resolve(),
};
const find = (uid: string) => (uid === 'sql' ? database : uid === 'ours' ? null : undefined);
const query = (refId: string, rawSql: string, more = {}) => ({
  refId,
  rawSql,
  format: 'table',
  datasource: { uid: 'sql' },
  ...more,
});
const ask = async (queries: unknown[], more = {}) => {
  const { status, body } = await answerQueries(
    { queries, from: '1767225600000', to: '1769904000000', ...more },
    find,
    never
  );
  return { status, body: JSON.parse(String(body)) };
};

describe('answerQueries', () => {
  it('answers each query under its refId', async () => {
    const { status, body } = await ask([query('A', 'select 1'), query('B', 'select 2')]);
    expect(status).toBe(200);
    expect(Object.keys(body.results)).toEqual(['A', 'B']);
    expect(body.results.A.frames[0].data.values).toEqual([[1]]);
  });

  it('keeps the good frame beside a failed one, under HTTP 400', async () => {
    const { status, body } = await ask([query('A', 'select 1'), query('B', 'select broken')]);
    expect(status).toBe(400);
    expect(body.results.A.status).toBe(200);
    expect(body.results.B).toMatchObject({
      status: 400,
      error: 'db query error: ERROR: column "broken" does not exist (SQLSTATE 42703)',
      errorSource: 'downstream',
    });
    expect(body.results.B.frames[0].schema.meta.executedQueryString).toBe('select broken');
  });

  it('reports an unknown macro without asking the database', async () => {
    asked.length = 0;
    const { body } = await ask([query('A', 'select $__nosuch(1)')]);
    expect(body.results.A.error).toBe('interpolation failed: unknown macro "__nosuch"');
    expect(asked).toEqual([]);
  });

  it('takes a query without a format for a time series', async () => {
    const { body } = await ask([query('A', 'select 1', { format: undefined })]);
    expect(body.results.A.error).toBe('db has no time column: no time column found');
  });

  it('replaces the interval by that of the range', async () => {
    asked.length = 0;
    await ask([query('A', "select '$__interval'", { intervalMs: 1000, maxDataPoints: 100 })]);
    expect(asked).toEqual(["select '6h'"]);
  });

  it('refuses duplicate refIds, no queries, unknown data sources and the one that runs in the browser', async () => {
    expect(await ask([query('A', 'select 1'), query('A', 'select 2')])).toMatchObject({
      status: 400,
      body: { messageId: 'query.duplicateRefId' },
    });
    expect(await ask([])).toMatchObject({ status: 400, body: { messageId: 'query.noQueries' } });
    expect(await ask([query('A', 'select 1', { datasource: { uid: 'nosuch' } })])).toMatchObject({
      status: 404,
      body: { message: 'Data source not found' },
    });
    expect(await ask([query('A', 'select 1', { datasource: { uid: 'ours' } })])).toMatchObject({
      status: 500,
      body: { messageId: 'plugin.unavailable' },
    });
  });
});
