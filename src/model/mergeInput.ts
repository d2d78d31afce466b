type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects whose keys are chosen one by one: sections, entities, and their dimensions and dated stages. */
const isMerged = (path: readonly string[]): boolean =>
  path.length <= 1 ||
  (path[0] === 'entities' && (path.length === 2 || (path.length === 3 && ['dimensions', 'stageDates'].includes(path[2]!))));

/** A key without a value says nothing, except in `where`, where NULL is a value. */
function withoutNulls(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => withoutNulls(one, ''));
  }
  return isObject(value) && key !== 'where'
    ? Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutNulls(inner, name)]])))
    : value;
}

/**
 * What the user wrote on top of a preset: sections, entities and dimensions are merged key by key, everything below
 * replaces (a dimension or a time column is one choice), and null takes a key away.
 */
export function mergeInput(base: Json, over: Json, path: readonly string[] = []): Json {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const under = merged.get(key);
    if (value === null) {
      merged.delete(key);
    } else if (isObject(value) && isMerged([...path, key])) {
      merged.set(key, mergeInput(isObject(under) ? under : {}, value, [...path, key]));
    } else {
      merged.set(key, withoutNulls(value, key));
    }
  }
  return Object.fromEntries(merged);
}
