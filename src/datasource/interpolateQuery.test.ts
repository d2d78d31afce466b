import type { FunnelQuery, MetricsQuery, RecordsQuery } from '../plan/query';
import { interpolateQuery } from '../plan/interpolateQuery';
import { expandWith } from './variableValues';
import { replaceWith } from './testing/variables';

const expand = expandWith(
  replaceWith({
    region: { value: ['West', "O'Hara"] },
    all: { value: ['West', 'East'], text: 'All', includeAll: true },
    metric: { value: ['win_rate', 'bookings'] },
    by: { value: 'region' },
    grain: { value: 'week' },
    nothing: { value: '' },
    pipeline: { value: 'new' },
    five: { value: '5' },
    period: { value: 'next-quarter' },
    which: { value: 'stalled' },
    columns: { value: ['name', 'amount'] },
    order: { value: 'amount' },
  }),
  undefined
);
const metrics = (rest: Partial<MetricsQuery>): MetricsQuery => ({
  refId: 'A',
  schemaVersion: 1,
  type: 'metrics',
  metrics: ['win_rate'],
  ...rest,
});
const funnel = (rest: Partial<FunnelQuery>): FunnelQuery => ({ refId: 'A', schemaVersion: 1, type: 'funnel', ...rest });
const fill = <Q extends MetricsQuery | FunnelQuery | RecordsQuery>(query: Q) => interpolateQuery(query, expand) as Q;

it('leaves a query without variables as it is', () => {
  const query = metrics({
    by: ['region'],
    grain: 'month',
    filters: [{ dimension: 'owner', operator: '=', values: ['7'] }],
    limit: 5,
  });
  expect(fill(query)).toEqual(query);
});

it('fills filters with raw values, a list where there are several', () => {
  const [filter] = fill(
    metrics({ filters: [{ dimension: '$by', operator: 'in', values: ['$region', 'North'] }] })
  ).filters!;
  expect(filter).toEqual({ dimension: 'region', operator: 'in', values: ['West', "O'Hara", 'North'] });
});

it('drops a filter by All, whatever its operator', () => {
  const filters = (['=', '!=', 'in', 'not in', '=~'] as const).map((operator) => ({
    dimension: 'region',
    operator,
    values: ['$all'],
  }));
  expect(fill(metrics({ filters })).filters).toEqual([]);
});

it('fills lists and settings, and leaves out what is empty', () => {
  const filled = fill(
    metrics({
      metrics: ['$metric', 'win_rate'],
      by: ['$by', '$nothing'],
      grain: '$grain' as never,
      orderBy: { metric: 'bookings' },
    })
  );
  expect(filled).toMatchObject({
    metrics: ['win_rate', 'bookings'],
    by: ['region'],
    grain: 'week',
    orderBy: { metric: 'bookings' },
  });
  expect(fill(metrics({ grain: '$nothing' as never })).grain).toBeUndefined();
});

it('fills the settings of a funnel; All of its stages is all stages', () => {
  expect(fill(funnel({ pipeline: '$pipeline', by: '$by', steps: ['$all'], exclude: ['$nothing'] }))).toMatchObject({
    pipeline: 'new',
    by: 'region',
    steps: [],
    exclude: [],
  });
});

it('reads numbers that variables hold, and checks what they hold', () => {
  expect(fill(metrics({ limit: '$five' as never })).limit).toBe(5);
  expect(() => fill(metrics({ grain: '$by' as never }))).toThrow(
    expect.objectContaining({ code: 'query/wrong-shape' })
  );
});

it('refuses several values where one is meant', () => {
  expect(() => fill(funnel({ pipeline: '$region' }))).toThrow(expect.objectContaining({ code: 'query/one-value' }));
});

it('fills in a period, and leaves out one that is empty', () => {
  expect(fill(metrics({ period: '$period' as 'this-month' }))).toMatchObject({ period: 'next-quarter' });
  expect(fill(metrics({ period: '$nothing' as 'this-month' }))).not.toHaveProperty('period', expect.anything());
});

it('fills in which records, their columns and their order', () => {
  const query: RecordsQuery = {
    refId: 'A',
    schemaVersion: 1,
    type: 'records',
    which: '$which' as 'won',
    columns: ['id', '$columns'],
    orderBy: { column: '$order', descending: true },
    limit: '$five' as unknown as number,
  };
  expect(fill(query)).toMatchObject({
    which: 'stalled',
    columns: ['id', 'name', 'amount'],
    orderBy: { column: 'amount', descending: true },
    limit: 5,
  });
});
