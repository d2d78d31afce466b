import React from 'react';
import { Combobox, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import { NumberInput } from '../parts/NumberInput';
import type { FormProps, ShapedRecords } from './form';
import { Labelled } from './Labelled';

const directions = [
  { value: true, label: 'Largest or latest first' },
  { value: false, label: 'Smallest or earliest first' },
];

/** The order of a list, and how many rows of it are read. */
export function RecordOrder({ query, onCommit, choices, prefix }: FormProps<ShapedRecords>) {
  const { orderBy, limit } = query;
  const columns = choices.records.columns.filter(({ isDisabled }) => !isDisabled);
  const known = orderBy === undefined || columns.some(({ value }) => value === orderBy.column);
  return (
    <InlineFieldRow>
      <Labelled label="Order by">
        <Combobox
          id={`${prefix}-record-order`}
          width={30}
          isClearable
          placeholder="What the list is about"
          options={known ? [...columns] : [...columns, { value: orderBy.column, label: orderBy.column }]}
          value={orderBy?.column ?? null}
          onChange={(chosen) =>
            onCommit({
              ...query,
              orderBy: chosen ? { column: chosen.value, descending: orderBy?.descending ?? true } : undefined,
            })
          }
        />
      </Labelled>
      {orderBy && (
        <Labelled label="Direction">
          <RadioButtonGroup
            id={`${prefix}-record-direction`}
            aria-label="Direction"
            options={directions}
            value={orderBy.descending ?? false}
            onChange={(descending) => onCommit({ ...query, orderBy: { ...orderBy, descending } })}
          />
        </Labelled>
      )}
      <Labelled label="At most" tooltip="Rows to read, up to 1000; a notice says how many there are in all">
        <NumberInput
          id={`${prefix}-record-limit`}
          width={14}
          whole
          min={1}
          max={1000}
          placeholder="100"
          value={limit}
          onCommit={(value) => onCommit({ ...query, limit: value })}
        />
      </Labelled>
    </InlineFieldRow>
  );
}
