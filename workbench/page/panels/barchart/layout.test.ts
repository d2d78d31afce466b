import { barAt, layOutBars, spanOf } from './layout';

const whole = { groupWidth: 1, barWidth: 1 };

describe('layOutBars', () => {
  it('puts the series of a row side by side', () => {
    const bars = layOutBars(
      [
        [1, 2],
        [3, 4],
      ],
      { ...whole, stacking: 'none' }
    );
    expect(bars.map(({ row, series, start, size, from, to }) => [row, series, start, size, from, to])).toEqual([
      [0, 0, 0, 0.5, 0, 1],
      [1, 0, 1, 0.5, 0, 2],
      [0, 1, 0.5, 0.5, 0, 3],
      [1, 1, 1.5, 0.5, 0, 4],
    ]);
  });

  it('leaves room around a group and around its bars', () => {
    const [first, second] = layOutBars([[1], [1]], { groupWidth: 0.8, barWidth: 0.5, stacking: 'none' });
    expect(first?.start).toBeCloseTo(0.2);
    expect(first?.size).toBeCloseTo(0.2);
    expect(second?.start).toBeCloseTo(0.6);
  });

  it('stacks a funnel on its padding, so that the bars are centred', () => {
    const bars = layOutBars(
      [
        [0, 1, 3],
        [8, 6, 2],
      ],
      { ...whole, stacking: 'normal' }
    );
    expect(bars.filter(({ series }) => series === 1).map(({ from, to }) => [from, to])).toEqual([
      [0, 8],
      [1, 7],
      [3, 5],
    ]);
    expect(new Set(bars.map(({ start }) => start))).toEqual(new Set([0, 1, 2]));
  });

  it('stacks what is below zero downwards', () => {
    const bars = layOutBars([[2], [-1], [3], [-4]], { ...whole, stacking: 'normal' });
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [0, -1],
      [2, 5],
      [-1, -5],
    ]);
    expect(spanOf(bars)).toEqual({ min: -5, max: 5 });
  });

  it('stacks shares of a row, and none in a row of zeros', () => {
    const bars = layOutBars(
      [
        [1, 0],
        [3, 0],
      ],
      { ...whole, stacking: 'percent' }
    );
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.25],
      [0, 0],
      [0.25, 1],
      [0, 0],
    ]);
  });

  it('stacks only what is on one scale', () => {
    const bars = layOutBars([[2], [30], [3]], { ...whole, stacking: 'normal', scales: ['count', 'money', 'count'] });
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [0, 30],
      [2, 5],
    ]);
  });

  it('draws nothing for a row without a value', () => {
    expect(
      layOutBars([[null, undefined, Number.NaN, 0]], { ...whole, stacking: 'none' }).map(({ row }) => row)
    ).toEqual([3]);
    expect(spanOf([])).toEqual({ min: 0, max: 1 });
  });
});

describe('barAt', () => {
  it('finds the bar under the cursor', () => {
    const bars = layOutBars([[2], [3]], { ...whole, stacking: 'normal' });
    expect(barAt(bars, 0.5, () => 1)?.series).toBe(0);
    expect(barAt(bars, 0.5, () => 4)?.series).toBe(1);
    expect(barAt(bars, 0.5, () => 6)).toBeUndefined();
  });
});
