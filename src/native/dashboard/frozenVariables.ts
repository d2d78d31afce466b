/** Dashboard variables with the values that an export keeps for ever. */
import type { Expand, Expanded } from '../../plan/interpolateQuery';
import { SalesError } from '../../sql/SalesError';
import type { Dashboard, Variable } from './Dashboard';

export interface Frozen {
  readonly expand: Expand;
  /** Texts with the variables' texts in them: titles. */
  readonly fill: (text: string) => string;
  /** What is frozen to a choice, for people: `Region: West`. */
  readonly chosen: readonly string[];
}

interface Choice {
  readonly label: string;
  readonly all: boolean;
  readonly values: readonly string[];
  readonly texts: readonly string[];
}

const allValue = '$__all';
const anyVariable = /\$\{(\w+)(?::(\w+))?\}|\[\[(\w+)(?::\w+)?\]\]|\$(\w+)/g;
/** Data sources are replaced as a whole, and filters are no values: savedFilters.ts keeps them. */
const isDropped = ({ type }: Variable): boolean => type === 'datasource' || type === 'adhoc';

/**
 * @param given values by variable name, in place of those that the dashboard was saved with; `All` chooses all
 * @throws SalesError `export/unknown-variable`
 */
export function freezeVariables(dashboard: Dashboard, given: Readonly<Record<string, readonly string[]>>): Frozen {
  const variables = (dashboard.templating?.list ?? []).filter((variable) => variable.name && !isDropped(variable));
  const unknown = Object.keys(given).find((name) => !variables.some((variable) => variable.name === name));
  if (unknown !== undefined) {
    throw new SalesError('export/unknown-variable', `the dashboard has no variable "${unknown}": it has ${variables.map(({ name }) => name).join(', ') || 'none'}`);
  }
  const choices = new Map(variables.map((variable) => [variable.name!, choiceOf(variable, given[variable.name!])]));
  return {
    expand: (text) => expand(text, choices),
    fill: (text) => text.replace(anyVariable, (whole: string, braced?: string, format?: string, square?: string, plain?: string) => {
      const choice = choices.get(braced ?? square ?? plain ?? '');
      return choice ? (format === 'text' || choice.all ? choice.texts : choice.values).join(', ') : whole;
    }),
    chosen: [...choices.values()].filter(({ all }) => !all).map(({ label, texts }) => `${label}: ${texts.join(', ')}`),
  };
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);

function choiceOf({ name, label, current, options }: Variable, given: readonly string[] | undefined): Choice {
  const values = given ?? listOf(current?.value);
  const all = values.includes(allValue) || (given !== undefined && values.includes('All'));
  const offered = Array.isArray(options) ? (options as ReadonlyArray<{ text?: unknown; value?: unknown }>) : [];
  const texts = given ? values.map((value) => String(offered.find((one) => one.value === value)?.text ?? value)) : listOf(current?.text ?? current?.value);
  return { label: label ?? name ?? '', all, values: all ? [] : values, texts: all ? ['All'] : texts };
}

const nameOf = ([, braced, , square, plain]: RegExpMatchArray): string => braced ?? square ?? plain ?? '';

/** As datasource/variableValues.ts: several values give a text each, and a `$` that names no variable is a text. */
function expand(text: string, choices: ReadonlyMap<string, Choice>): Expanded {
  if (text === allValue) {
    return { all: true, values: [] };
  }
  const matches = [...text.matchAll(anyVariable)];
  const found = matches.flatMap((match) => {
    const choice = choices.get(nameOf(match));
    return choice ? [{ at: match.index, length: match[0].length, choice }] : [];
  });
  const isWhole = matches[0]?.[0] === text;
  if (isWhole && found[0]) {
    const { all, values } = found[0].choice;
    return { all, values };
  }
  if (isWhole && /^[a-z_]/i.test(nameOf(matches[0]!))) {
    throw new SalesError('query/unknown-variable', `the variable ${text} has no value in an exported dashboard: choose a value in its place`);
  }
  const open = found.find(({ choice }) => choice.all);
  if (open) {
    throw new SalesError('export/all-within-text', `"${text}" has "${open.choice.label}" in it, of which all are chosen, and an export does not know them: choose some of them`);
  }
  return {
    all: false,
    values: found.reduceRight<readonly string[]>(
      (texts, { at, length, choice }) => choice.values.flatMap((value) => texts.map((one) => one.slice(0, at) + value + one.slice(at + length))),
      [text]
    ),
  };
}
