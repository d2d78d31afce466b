import { readFileSync } from 'node:fs';
import { postgres } from '../dialects/postgres';
import { listMetrics } from '../metrics/catalogue';
import { parseModelOrThrow } from '../model/parse';
import type { SalesQuery } from '../plan/query';
import { whyMetricNotNative, whyNotNative } from './nativeForm';

const model = parseModelOrThrow(JSON.parse(readFileSync('examples/demo/model.json', 'utf8')));
const why = (query: object): string | undefined => whyNotNative({ refId: 'A', schemaVersion: 1, ...query } as SalesQuery, model, postgres);

it('has one for every metric that the demo company can answer', () => {
  const answered = listMetrics(model).filter((one) => !one.missing && !one.later).map(({ info }) => info.id);
  expect(answered.length).toBeGreaterThan(60);
  expect(answered.filter((id) => whyMetricNotNative(id, model, postgres) !== undefined)).toEqual([]);
});

it.each([
  [{ type: 'pipeline' }, 'a waterfall has no native form'],
  [{ type: 'records', entity: 'deal', which: 'open' }, 'a list of records has no native form'],
  [{ type: 'metrics', metrics: ['lead_growth'], grain: 'month' }, 'by month has no native form'],
  [{ type: 'metrics', metrics: ['bookings'], compare: 'previous-period' }, 'compare with the year before'],
  [{ type: 'metrics', metrics: ['bookings'], by: ['region'], grain: 'month', limit: 3 }, 'leave the limit or the grain out'],
])('says why %j has none, and what has', (query, sentence) => {
  expect(why(query)).toContain(sentence);
});

it.each([{ type: 'funnel' }, { type: 'metrics', metrics: ['bookings'], grain: 'month', by: ['region'], compare: 'previous-year' }, { type: 'metrics', metrics: ['win_rate'], period: 'next-quarter' }])(
  'has one for %j',
  (query) => {
    expect(why(query)).toBeUndefined();
  }
);
