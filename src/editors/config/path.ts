/** Reading and writing places in the model's JSON without changing the object that Grafana holds. */

export type Json = Readonly<Record<string, unknown>>;
export type Path = ReadonlyArray<string | number>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): Json => (isObject(value) ? value : {});

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function getAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof key === 'number') {
      return asArray(inner)[key];
    }
    return asObject(inner)[key];
  }, value);
}

/** A copy with `next` at the path; undefined removes the key, and the objects that are empty without it. */
export function setAt(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return next;
  }
  if (typeof key === 'number') {
    const items = asArray(value);
    const changed = setAt(items[key], rest, next);
    return changed === undefined ? items.filter((_, at) => at !== key) : Object.assign([...items], { [key]: changed });
  }
  const { [key]: before, ...others } = asObject(value);
  const changed = setAt(before, rest, next);
  if (changed === undefined) {
    return before === undefined ? value : Object.keys(others).length === 0 ? undefined : others;
  }
  // The key keeps its place, so that a small edit is a small difference in the text.
  return { ...asObject(value), [key]: changed };
}

/** Text of a scalar, whatever provisioning made of it; empty for anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
