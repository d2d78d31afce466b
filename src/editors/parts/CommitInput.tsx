import React, { useState } from 'react';
import { FieldValidationMessage, Input } from '@grafana/ui';

interface Props {
  id: string;
  value: string;
  /** Called when the box is left or Enter is pressed, with text that passes the check. */
  onCommit: (text: string) => void;
  /** A sentence when the text cannot be used; it then stays in the box and is not committed. */
  check?: (text: string) => string | undefined;
  placeholder?: string;
  /** In units of 8 px; the whole width of the container when absent. */
  width?: number;
  'aria-label'?: string;
  /** Set by the Field around it. */
  disabled?: boolean;
}

/** A text box that reports once the user is done, and never loses what was typed. */
export function CommitInput({ id, value, onCommit, check, placeholder, width, disabled, 'aria-label': label }: Props) {
  const [draft, setDraft] = useState<string>();
  const problem = draft === undefined ? undefined : check?.(draft);
  const commit = () => {
    if (draft === undefined || problem) {
      return;
    }
    setDraft(undefined);
    if (draft !== value) {
      onCommit(draft);
    }
  };
  return (
    <div>
      <Input
        id={id}
        aria-label={label}
        value={draft ?? value}
        placeholder={placeholder}
        width={width}
        disabled={disabled}
        invalid={problem !== undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
    </div>
  );
}
