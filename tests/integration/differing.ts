/**
 * The first place where two answers differ, as a path with both values; undefined where they are the same. Sums of fractions
 * depend on the order of rows in their last digit.
 */
export function differing(left: unknown, right: unknown, path = 'answer'): string | undefined {
  if (typeof left === 'number' && typeof right === 'number' && Math.abs(left - right) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right))) {
    return undefined;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null || left instanceof Date) {
    return JSON.stringify(left) === JSON.stringify(right) ? undefined : `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`;
  }
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = differing(one[name], other[name], `${path}.${name}`);
    if (found) {
      return found;
    }
  }
  return undefined;
}
