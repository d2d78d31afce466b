import { metricsListing } from './listing';

test('a mean and its percentiles are told apart, and the rest is not cluttered', () => {
  const lines = metricsListing(undefined).split('\n');
  const of = (id: string) => lines.find((line) => line.startsWith(`  ${id} `))?.trim().slice(id.length).trim();
  expect([of('sales_cycle_won'), of('sales_cycle_won_p50')].map((line) => line?.split(':')[0])).toEqual(['Sales cycle, won, mean', 'Sales cycle, won, median']);
  expect(of('won_deals')).toBe('Deals won in the period.');
});
