import { barsOf, dealChange, piecesOf, type Bar } from './waterfall';

test('bars begin where the one before stops, and nothing is left over', () => {
  const changes: Record<string, number> = { start: 100, created: 40, won: -30, end: 110 };
  expect(barsOf(['start', 'created', 'won', 'end'], (bucket) => changes[bucket]!)).toEqual({
    bars: [
      { bucket: 'start', change: 100, from: 0, to: 100 },
      { bucket: 'created', change: 40, from: 100, to: 140 },
      { bucket: 'won', change: -30, from: 140, to: 110 },
      { bucket: 'end', change: 110, from: 0, to: 110 },
    ],
    residual: 0,
  });
});

test('what no bar accounts for is the residual', () => {
  expect(barsOf(['start', 'won', 'end'], (bucket) => ({ start: 10, won: -2, end: 5 })[bucket as 'start'])).toMatchObject({ residual: 3 });
});

test('raised and cut deals are in both, and move no count', () => {
  expect([dealChange('created', 3), dealChange('lost', 3), dealChange('amount_up', 3), dealChange('fx', 3)]).toEqual([3, -3, 0, 0]);
});

const bar = (from: number, to: number, bucket: Bar['bucket'] = 'created'): Bar => ({ bucket, change: to - from, from, to });
test.each([
  ['of the start, from zero', bar(0, 7, 'start'), { base: 0, total: 7, increase: null, decrease: null }],
  ['up', bar(10, 14), { base: 10, total: null, increase: 4, decrease: null }],
  ['down', bar(14, 10), { base: 10, total: null, increase: null, decrease: 4 }],
  ['down to zero', bar(3, 0), { base: 0, total: null, increase: null, decrease: 3 }],
  ['up below zero', bar(-9, -4), { base: -4, total: null, increase: -5, decrease: null }],
  ['down below zero', bar(-4, -9), { base: -4, total: null, increase: null, decrease: -5 }],
  ['across zero', bar(-5, 10), { base: 0, total: null, increase: 10, decrease: -5 }],
  ['of nothing', bar(4, 4), { base: 4, total: null, increase: null, decrease: 0 }],
])('pieces of a bar %s', (_, given, pieces) => {
  expect(piecesOf(given)).toEqual(pieces);
});
