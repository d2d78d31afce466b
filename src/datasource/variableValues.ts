/**
 * Dashboard variables → values, never SQL. A format function takes the raw value out of Grafana's replacement, so
 * nothing quotes, joins or rewrites it, and text inside a value is not replaced again.
 */
import type { ScopedVars } from '@grafana/data';
import type { Expand } from '../plan/interpolateQuery';
import { SalesError } from '../sql/SalesError';

type FormatValue = (value: unknown, variable?: { name?: string; includeAll?: boolean }) => string;

/** As `getTemplateSrv().replace`. */
export type Replace = (text: string, scopedVars: ScopedVars | undefined, format?: FormatValue) => string;

const allValue = '$__all';
const wholeVariable = /^(?:\$(\w+)|\[\[(\w+)\]\]|\$\{(\w+)\})$/;

/**
 * The values that a text stands for: one, or several where it holds a variable with several values.
 * @throws SalesError `query/unknown-variable` for a text that is nothing but a variable which does not exist
 */
export const expandWith =
  (replace: Replace, scopedVars: ScopedVars | undefined): Expand =>
  (text) => {
    if (text === allValue) {
      return { all: true, values: [] };
    }
    const found: string[][] = [];
    let offersAll = false;
    const marked = replace(text, scopedVars, (value, variable) => {
      offersAll ||= variable?.includeAll === true;
      found.push(listOf(scopedList(variable?.name, scopedVars) ?? value));
      return `\0${found.length - 1}\0`;
    });
    const name = wholeVariable.exec(text)?.slice(1).find(Boolean);
    if (name && marked === text && /^[a-z_]/i.test(name)) {
      throw new SalesError(
        'query/unknown-variable',
        `no variable "${name}" exists here: choose a value in place of ${text} (to look for that very text, use the operator =~ with ^[$]${name}$)`
      );
    }
    // A custom "all" value comes as it is, without asking the format function; any other as the list of options.
    const mayBeAll = name !== undefined && (offersAll || found.length === 0);
    const all = mayBeAll && replace(`\${${name}:text}`, scopedVars) === 'All';
    const values = combinations(marked, found);
    return { all: all || values.includes(allValue), values: values.filter((value) => value !== allValue) };
  };

/** Grafana hands scoped lists on as one text, joined by commas. */
const scopedList = (name: string | undefined, scopedVars: ScopedVars | undefined): unknown => {
  const value: unknown = name ? scopedVars?.[name]?.value : undefined;
  return Array.isArray(value) ? value : undefined;
};

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== undefined).map(String);

/** The text with its marks replaced; several values give a text each, several variables every combination. */
const combinations = (marked: string, found: ReadonlyArray<readonly string[]>): string[] =>
  marked
    .split(/\0(\d+)\0/)
    .map((part, at) => (at % 2 ? (found[Number(part)] ?? [part]) : [part]))
    .reduce<string[]>((texts, parts) => texts.flatMap((text) => parts.map((part) => text + part)), ['']);
