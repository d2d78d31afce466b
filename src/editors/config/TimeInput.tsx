import React from 'react';
import { Combobox, Stack } from '@grafana/ui';
import { CommitInput } from '../parts/CommitInput';
import { HiddenLabel } from '../parts/HiddenLabel';
import { asObject, textOf } from './path';

type Kind = 'instant' | 'local' | 'date';

const kinds: Array<{ value: Kind; label: string; description: string }> = [
  { value: 'instant', label: 'Instant', description: 'A moment in time, with a zone or in UTC' },
  { value: 'local', label: 'Local time', description: 'Wall-clock time without a zone' },
  { value: 'date', label: 'Date', description: 'A day; never shifted by a zone' },
];

interface Props {
  id: string;
  value: unknown;
  onCommit: (value: unknown) => void;
  placeholder?: string;
  disabled?: boolean;
  'aria-label': string;
}

/** A time column: its name, how it is stored and, for local times, where. */
export function TimeInput({ id, value, onCommit, placeholder, disabled, 'aria-label': label }: Props) {
  const given = typeof value === 'string' ? { column: value } : asObject(value);
  const column = textOf(given['column']);
  const kind = kinds.find((one) => one.value === given['is'])?.value ?? 'instant';
  return (
    <Stack gap={0.5} wrap="wrap">
      <div style={{ flex: '1 1 120px' }}>
        <CommitInput
          id={id}
          aria-label={label}
          value={column}
          placeholder={placeholder}
          disabled={disabled}
          onCommit={(text) => onCommit(text.trim() === '' ? undefined : { is: kind, ...given, column: text.trim() })}
        />
      </div>
      <HiddenLabel htmlFor={`${id}-is`}>{`${label} is stored as`}</HiddenLabel>
      <Combobox
        id={`${id}-is`}
        width={15}
        options={kinds}
        value={kind}
        disabled={disabled || column === ''}
        onChange={(chosen) =>
          onCommit({ ...given, is: chosen.value, zone: chosen.value === 'local' ? given['zone'] : undefined })
        }
      />
      {kind === 'local' && (
        <CommitInput
          id={`${id}-zone`}
          aria-label={`${label} time zone`}
          width={18}
          value={textOf(given['zone'])}
          placeholder="Europe/Berlin"
          disabled={disabled}
          onCommit={(text) => onCommit({ ...given, is: kind, zone: text.trim() || undefined })}
        />
      )}
    </Stack>
  );
}
