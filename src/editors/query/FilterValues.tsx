import React from 'react';
import { FieldValidationMessage } from '@grafana/ui';
import type { Filter } from '../../plan/query';
import type { Choice } from '../parts/Choice';
import { CommitInput } from '../parts/CommitInput';
import { ManySelect } from '../parts/ManySelect';
import { isPattern, relationOf, withValues } from './filters';
import type { ReadValues } from './form';
import { useDimensionValues } from './useDimensionValues';

interface Props {
  filter: Filter;
  position: number;
  variables: readonly Choice[];
  readValues: ReadValues;
  id: string;
  onCommit: (filter: Filter) => void;
}

const none: Choice = { value: '(none)', label: '(none)', description: 'Rows without a value' };

/** Values from the database, dashboard variables, or anything typed; a pattern is one text. */
export function FilterValues({ filter, position, variables, readValues, id, onCommit }: Props) {
  const { choices, isLoading, problem, load, search } = useDimensionValues(readValues, filter.dimension);
  if (isPattern(relationOf(filter.operator))) {
    return (
      <CommitInput
        id={`${id}-pattern`}
        aria-label={`Filter ${position} pattern`}
        placeholder="regular expression"
        value={filter.values[0] ?? ''}
        onCommit={(text) => onCommit(withValues(filter, text === '' ? [] : [text]))}
      />
    );
  }
  return (
    <>
      <ManySelect
        id={`${id}-values`}
        label={`Filter ${position} values`}
        placeholder="Choose or type values"
        values={filter.values}
        choices={[...choices, none, ...variables]}
        accepts={() => true}
        isLoading={isLoading}
        onOpenMenu={() => load()}
        onSearch={search}
        onCommit={(values) => onCommit(withValues(filter, values))}
      />
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
    </>
  );
}
