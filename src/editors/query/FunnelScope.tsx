import React from 'react';
import { Combobox, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import type { FormProps, ShapedFunnel } from './form';
import { dimensionLabel } from './labels';
import { Labelled } from './Labelled';
import { PeriodField } from './PeriodField';

/** Whose funnel it is, and by what it is divided. What belonged to another pipeline is left behind. */
export function FunnelScope({ query, onCommit, choices, model, variables, prefix }: FormProps<ShapedFunnel>) {
  const change = (part: Partial<ShapedFunnel>) => onCommit({ ...query, ...part });
  const { entity, entities, pipelines } = choices.funnel;
  const dimensions = [...choices.dimensions, ...variables];
  const known = query.by === undefined || dimensions.some(({ value }) => value === query.by);
  return (
    <InlineFieldRow>
      <Labelled label="Funnel of">
        <RadioButtonGroup
          id={`${prefix}-entity`}
          aria-label="Funnel of"
          options={[...entities]}
          value={entity}
          onChange={(value) =>
            change({ entity: value, pipeline: undefined, steps: undefined, exclude: undefined, by: undefined })
          }
        />
      </Labelled>
      <Labelled label="Pipeline">
        <Combobox
          id={`${prefix}-pipeline`}
          width={30}
          isClearable
          placeholder={pipelines[0]?.label ?? 'none in the model'}
          options={[...pipelines, ...variables]}
          value={query.pipeline ?? null}
          onChange={(chosen) => change({ pipeline: chosen?.value, steps: undefined, exclude: undefined })}
        />
      </Labelled>
      <Labelled label="By" tooltip="One funnel for each value of this dimension">
        <Combobox
          id={`${prefix}-by`}
          width={30}
          isClearable
          placeholder="One funnel"
          options={
            known
              ? dimensions
              : [...dimensions, { value: query.by ?? '', label: dimensionLabel(query.by ?? '', model) }]
          }
          value={query.by ?? null}
          onChange={(chosen) => change({ by: chosen?.value })}
        />
      </Labelled>
      <PeriodField
        value={query.period}
        onCommit={(period) => change({ period })}
        variables={variables}
        prefix={prefix}
      />
    </InlineFieldRow>
  );
}
