import { didYouMean, nearest } from './nearest';

const metrics = ['won_deals', 'lost_deals', 'win_rate', 'bookings'];

test.each([
  ['won_deal', 'won_deals'],
  ['WON_DEALS', 'won_deals'],
  ['winrate', 'win_rate'],
  ['book', 'bookings'],
  ['bookings_2026', 'bookings'],
])('%s means %s', (typed, meant) => {
  expect(nearest(typed, metrics)).toBe(meant);
});

test.each(['', 'x', 'churn_rate', 'wi'])('%j is near nothing', (typed) => {
  expect(nearest(typed, metrics)).toBeUndefined();
});

test('the closest of several wins', () => {
  expect(nearest('lost_deal', ['won_deals', 'lost_deals'])).toBe('lost_deals');
});

test('a remedy is a clause, or nothing', () => {
  expect(didYouMean('winrate', metrics)).toBe(': did you mean "win_rate"?');
  expect(didYouMean('churn', metrics)).toBe('');
});
