import React from 'react';
import { css } from '@emotion/css';
import { Button, Combobox, Stack, useStyles2 } from '@grafana/ui';
import type { Filter } from '../../plan/query';
import type { Choice } from '../parts/Choice';
import { HiddenLabel } from '../parts/HiddenLabel';
import { relationOf, relations, withDimension, withRelation } from './filters';
import { FilterValues } from './FilterValues';
import type { ReadValues } from './form';
import { Labelled } from './Labelled';

interface Props {
  filter: Filter;
  /** From 1, part of the accessible names. */
  position: number;
  dimensions: readonly Choice[];
  variables: readonly Choice[];
  readValues: ReadValues;
  prefix: string;
  onCommit: (filter: Filter) => void;
  onRemove: () => void;
}

export function FilterRow({ filter, position, dimensions, variables, readValues, prefix, onCommit, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const id = `${prefix}-filter-${position}`;
  const known = dimensions.some(({ value }) => value === filter.dimension);
  return (
    <Stack gap={0.5} wrap="wrap" alignItems="flex-start">
      <Labelled label={`Filter ${position}`}>
        <Combobox
          id={`${id}-dimension`}
          width={20}
          placeholder="Dimension"
          options={known || !filter.dimension ? [...dimensions] : [...dimensions, { value: filter.dimension }]}
          value={filter.dimension || null}
          onChange={({ value }) => onCommit(withDimension(filter, value))}
        />
      </Labelled>
      <div>
        <RelationSelect
          id={`${id}-relation`}
          label={`Filter ${position} relation`}
          filter={filter}
          onCommit={onCommit}
        />
      </div>
      <div className={styles.values}>
        <div className={styles.value}>
          <FilterValues {...{ filter, position, variables, readValues, id, onCommit }} />
        </div>
        <Button
          variant="secondary"
          fill="text"
          icon="times"
          aria-label={`Remove filter ${position}`}
          tooltip="Remove filter"
          onClick={onRemove}
        />
      </div>
    </Stack>
  );
}

interface RelationProps {
  id: string;
  label: string;
  filter: Filter;
  onCommit: (filter: Filter) => void;
}

function RelationSelect({ id, label, filter, onCommit }: RelationProps) {
  return (
    <>
      <HiddenLabel htmlFor={id}>{label}</HiddenLabel>
      <Combobox
        id={id}
        width={17}
        options={[...relations]}
        value={relationOf(filter.operator)}
        onChange={({ value }) => onCommit(withRelation(filter, value))}
      />
    </>
  );
}

const getStyles = () => ({
  values: css({ display: 'flex', flex: '1 1 240px', minWidth: 0 }),
  value: css({ flex: 1, minWidth: 0 }),
});
