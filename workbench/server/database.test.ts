import { openDatabase, type Database } from './database';

const url = String(process.env.TEST_POSTGRES);
const forEver = new AbortController().signal;
let database: Database;

beforeAll(() => {
  database = openDatabase(url, 10);
});
afterAll(() => database.close());

const one = async (sql: string) => (await database.run(sql, forEver)).rows[0]?.[0];
const running = (mark: string) =>
  one(
    `SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%${mark}%' AND pid <> pg_backend_pid() AND state = 'active'`
  );

describe('openDatabase', () => {
  it('reads columns and rows as text', async () => {
    const { columns, rows } = await database.run(
      "SELECT 1.50::numeric AS n, true AS ok, NULL AS nothing, timestamptz '2026-01-01 00:00+00' AS at",
      forEver
    );
    expect(columns.map(({ name, oid }) => [name, oid])).toEqual([
      ['n', 1700],
      ['ok', 16],
      ['nothing', 25],
      ['at', 1184],
    ]);
    expect(rows).toEqual([['1.50', 't', null, expect.stringContaining('2026-01-01 00:00:00')]]);
  });

  it('knows the columns of an answer without rows', async () => {
    expect(await database.run('SELECT 1 AS n WHERE false', forEver)).toEqual({
      columns: [{ name: 'n', oid: 23 }],
      rows: [],
    });
  });

  it('stops at the row limit and says so', async () => {
    const { rows, columns, limited } = await database.run('SELECT generate_series(1, 100000) AS n', forEver);
    expect([rows.length, columns[0]?.name, limited]).toEqual([10, 'n', 10]);
    expect((await database.run('SELECT generate_series(1, 10)', forEver)).limited).toBeUndefined();
  });

  it("speaks of errors as Grafana's data source does", async () => {
    await expect(database.run('SELECT nosuch', forEver)).rejects.toThrow(
      'ERROR: column "nosuch" does not exist (SQLSTATE 42703)'
    );
    await expect(database.run('SELECT 1; SELECT 2', forEver)).rejects.toThrow('cannot insert multiple commands');
    const closed = openDatabase('postgres://nobody:nothing@127.0.0.1:1/nothing');
    await expect(closed.run('SELECT 1', forEver)).rejects.toMatchObject({
      message: expect.stringContaining('failed to connect to server'),
      isNetwork: true,
    });
    await closed.close();
  });

  it('cancels a statement that nobody waits for, and leaves the pool in order', async () => {
    const gone = new AbortController();
    const asked = database.run("SELECT pg_sleep(30), 'left alone'", gone.signal);
    const until = Date.now() + 5000;
    while ((await running('left alone')) !== '1' && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    gone.abort();
    await expect(asked).rejects.toThrow('canceling statement');
    expect(await running('left alone')).toBe('0');
    expect(await one('SELECT 1')).toBe('1');
  });

  it('asks nothing for a request that has already gone', async () => {
    await expect(database.run('SELECT 1', AbortSignal.abort())).rejects.toThrow();
  });
});
