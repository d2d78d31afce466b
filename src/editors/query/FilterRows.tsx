import React from 'react';
import { Button, Stack } from '@grafana/ui';
import type { ShapedQuery } from '../../datasource/types';
import type { Filter } from '../../plan/query';
import type { Choices } from './choices';
import { FilterRow } from './FilterRow';
import type { FormProps } from './form';

const without = (filters: readonly Filter[], index: number): Filter[] => filters.filter((_, one) => one !== index);

const replaced = (filters: readonly Filter[], index: number, filter: Filter): Filter[] =>
  filters.map((one, at) => (at === index ? filter : one));

/** Filters nothing until it has a value. */
const empty = (choices: Choices): Filter => ({
  dimension: choices.dimensions[0]?.value ?? '',
  operator: '=',
  values: [],
});

export function FilterRows({ query, onCommit, choices, variables, readValues, prefix }: FormProps<ShapedQuery>) {
  const filters = query.filters ?? [];
  return (
    <Stack direction="column" gap={0.5}>
      {filters.map((filter, index) => (
        <FilterRow
          key={index}
          filter={filter}
          position={index + 1}
          dimensions={choices.dimensions}
          variables={variables}
          readValues={readValues}
          prefix={prefix}
          onCommit={(changed) => onCommit({ ...query, filters: replaced(filters, index, changed) })}
          onRemove={() => onCommit({ ...query, filters: without(filters, index) })}
        />
      ))}
      <div>
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          disabled={choices.dimensions.length === 0}
          onClick={() => onCommit({ ...query, filters: [...filters, empty(choices)] })}
        >
          Add filter
        </Button>
      </div>
    </Stack>
  );
}
