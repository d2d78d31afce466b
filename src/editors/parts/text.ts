/** What people type into text boxes, read strictly: bad text is a sentence, never a guess. */

export type Read<T> = { readonly value: T } | { readonly problem: string };

/** Empty text is no number at all: the setting's default holds. */
export function readNumber(
  text: string,
  bounds: { min?: number; max?: number; whole?: boolean }
): Read<number | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { value: undefined };
  }
  const value = Number(trimmed);
  const fits = Number.isFinite(value) && value >= (bounds.min ?? -Infinity) && value <= (bounds.max ?? Infinity);
  if (!fits || (bounds.whole && !Number.isInteger(value))) {
    return { problem: `"${trimmed}" is not ${wanted(bounds)}` };
  }
  return { value };
}

function wanted({ min, max, whole }: { min?: number; max?: number; whole?: boolean }): string {
  const kind = whole ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) {
    return `${kind} from ${min} to ${max}`;
  }
  return min === undefined ? kind : `${kind} of ${min} or more`;
}

/** Comma-separated text; blanks around and empty parts are dropped. */
export const readList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[], word = 'and'): string {
  const last = parts[parts.length - 1] ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** First letter small, unless the word is an abbreviation: `Win rate` → `win rate`, `NPS` stays. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
