import React from 'react';
import { CommitInput } from './CommitInput';
import { readNumber } from './text';

interface Props {
  id: string;
  value: number | undefined;
  onCommit: (value: number | undefined) => void;
  min?: number;
  max?: number;
  whole?: boolean;
  placeholder?: string;
  width?: number;
  'aria-label'?: string;
  disabled?: boolean;
}

export function NumberInput({ value, onCommit, min, max, whole, ...rest }: Props) {
  const read = (text: string) => readNumber(text, { min, max, whole });
  return (
    <CommitInput
      {...rest}
      value={value === undefined ? '' : String(value)}
      check={(text) => {
        const result = read(text);
        return 'problem' in result ? result.problem : undefined;
      }}
      onCommit={(text) => {
        const result = read(text);
        if ('value' in result) {
          onCommit(result.value);
        }
      }}
    />
  );
}
