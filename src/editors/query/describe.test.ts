import type { SalesQuery } from '../../plan/query';
import { exampleModel } from '../example.fixture';
import { describeQuery } from './describe';

const model = exampleModel();
const base = { refId: 'A', schemaVersion: 1 };
const words = (query: Record<string, unknown>): string =>
  describeQuery({ ...base, ...query } as unknown as SalesQuery, model);

it.each<[string, Record<string, unknown>]>([
  ['Choose a metric to begin', { metrics: [] }],
  ['Bookings, over the whole range', { metrics: ['bookings'] }],
  [
    'Bookings by region, monthly, compared with the previous year',
    { metrics: ['bookings'], by: ['region'], grain: 'month', compare: 'previous-year' },
  ],
  ['Deals created and bookings, per $grain', { metrics: ['deals_created', 'bookings'], grain: '$grain' }],
  [
    'Bookings by region and owner, over the whole range, where region is West or North, ordered by bookings, largest first, at most 10, with evidence',
    {
      metrics: ['bookings'],
      by: ['region', 'owner'],
      filters: [{ dimension: 'region', operator: 'in', values: ['West', 'North'] }],
      orderBy: { metric: 'bookings', descending: true },
      limit: 10,
      evidence: true,
    },
  ],
  ['$metric, over the whole range', { metrics: ['$metric'] }],
])('says "%s"', (sentence, query) => {
  expect(words({ type: 'metrics', ...query })).toBe(sentence);
});

it.each<[string, Record<string, unknown>]>([
  ['Funnel of deals, entered in the range', {}],
  [
    'Funnel of leads to won deals in New business by source, entered in the range, without Demo, within 90 days of entering, counting only stages that were entered in order, mature entries only',
    {
      entity: 'lead-to-deal',
      pipeline: 'new',
      by: 'source',
      exclude: ['demo'],
      window: 90,
      policy: 'strict',
      matureOnly: true,
    },
  ],
  ['Funnel of deals, stages reached in the range, rates by amount', { basis: 'event', measure: 'amount' }],
])('says "%s"', (sentence, query) => {
  expect(words({ type: 'funnel', ...query })).toBe(sentence);
});

it.each<[string, Record<string, unknown>]>([
  ['Bookings, next quarter', { type: 'metrics', metrics: ['bookings'], period: 'next-quarter' }],
  ['Bookings, monthly, in $period', { type: 'metrics', metrics: ['bookings'], grain: 'month', period: '$period' }],
  ['Funnel of deals, entered in the range, last month', { type: 'funnel', period: 'last-month' }],
  ['Deals created in the range, at most 100 rows', { type: 'records' }],
  [
    'Deals won in the range, this month, with ID and amount, ordered by amount, largest or latest first, at most 20 rows, where region is West',
    {
      type: 'records',
      which: 'won',
      period: 'this-month',
      columns: ['id', 'amount'],
      orderBy: { column: 'amount', descending: true },
      limit: 20,
      filters: [{ dimension: 'region', operator: '=', values: ['West'] }],
    },
  ],
  ['What became of the open deals in the range', { type: 'pipeline' }],
  [
    'What became of the open deals in the range in New business by region, expected to close next month, counted, with evidence',
    { type: 'pipeline', pipeline: 'new', by: 'region', closing: 'next-month', measure: 'count', evidence: true },
  ],
])('says "%s"', (sentence, query) => {
  expect(words(query)).toBe(sentence);
});

it('leaves out filters that have no value yet', () => {
  expect(
    words({ type: 'metrics', metrics: ['bookings'], filters: [{ dimension: 'region', operator: '=', values: [] }] })
  ).toBe('Bookings, over the whole range');
});

it('describes data quality, also without a model', () => {
  expect(describeQuery({ ...base, type: 'quality' })).toMatch(/^Data quality/);
});
