/**
 * The arithmetic of a waterfall. Databases add amounts as decimals with four places, so here they are whole numbers of
 * ten-thousandths: sums of them are exact, and the residual is 0 or something is wrong.
 */
import type { WaterfallBucket } from '../plan/Plan';

const perUnit = 10_000;
export const exact = (amount: number): number => Math.round(amount * perUnit);
export const inexact = (whole: number): number => whole / perUnit;

/** What was not known to be in the answer before, at the start, or is not any more: the sign of a deal's count. */
const countSigns: Readonly<Record<WaterfallBucket, -1 | 0 | 1>> = {
  start: 1, created: 1, reopened: 1, pulled_in: 1, amount_up: 0, amount_down: 0, won: -1, lost: -1, pushed_out: -1,
  transferred_in: 1, transferred_out: -1, fx: 0, end: 1,
};

/** A bar: how far it moves the level (of `start` and `end`: the level itself), and where it begins and stops. */
export interface Bar {
  readonly bucket: WaterfallBucket;
  readonly change: number;
  readonly from: number;
  readonly to: number;
}

/** Deals as they move the level; buckets of changed amounts move no deal. */
export const dealChange = (bucket: WaterfallBucket, deals: number): number => countSigns[bucket] * deals || 0;

/** Bars in the order given, and what is left between the last level and `end`: exactly 0 where every deal is accounted for. */
export function barsOf(buckets: readonly WaterfallBucket[], change: (bucket: WaterfallBucket) => number): { bars: readonly Bar[]; residual: number } {
  let level = 0;
  const bars = buckets.map((bucket): Bar => {
    const own = change(bucket);
    const from = bucket === 'end' ? 0 : level;
    const to = bucket === 'end' ? own : level + own;
    level = bucket === 'end' ? level : to;
    return { bucket, change: own, from, to };
  });
  return { bars, residual: level - (bars.at(-1)?.to ?? 0) };
}

/** Pieces of a bar for a stacked chart whose first piece is hidden. One that crosses zero has a piece on either side. */
export interface Pieces {
  readonly base: number;
  readonly total: number | null;
  readonly increase: number | null;
  readonly decrease: number | null;
}

export function piecesOf({ bucket, from, to }: Bar): Pieces {
  if (bucket === 'start' || bucket === 'end') {
    return { base: 0, total: to, increase: null, decrease: null };
  }
  if (Math.min(from, to) < 0 && Math.max(from, to) > 0) {
    return { base: 0, total: null, increase: Math.max(from, to), decrease: Math.min(from, to) };
  }
  const [near, far] = Math.abs(from) <= Math.abs(to) ? [from, to] : [to, from];
  const height = far - near;
  return { base: near, total: null, increase: to > from ? height : null, decrease: to > from ? null : height };
}
