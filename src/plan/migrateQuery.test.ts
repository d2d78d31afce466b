import { migrateQuery } from './migrateQuery';

test.each([undefined, null, {}, { refId: 'A' }, { refId: 'A', datasource: { uid: 'x' }, hide: false }])('%j becomes bookings', (saved) => {
  expect(migrateQuery(saved)).toMatchObject({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['bookings'] });
});

test('metrics are not filled in where anything was chosen', () => {
  expect(migrateQuery({ refId: 'B', type: 'metrics' })).toEqual({ refId: 'B', schemaVersion: 1, type: 'metrics', metrics: [] });
  expect(migrateQuery({ by: ['region'] })).toMatchObject({ metrics: [], by: ['region'] });
});

test('unknown keys stay', () => {
  const saved = { refId: 'A', type: 'quality', schemaVersion: 1, datasource: { uid: 'x' }, shape: 'table', basis: 'event' };
  expect(migrateQuery(saved)).toEqual(saved);
});

test('texts become lists and numbers where those are meant, and keys without a value go', () => {
  expect(migrateQuery({ metrics: 'win_rate', limit: '10', grain: null, filters: [{ dimension: 'region', operator: '=', values: 7 }] })).toEqual({
    refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['win_rate'], limit: 10, filters: [{ dimension: 'region', operator: '=', values: ['7'] }],
  });
});

test('variables are left alone', () => {
  const saved = {
    refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['$metric'], grain: '$grain', limit: '[[n]]', horizon: '${days}', compare: '$compare',
    filters: [{ dimension: '$by', operator: 'in', values: ['$region'] }],
  };
  expect(migrateQuery(saved)).toEqual(saved);
});

test('records and periods are read, variables too, and no period is the range of the dashboard', () => {
  const saved = { refId: 'A', schemaVersion: 1, type: 'records', entity: 'deal', which: '$risk', columns: ['id', '$column'], orderBy: { column: 'amount', descending: true }, limit: '$n', period: '$period' };
  expect(migrateQuery(saved)).toEqual(saved);
  expect(migrateQuery({ type: 'funnel', period: '' })).toMatchObject({ period: '' });
});

test('twice is once', () => {
  const once = migrateQuery({ type: 'funnel', entity: 'deal', steps: 'a', window: '30' });
  expect(migrateQuery(once)).toEqual(once);
  expect(once).toMatchObject({ steps: ['a'], window: 30 });
});

test.each([
  [5, 'query/wrong-shape', 'a query is an object'],
  [[], 'query/wrong-shape', 'a query is an object'],
  [{ schemaVersion: 2 }, 'query/newer-version', 'query version 2, this plugin knows 1): update the plugin'],
  [{ schemaVersion: 'x' }, 'query/wrong-shape', '"schemaVersion" is "x"'],
  [{ type: 'cohorts' }, 'query/not-yet', '"cohorts" come with a later version: use metrics, funnel, quality'],
  [{ type: 'funel' }, 'query/unknown-type', 'unknown query type "funel": did you mean "funnel"?'],
  [{ type: 'sql' }, 'query/unknown-type', 'unknown query type "sql": use metrics, funnel, quality'],
  [{ metrics: [{}] }, 'query/wrong-shape', '"metrics" is [{}]: it must be a list of texts'],
  [{ grain: 'months' }, 'query/wrong-shape', 'did you mean "month"?'],
  [{ limit: -1 }, 'query/wrong-shape', '"limit" is -1: it must be a number above 0'],
  [{ evidence: 'yes' }, 'query/wrong-shape', '"evidence" is "yes": it must be true or false'],
  [{ orderBy: 'bookings' }, 'query/wrong-shape', '"orderBy"'],
  [{ filters: [{ dimension: 'a', operator: '>', values: [] }] }, 'query/wrong-shape', '"filters"'],
  [{ type: 'funnel', policy: 'loose' }, 'query/wrong-shape', 'one of reached, strict, any'],
  [{ metrics: ['bookings'], period: 'next-mont' }, 'query/wrong-shape', 'did you mean "next-month"?'],
  [{ type: 'records', orderBy: { metric: 'amount' } }, 'query/wrong-shape', 'it must be { "column", "descending" }'],
  [{ type: 'funnel', by: ['region'] }, 'query/wrong-shape', '"by" is ["region"]: it must be a text'],
])('%j is refused', (saved, code, words) => {
  expect(() => migrateQuery(saved)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
});

test('an error names the query', () => {
  expect(() => migrateQuery({ refId: 'C', type: 'sql' })).toThrow(expect.objectContaining({ at: { refId: 'C' } }));
});
