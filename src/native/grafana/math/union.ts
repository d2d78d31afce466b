/** Which values of two steps meet in `$A + $B`: those whose labels are the same, or contained in the other's. */
import { contains, labelsOf, noData, sameLabels, type Labels, type Value } from '../Value';

export interface Pair {
  readonly labels: Labels;
  readonly left: Value;
  readonly right: Value;
}

export interface Union {
  readonly pairs: readonly Pair[];
  /** Values that met nothing, and are gone. */
  readonly dropped: readonly Value[];
}

/**
 * A value without labels meets every other. Where a side has several partners, it is in several pairs. One value on
 * each side always meet, whatever their labels say, and lose them.
 */
export function union(left: readonly Value[], right: readonly Value[]): Union {
  if (left.length === 0 || right.length === 0) {
    return { pairs: [], dropped: [] };
  }
  const [a, b] = [left[0]!, right[0]!];
  if ((left.length === 1 || right.length === 1) && (a.kind === 'noData' || b.kind === 'noData')) {
    return { pairs: [{ labels: {}, left: a, right: b }], dropped: [...left, ...right].filter((value) => value.kind !== 'noData') };
  }
  const pairs = left.flatMap((one) =>
    right.flatMap((other): Pair[] => {
      const labels = shared(labelsOf(one), labelsOf(other));
      return labels ? [{ labels, left: one, right: other }] : [];
    })
  );
  if (pairs.length === 0 && left.length === 1 && right.length === 1) {
    return { pairs: [{ labels: {}, left: a, right: b }], dropped: [] };
  }
  const met = new Set(pairs.flatMap((pair) => [pair.left, pair.right]));
  return { pairs, dropped: [...left, ...right].filter((value) => value.kind !== 'noData' && !met.has(value)) };
}

/** The larger of two sets of labels when one contains the other. */
function shared(a: Labels, b: Labels): Labels | undefined {
  if (sameLabels(a, b) || contains(a, b)) {
    return a;
  }
  return contains(b, a) ? b : undefined;
}

/** @param combine of two values; a scalar and a scalar stay a scalar, no data on a side is no data */
export function combinePair({ labels, left, right }: Pair, combine: (a: number | null, b: number | null) => number | null): Value {
  if (left.kind === 'noData' || right.kind === 'noData') {
    return noData;
  }
  const value = combine(left.value, right.value);
  return left.kind === 'scalar' && right.kind === 'scalar' ? { kind: 'scalar', value } : { kind: 'number', labels, value };
}
