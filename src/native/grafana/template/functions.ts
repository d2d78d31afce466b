/** The functions of Go and Prometheus that the texts of our rules call. An Error here leaves the text as it was written. */
import { labelsText, type Labels } from '../Value';
import { fixed, general, shortest, withoutExponent } from './goFormat';

/** `step` is `$values.A` itself, `labels` are `$labels`; `missing` is a label or step that is not there. */
export type Datum =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'float' | 'int' | 'step'; readonly value: number }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'labels'; readonly value: Labels }
  | { readonly kind: 'missing' };

const text = (value: string): Datum => ({ kind: 'text', value });
const truth = (value: boolean): Datum => ({ kind: 'truth', value });

/** As an action prints it. */
export function printed(datum: Datum): string {
  switch (datum.kind) {
    case 'missing':
      return '[no value]';
    case 'float':
      return shortest(datum.value);
    case 'step':
      return withoutExponent(datum.value);
    case 'labels':
      return labelsText(datum.value);
    default:
      return String(datum.value);
  }
}

/** 0, the empty text, false, no labels and what is missing are false; NaN and a step are true. */
export function isTrue(datum: Datum): boolean {
  switch (datum.kind) {
    case 'missing':
      return false;
    case 'step':
      return true;
    case 'labels':
      return Object.keys(datum.value).length > 0;
    default:
      return Number.isNaN(datum.value) || Boolean(datum.value);
  }
}

const numberOf = (datum: Datum): number => {
  if (datum.kind === 'float' || datum.kind === 'int') {
    return datum.value;
  }
  const parsed = datum.kind === 'text' && datum.value.trim() !== '' ? Number(datum.value) : undefined;
  if (parsed === undefined || Number.isNaN(parsed)) {
    throw new Error(`can't convert ${datum.kind === 'step' ? 'a step to a number: write .Value behind it' : `${printed(datum)} to a number`}`);
  }
  return parsed;
};

function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) {
    return general(value, 4);
  }
  const isLarge = Math.abs(value) >= 1;
  let [scaled, prefix] = [value, ''];
  for (const next of isLarge ? 'kMGTPEZY' : 'munpfazy') {
    if (isLarge ? Math.abs(scaled) < 1000 : Math.abs(scaled) >= 1) {
      break;
    }
    prefix = next;
    scaled = isLarge ? scaled / 1000 : scaled * 1000;
  }
  return general(scaled, 4) + prefix;
}

const urlEscaped = (value: string): string => encodeURIComponent(value).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+');

/** `%.1f`, `%.4g`, `%s`, `%v` and `%%`, without flags and widths. */
function printf([format, ...rest]: readonly Datum[]): Datum {
  if (format?.kind !== 'text') {
    throw new Error('printf needs a text as its format');
  }
  const values = [...rest];
  const result = format.value.replace(/%(?:%|\.(\d+)([fg])|([fgsv])|.?)/gs, (verb, digits: string | undefined, withDigits: string | undefined, alone: string | undefined) => {
    if (verb === '%%') {
      return '%';
    }
    const kind = withDigits ?? alone;
    const value = values.shift();
    if (!kind || !value) {
      throw new Error(kind ? `printf has no value for ${verb}` : `printf knows no ${verb} here`);
    }
    if (kind === 'v' ? value.kind !== 'missing' : kind === 's' && value.kind === 'text') {
      return printed(value);
    }
    if (value.kind !== 'float' || kind === 's') {
      throw new Error(`printf cannot print ${printed(value)} by ${verb}`);
    }
    if (kind === 'f') {
      return fixed(value.value, Number(digits ?? 6));
    }
    return digits === undefined ? shortest(value.value) : general(value.value, Number(digits));
  });
  if (values.length > 0) {
    throw new Error('printf has more values than its format');
  }
  return text(result);
}

/** Go compares a decimal with an integer never: 10.0, not 10. */
function compare(a: Datum | undefined, b: Datum | undefined, isSame: boolean): { same: boolean; less: boolean } {
  if (!a || !b) {
    throw new Error('a comparison needs two values');
  }
  if (isSame && (a.kind === 'missing' || b.kind === 'missing')) {
    return { same: a.kind === b.kind, less: false };
  }
  if (a.kind !== b.kind || a.kind === 'missing' || a.kind === 'step' || a.kind === 'labels' || (!isSame && a.kind === 'truth')) {
    throw new Error(`${printed(a)} and ${printed(b)} cannot be compared: of two numbers both need a decimal point, or none`);
  }
  const [left, right] = [a.value, (b as typeof a).value];
  return { same: left === right, less: left < right };
}

const order = (test: (both: { same: boolean; less: boolean }) => boolean) => ([a, b]: readonly Datum[]): Datum => truth(test(compare(a, b, false)));

const one = (args: readonly Datum[]): Datum => {
  if (args.length !== 1) {
    throw new Error('this function takes one value');
  }
  return args[0]!;
};

/** A label that is not there is the empty text here, unlike in `$labels.x`. */
function index([labels, name]: readonly Datum[]): Datum {
  if (labels?.kind !== 'labels' || name?.kind !== 'text') {
    throw new Error('index takes $labels and the name of a label here');
  }
  return text(Object.hasOwn(labels.value, name.value) ? labels.value[name.value]! : '');
}

function reReplaceAll([pattern, by, where]: readonly Datum[]): Datum {
  if (pattern?.kind !== 'text' || by?.kind !== 'text' || where?.kind !== 'text' || by.value.includes('$')) {
    throw new Error('reReplaceAll takes a pattern, a text without $ and a text here');
  }
  return text(where.value.replace(new RegExp(pattern.value, 'gu'), () => by.value));
}

export const functions: Readonly<Record<string, (args: readonly Datum[]) => Datum>> = {
  printf,
  index,
  reReplaceAll,
  humanize: (args) => text(humanize(numberOf(one(args)))),
  humanizePercentage: (args) => text(`${general(numberOf(one(args)) * 100, 4)}%`),
  urlquery: (args) => text(urlEscaped(printed(one(args)).replace('[no value]', '<no value>'))),
  eq: ([a, ...rest]) => truth(rest.some((other) => compare(a, other, true).same)),
  ne: ([a, b]) => truth(!compare(a, b, true).same),
  lt: order(({ less }) => less),
  le: order(({ same, less }) => same || less),
  // With NaN both are true, as in Go.
  gt: order(({ same, less }) => !(same || less)),
  ge: order(({ less }) => !less),
  and: (args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1)!,
  or: (args) => args.find(isTrue) ?? args.at(-1)!,
  not: (args) => truth(!isTrue(one(args))),
};
