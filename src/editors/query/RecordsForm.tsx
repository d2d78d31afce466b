import React from 'react';
import { Combobox, InlineFieldRow, RadioButtonGroup, Text } from '@grafana/ui';
import { isVariable } from '../parts/Choice';
import { ManySelect } from '../parts/ManySelect';
import type { FormProps, ShapedRecords } from './form';
import { Labelled } from './Labelled';
import { PeriodField } from './PeriodField';
import { RecordOrder } from './RecordOrder';

/** Which deals or leads are listed, and what of each is shown. */
export function RecordsForm(props: FormProps<ShapedRecords>) {
  const { query, onCommit, choices, variables, prefix } = props;
  const change = (part: Partial<ShapedRecords>) => onCommit({ ...query, ...part });
  const { entity, entities, sets, columns } = choices.records;
  const which = query.which ?? 'created';
  const set = sets.find(({ value }) => value === which);
  return (
    <>
      <InlineFieldRow>
        <Labelled label="Records of">
          <RadioButtonGroup
            id={`${prefix}-records`}
            aria-label="Records of"
            options={[...entities]}
            value={entity}
            onChange={(value) => change({ entity: value, which: undefined, columns: undefined, orderBy: undefined })}
          />
        </Labelled>
        <Labelled label="Which" tooltip="Each list has the rows that one metric counts">
          <Combobox<string>
            id={`${prefix}-which`}
            width={30}
            options={[...sets, ...(set || isVariable(which) ? [] : [{ value: which, label: which }]), ...variables]}
            value={which}
            onChange={({ value }) => change({ which: value as ShapedRecords['which'] })}
          />
        </Labelled>
        <PeriodField
          value={query.period}
          onCommit={(period) => change({ period })}
          variables={variables}
          prefix={prefix}
        />
      </InlineFieldRow>
      {set && (
        <Text element="p" variant="bodySmall" color="secondary">
          {`${set.description}.`}
        </Text>
      )}
      <Labelled label="Columns" grow tooltip="What is shown of each row; empty shows a few that fit the list">
        <ManySelect
          id={`${prefix}-columns`}
          label="Columns"
          placeholder="Columns that fit the list"
          values={query.columns ?? []}
          choices={[...columns, ...variables]}
          accepts={isVariable}
          onCommit={(chosen) => change({ columns: chosen.length > 0 ? chosen : undefined })}
        />
      </Labelled>
      <RecordOrder {...props} />
    </>
  );
}
