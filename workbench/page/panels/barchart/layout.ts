/**
 * Where the bars of a bar chart stand, free of any drawing. Along the axis of categories a chart is as long as it has
 * rows; along the axis of values a bar runs from one value to another.
 */
export type Stacking = 'none' | 'normal' | 'percent';

export interface Bar {
  /** Row of the frame. */
  readonly row: number;
  /** Index among the series given. */
  readonly series: number;
  /** The bar's own value, before stacking. */
  readonly value: number;
  /** Along the categories: 0 is the start of the first row, 1 that of the second. */
  readonly start: number;
  readonly size: number;
  /** Along the values. */
  readonly from: number;
  readonly to: number;
}

export interface LayoutOptions {
  readonly stacking: Stacking;
  /** Shares of 1: of a row that its bars take, and of a bar's place that it fills. */
  readonly groupWidth: number;
  readonly barWidth: number;
  /** The scale of each series; only bars of one scale are stacked. Absent: one for all. */
  readonly scales?: readonly string[];
}

export type Series = ReadonlyArray<number | null | undefined>;

/** Bars in order of series, then rows. A row without a value has no bar. */
export function layOutBars(series: readonly Series[], options: LayoutOptions): Bar[] {
  const { stacking, groupWidth, barWidth, scales = [] } = options;
  const lanes = stacking === 'none' ? Math.max(1, series.length) : 1;
  const lane = groupWidth / lanes;
  const stackOf = (index: number, row: number) => `${row} ${scales[index] ?? ''}`;
  const totals = stacking === 'percent' ? totalsOf(series, stackOf) : undefined;
  const tops = new Map<string, number>();
  return series.flatMap((values, index) =>
    values.flatMap((value, row): Bar[] => {
      if (value === null || value === undefined || !Number.isFinite(value)) {
        return [];
      }
      const total = totals?.get(stackOf(index, row));
      const length = totals ? (total ? value / total : 0) : value;
      // What is below zero grows downwards, beside what grows upwards.
      const stack = `${stackOf(index, row)}${length < 0 ? '-' : '+'}`;
      const from = stacking === 'none' ? 0 : (tops.get(stack) ?? 0);
      tops.set(stack, from + length);
      const middle = row + (1 - groupWidth) / 2 + lane * ((lanes === 1 ? 0 : index) + 0.5);
      const size = lane * barWidth;
      return [{ row, series: index, value, start: middle - size / 2, size, from, to: from + length }];
    })
  );
}

function totalsOf(series: readonly Series[], stackOf: (index: number, row: number) => string): Map<string, number> {
  const totals = new Map<string, number>();
  series.forEach((values, index) =>
    values.forEach((value, row) => {
      const stack = stackOf(index, row);
      totals.set(stack, (totals.get(stack) ?? 0) + Math.abs(value ?? 0));
    })
  );
  return totals;
}

/** The span of values that shows all bars, zero included. */
export function spanOf(bars: readonly Bar[]): { min: number; max: number } {
  const ends = bars.flatMap(({ from, to }) => [from, to]);
  const min = Math.min(0, ...ends);
  const max = Math.max(0, ...ends);
  return min === max ? { min: 0, max: 1 } : { min, max };
}

/** The bar at a point. `valueOf` reads the point on the scale of a series. */
export function barAt(bars: readonly Bar[], along: number, valueOf: (series: number) => number): Bar | undefined {
  return bars.find(({ start, size, from, to, series }) => {
    const value = valueOf(series);
    return along >= start && along <= start + size && value >= Math.min(from, to) && value <= Math.max(from, to);
  });
}
