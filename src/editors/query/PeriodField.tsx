import React from 'react';
import { Combobox } from '@grafana/ui';
import type { PeriodName } from '../../plan/query';
import type { Choice } from '../parts/Choice';
import { Labelled } from './Labelled';
import { periods } from './words';

interface Props {
  value: PeriodName | undefined;
  onCommit: (period: PeriodName | undefined) => void;
  variables: readonly Choice[];
  prefix: string;
}

/** A calendar unit around today in place of the dashboard's range: the only way to look ahead of a time picker. */
export function PeriodField({ value, onCommit, variables, prefix }: Props) {
  return (
    <Labelled label="Period" tooltip="In place of the dashboard's time range, by the calendar of the sales model">
      <Combobox<string>
        id={`${prefix}-period`}
        width={24}
        options={[...periods, ...variables]}
        value={value || 'none'}
        // A dashboard variable may stand for a period: the data source checks what it holds.
        onChange={(chosen) => onCommit(chosen.value === 'none' ? undefined : (chosen.value as PeriodName))}
      />
    </Labelled>
  );
}
