/**
 * Many values out of a list. @grafana/ui's MultiSelect, because MultiCombobox has no disabled options, and in
 * Grafana 11.6 no id that a label could point at.
 */
import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import type { Choice } from './Choice';

interface Props {
  id: string;
  label: string;
  values: readonly string[];
  choices: readonly Choice[];
  onCommit: (values: string[]) => void;
  /** Offers typed text that is in no list as a value; true when it may be one. */
  accepts?: (text: string) => boolean;
  placeholder?: string;
  disabled?: boolean;
  isLoading?: boolean;
  noOptionsMessage?: string;
  onOpenMenu?: () => void;
  onSearch?: (text: string) => void;
  filter?: (choice: Choice, search: string) => boolean;
}

/** Options under their groups' headings, in the order in which the groups first appear. */
export function grouped(choices: readonly Choice[]): Array<SelectableValue<string>> {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) {
    groups.set(choice.group ?? '', [...(groups.get(choice.group ?? '') ?? []), choice]);
  }
  return [...groups].flatMap(([label, options]): Array<SelectableValue<string>> =>
    label ? [{ label, options }] : options
  );
}

export function ManySelect({ id, label, values, choices, onCommit, accepts, filter, onSearch, ...rest }: Props) {
  return (
    <MultiSelect<string>
      {...rest}
      inputId={id}
      aria-label={label}
      menuShouldPortal
      closeMenuOnSelect={false}
      options={grouped(choices)}
      value={values.map((value) => choices.find((choice) => choice.value === value) ?? { value, label: value })}
      onChange={(chosen) => onCommit(chosen.flatMap(({ value }) => (value === undefined ? [] : [value])))}
      onInputChange={(text, { action }) => {
        // Whatever is returned would replace the text.
        if (action === 'input-change') {
          onSearch?.(text);
        }
      }}
      allowCustomValue={accepts !== undefined}
      isValidNewOption={(text) => text.trim() !== '' && !values.includes(text) && accepts?.(text) === true}
      filterOption={filter && ((option, search) => filter((option as { data: Choice }).data, search))}
    />
  );
}
