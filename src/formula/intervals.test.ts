import { meanInterval, newcombe, wilson } from './intervals';

const rounded = (interval: { low: number; high: number } | null, digits: number) =>
  interval && [interval.low, interval.high].map((value) => Number(value.toFixed(digits)));

test.each([
  [3, 10, [0.1078, 0.6032]],
  [0, 3, [0, 0.5615]],
  [3, 3, [0.4385, 1]],
  [25, 100, [0.1755, 0.343]],
  // Newcombe (1998), Statistics in Medicine 17, 857–872, table I: method 3.
  [81, 263, [0.2553, 0.3662]],
  [0, 20, [0, 0.1611]],
  [1, 29, [0.0061, 0.1718]],
  [15, 148, [0.0624, 0.1605]],
])('Wilson of %d in %d', (numerator, denominator, expected) => {
  expect(rounded(wilson(numerator, denominator), 4)).toEqual(expected);
});

test('Wilson ends are exact where nothing or everything succeeds', () => {
  for (let n = 1; n < 500; n++) {
    expect(wilson(0, n)!.low).toBe(0);
    expect(wilson(n, n)!.high).toBeCloseTo(1, 14);
  }
});

test('there is no interval without a denominator', () => {
  expect(wilson(0, 0)).toBeNull();
  expect(wilson(1, -1)).toBeNull();
  expect(wilson(NaN, 3)).toBeNull();
  expect(newcombe({ numerator: 1, denominator: 2 }, { numerator: 0, denominator: 0 })).toBeNull();
  expect(meanInterval({ sum: 4, squares: 16, count: 1 })).toBeNull();
});

// Newcombe (1998), Statistics in Medicine 17, 873–890, table II: method 10.
test.each([
  [56, 70, 48, 80, [0.0524, 0.3339]],
  [9, 10, 3, 10, [0.1705, 0.809]],
  [6, 7, 2, 7, [0.0582, 0.8062]],
  [5, 56, 0, 29, [-0.0381, 0.1926]],
  [0, 10, 0, 20, [-0.1611, 0.2775]],
  [10, 10, 0, 10, [0.6075, 1]],
])('Newcombe of %d/%d and %d/%d', (a, b, c, d, expected) => {
  expect(rounded(newcombe({ numerator: a, denominator: b }, { numerator: c, denominator: d }), 4)).toEqual(expected);
});

test('the interval of a mean uses the sample variance', () => {
  // Values 1, 2, 3, 4: mean 2.5, variance 5/3, standard error 0.6455.
  expect(rounded(meanInterval({ sum: 10, squares: 30, count: 4 }), 4)).toEqual([1.2348, 3.7652]);
});
