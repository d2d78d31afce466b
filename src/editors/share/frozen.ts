/** The variables that an export freezes, as fields of a form. */
import type { Dashboard } from '../../native/dashboard/Dashboard';
import { asArray, asObject, textOf } from '../config/path';
import type { Choice } from '../parts/Choice';

export interface FrozenField {
  readonly name: string;
  readonly label: string;
  /** As the dashboard was saved. */
  readonly values: readonly string[];
  /** What the dashboard itself offers; other values can be typed. */
  readonly choices: readonly Choice[];
  readonly isMulti: boolean;
}

export const all = '$__all';

/** Data sources are replaced as a whole, and a viewer's own filters have no value that could be kept. */
const dropped = ['datasource', 'adhoc'];

export function frozenFields({ templating }: Dashboard): FrozenField[] {
  return (templating?.list ?? [])
    .filter(({ type = '', name }) => name && !dropped.includes(type))
    .map(({ name = '', label, current, options, includeAll, multi }) => ({
      name,
      label: label || name,
      values: [current?.value ?? []].flat().map(textOf),
      choices: choicesOf(options, includeAll === true),
      isMulti: multi === true || includeAll === true,
    }));
}

function choicesOf(options: unknown, includesAll: boolean): Choice[] {
  const offered = asArray(options)
    .map(asObject)
    .map(({ text, value }) => ({ value: textOf(value), label: textOf(text) || textOf(value) }));
  const hasAll = offered.some(({ value }) => value === all);
  return includesAll && !hasAll ? [{ value: all, label: 'All' }, ...offered] : offered;
}

/** `All` stands alone: choosing it drops the others, and choosing another drops it. */
export function chosen(before: readonly string[], after: readonly string[]): string[] {
  const added = after.find((value) => !before.includes(value));
  if (added === all) {
    return [all];
  }
  return added === undefined ? [...after] : after.filter((value) => value !== all);
}
