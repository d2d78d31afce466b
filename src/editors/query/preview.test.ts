import { SalesError } from '../../sql/SalesError';
import { previewOf } from './preview';

const query = { refId: 'A', schemaVersion: 1, type: 'quality' } as const;
const range = { from: new Date(0), to: new Date(1), now: new Date(1) };

it('is exactly what the data source would send', () => {
  expect(previewOf(() => 'SELECT 1', query, range)).toEqual({ sql: 'SELECT 1' });
});

it('says in one sentence why there is none', () => {
  const refuse = () => {
    throw new SalesError('query/unknown-metric', 'unknown metric "x"');
  };
  expect(previewOf(refuse, query, range)).toEqual({ problem: 'unknown metric "x"' });
});

it('calls anything else a bug', () => {
  const fail = () => {
    throw new TypeError('x is not a function');
  };
  expect(previewOf(fail, query, range)).toEqual({ problem: expect.stringMatching(/bug.*x is not a function/) });
});

it('is nothing before a metric is chosen', () => {
  expect(previewOf(() => 'SELECT 1', { ...query, type: 'metrics', metrics: [] }, range)).toBeUndefined();
});
