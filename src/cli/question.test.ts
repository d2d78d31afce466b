import { questionOf } from './question';

const ask = (options: object) => questionOf({ filter: [], ...options });

it.each([
  [{ metrics: 'win_rate', by: 'region,owner', grain: 'month', period: 'last-month' }, 'metrics'],
  [{ funnel: true, by: 'region', filter: ['region=West'] }, 'funnel'],
  [{ records: 'deal', which: 'stalled', limit: '5' }, 'records'],
  [{ waterfall: true, closing: 'next-month' }, 'waterfall'],
  [{ quality: true, from: '2026-01-01' }, 'quality'],
  [{ query: 'saved.json', now: '2026-01-01' }, 'query'],
])('%j is one question', (options, question) => {
  expect(ask(options)).toBe(question);
});

it.each([
  [{}, 'nothing is asked for: give --metrics, --funnel, --records, --waterfall, --quality or --query'],
  [{ metrics: 'win_rate', funnel: true }, '--funnel and --metrics are two questions: give one of them'],
  [{ waterfall: true, period: 'last-quarter' }, '--waterfall has no --period: leave it out; it belongs to --records, --funnel, --metrics'],
  [{ metrics: 'win_rate', window: '90d' }, '--metrics has no --window: leave it out; it belongs to --funnel'],
  [{ funnel: true, matureOnly: true, grain: 'month' }, '--funnel has no --grain: leave it out; it belongs to --metrics'],
  [{ records: 'deal', by: 'owner' }, '--records has no --by: leave it out; it belongs to --waterfall, --funnel, --metrics'],
  [{ metrics: 'win_rate', matureOnly: true }, '--metrics has no --mature-only: leave it out; it belongs to --funnel'],
  [{ query: 'saved.json', filter: ['region=West'] }, '--query has no --filter: write the filters into the saved query'],
  [{ metrics: 'win_rate', period: 'last-month', from: '2026-01-01' }, '--period and --from are two ranges: give one of them'],
  [{ funnel: true, by: 'region,owner' }, '--by "region,owner" names several dimensions: --funnel is grouped by one'],
])('refuses %j', (options, sentence) => {
  expect(() => ask(options)).toThrow(sentence);
});
