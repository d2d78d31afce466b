/** One entry of a list to choose from. */
export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly description?: string;
  readonly group?: string;
  /** Listed, but cannot be chosen; the description says why. */
  readonly isDisabled?: boolean;
}

/** A dashboard variable as text: `$region`, `${region}`, `[[region]]`. */
export const isVariable = (text: string): boolean => /^(\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\])$/.test(text.trim());

/** Whether every word typed appears in the label, the value, the description or the group. */
export function matches(choice: Choice, search: string): boolean {
  const text = [choice.label, choice.value, choice.description, choice.group].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
