import React from 'react';
import { Combobox, RadioButtonGroup } from '@grafana/ui';
import type { Grain } from '../../sql/Dialect';
import type { FormProps, ShapedMetrics } from './form';
import { Labelled } from './Labelled';
import { grains } from './words';

const shapes: Array<{ value: 'series' | 'table'; label: string; description: string }> = [
  { value: 'series', label: 'Time series', description: 'Buckets as instants, one series for each group' },
  { value: 'table', label: 'Table', description: 'Buckets as text, one row each, for tables and bar charts' },
];

/** The time axis, and how its buckets are handed to the panel. */
export function GrainFields({ query, onCommit, variables, prefix }: FormProps<ShapedMetrics>) {
  return (
    <>
      <Labelled label="Grain" tooltip="Calendar units in the time zone of the sales model">
        <Combobox<string>
          id={`${prefix}-grain`}
          width={20}
          options={[...grains, ...variables]}
          value={query.grain ?? 'none'}
          // A dashboard variable may stand for a grain: the data source checks what it holds.
          onChange={({ value }) => onCommit({ ...query, grain: value === 'none' ? undefined : (value as Grain) })}
        />
      </Labelled>
      {query.grain && (
        <Labelled label="Format">
          <RadioButtonGroup
            id={`${prefix}-shape`}
            aria-label="Format"
            options={shapes}
            value={query.shape ?? 'series'}
            onChange={(shape) => onCommit({ ...query, shape })}
          />
        </Labelled>
      )}
    </>
  );
}
