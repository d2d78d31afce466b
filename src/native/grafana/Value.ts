/** What the steps of a rule hand to each other: labelled numbers, a scalar, or the fact that there is nothing. */

export type Labels = Readonly<Record<string, string>>;

/** `null` is a missing value and differs from NaN: a NULL of the database arrives as NaN. */
export type Value =
  | { readonly kind: 'number'; readonly labels: Labels; readonly value: number | null }
  | { readonly kind: 'scalar'; readonly value: number | null }
  | { readonly kind: 'noData' };

export const noData: Value = { kind: 'noData' };

export const labelsOf = (value: Value): Labels => (value.kind === 'number' ? value.labels : {});

/** Every pair of `part` is in `whole`. */
export const contains = (whole: Labels, part: Labels): boolean => Object.entries(part).every(([name, text]) => Object.hasOwn(whole, name) && whole[name] === text);

export const sameLabels = (a: Labels, b: Labels): boolean => Object.keys(a).length === Object.keys(b).length && contains(a, b);

/** `a=1, b=2`, sorted by name. Grafana tells instances apart by this text, so texts with `, ` in them can collide. */
export const labelsText = (labels: Labels): string =>
  Object.keys(labels)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => `${name}=${labels[name]}`)
    .join(', ');
