import { asObject, textOf, type Json } from './path';

/** The same object with one key called otherwise, in its place. */
export const renamed = (value: Json, from: string, to: string): Json =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key === from ? to : key, inner]));

/** Why a dimension cannot be called this; undefined when it can. */
export function problemOfName(name: string, others: readonly string[]): string | undefined {
  if (!/^[A-Za-z][\w-]*$/.test(name)) {
    return `"${name}" cannot be a name: use letters, digits, _ and -, with a letter first`;
  }
  return others.includes(name) ? `there is a dimension "${name}" already` : undefined;
}

/** What a dimension is made of, where that is more than a column; undefined for a plain one. */
export function joinWords(dimension: unknown): string | undefined {
  if (typeof dimension === 'string') {
    return undefined;
  }
  const { join, on, label, column } = asObject(dimension);
  return join === undefined
    ? undefined
    : `${textOf(join) || 'SQL'}.${textOf(column) || textOf(label)} by ${textOf(on)}`;
}

/** The column of a plain dimension, written alone or with a label. */
export const columnOf = (dimension: unknown): string => textOf(dimension) || textOf(asObject(dimension)['column']);

/** The same dimension over another column; its label stays. No column removes it. */
export function withColumn(dimension: unknown, column: string): unknown {
  if (column === '') {
    return undefined;
  }
  return asObject(dimension)['column'] === undefined ? column : { ...asObject(dimension), column };
}
