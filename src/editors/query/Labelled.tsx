import React, { type ReactElement } from 'react';
import { InlineField } from '@grafana/ui';

interface Props {
  label: string;
  /** Explains the control on hover. */
  tooltip?: string;
  disabled?: boolean;
  grow?: boolean;
  children: ReactElement<Record<string, unknown>>;
}

/** A control of the query editor with its label; labels are wide enough to stand in a column. */
export function Labelled({ label, tooltip, disabled, grow, children }: Props) {
  return (
    <InlineField label={label} labelWidth={16} tooltip={tooltip} disabled={disabled} grow={grow} shrink>
      {children}
    </InlineField>
  );
}
