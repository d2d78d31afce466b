import { intervalOf } from './interval';

const sums = (numerator: number | null, denominator: number | null, squares: number | null = null) => ({ numerator, denominator, squares });
const rounded = (interval: ReturnType<typeof intervalOf>) => interval && [Number(interval.low.toFixed(3)), Number(interval.high.toFixed(3))];

describe('wilson', () => {
  test.each([[3, 10, 0.108, 0.603], [0, 3, 0, 0.561], [25, 100, 0.175, 0.343], [10, 10, 0.722, 1]])('%i of %i lies between %d and %d', (numerator, denominator, low, high) => {
    expect(rounded(intervalOf('wilson', sums(numerator, denominator)))).toEqual([low, high]);
  });
  test('what is no share of anything has none', () => {
    expect([sums(0, 0), sums(3, 0), sums(null, 3), sums(3, null), sums(4, 3), sums(-1, 3), sums(1, -3)].map((one) => intervalOf('wilson', one))).toEqual(Array(7).fill(null));
  });
});

describe('kish', () => {
  test('deals of one size count as so many observations', () => {
    // 3 of 10 deals of 500 each.
    expect(rounded(intervalOf('kish', sums(1500, 5000, 10 * 500 ** 2)))).toEqual([0.108, 0.603]);
  });
  test('one large deal among small ones counts as hardly more than one', () => {
    const interval = intervalOf('kish', sums(10_000, 10_090, 10_000 ** 2 + 9 * 100))!;
    expect(interval.high - interval.low).toBeGreaterThan(0.7);
  });
  test('negative amounts make no share', () => {
    expect(intervalOf('kish', sums(-100, 400, 1000))).toBeNull();
    expect(intervalOf('kish', sums(500, 400, 1000))).toBeNull();
    expect(intervalOf('kish', sums(0, 400, 0))).toBeNull();
    expect(intervalOf('kish', sums(100, 400))).toBeNull();
  });
});

describe('mean', () => {
  const of = (values: readonly number[]) => intervalOf('mean', sums(values.reduce((a, b) => a + b, 0), values.length, values.reduce((a, b) => a + b * b, 0)));

  test('values of 0 and 1 vary like a proportion', () => {
    const [low, high] = rounded(of([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]))!;
    expect([low, high]).toEqual([0.108, 0.603]);
  });
  test('values that vary less say more', () => {
    const [plain, even] = [of([1, 1, 1, 1, 1, 0, 0, 0, 0, 0])!, of([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.6])!];
    expect(even.high - even.low).toBeLessThan((plain.high - plain.low) / 2);
  });
  test('one lead, all filled or none, is not certainty', () => {
    expect(rounded(of([1]))).toEqual([0.207, 1]);
    expect(rounded(of([0, 0, 0]))).toEqual([0, 0.561]);
    expect(of([])).toBeNull();
  });
});

test('a metric without an interval has none', () => {
  expect(intervalOf('none', sums(3, 10))).toBeNull();
});
