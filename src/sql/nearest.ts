/**
 * The candidate that a mistyped name most likely meant, or undefined when none is close: at most a third of its
 * letters differ (Levenshtein, ignoring case), or one begins with the other (three letters at least).
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const distance = wanted === other ? 0 : editDistance(wanted, other);
    if (isNear(wanted, other, distance) && (!best || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** `: did you mean "won_deals"?`, or nothing when no candidate is close. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found === undefined ? '' : `: did you mean "${found}"?`;
}

const isNear = (wanted: string, other: string, distance: number): boolean =>
  distance <= Math.max(wanted.length, other.length) / 3 ||
  (Math.min(wanted.length, other.length) >= 3 && (other.startsWith(wanted) || wanted.startsWith(other)));

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let at = 1; at <= b.length; at++) {
      const replaced = previous[at - 1]! + (a[row - 1] === b[at - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[at]! + 1, current[at - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
