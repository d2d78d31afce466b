import React from 'react';
import { Combobox, InlineFieldRow, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import { isVariable } from '../parts/Choice';
import { ManySelect } from '../parts/ManySelect';
import { NumberInput } from '../parts/NumberInput';
import type { FormProps, ShapedFunnel } from './form';
import { FunnelRules } from './FunnelRules';
import { dimensionLabel } from './labels';
import { Labelled } from './Labelled';

export function FunnelForm(props: FormProps<ShapedFunnel>) {
  const { query, onCommit, choices, model, variables, prefix } = props;
  const change = (part: Partial<ShapedFunnel>) => onCommit({ ...query, ...part });
  const { entity, entities, pipelines, stages } = choices.funnel;
  const dimensions = [...choices.dimensions, ...variables];
  const known = query.by === undefined || dimensions.some(({ value }) => value === query.by);
  return (
    <>
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
      </InlineFieldRow>
      <InlineFieldRow>
        {query.steps && query.steps.length > 0 && (
          <Labelled label="Only steps" grow tooltip="Empty shows every stage of the pipeline">
            <ManySelect
              id={`${prefix}-steps`}
              label="Only steps"
              values={query.steps}
              choices={stages}
              onCommit={(steps) => change({ steps: steps.length > 0 ? steps : undefined })}
            />
          </Labelled>
        )}
        <Labelled label="Leave out" grow tooltip="Stages that the funnel does not show">
          <ManySelect
            id={`${prefix}-exclude`}
            label="Leave out"
            placeholder="Every stage is a step"
            values={query.exclude ?? []}
            choices={stages}
            accepts={isVariable}
            onCommit={(exclude) => change({ exclude: exclude.length > 0 ? exclude : undefined })}
          />
        </Labelled>
        <Labelled label="Within (days)" tooltip="Days from entering the funnel within which a step must be reached">
          <NumberInput
            id={`${prefix}-window`}
            width={14}
            min={0.1}
            placeholder="any time"
            value={query.window}
            onCommit={(window) => change({ window })}
          />
        </Labelled>
      </InlineFieldRow>
      <FunnelRules {...props} />
      <InlineFieldRow>
        <Labelled
          label="Mature only"
          disabled={query.basis === 'event'}
          tooltip="Leaves out entries too young to have finished"
        >
          <InlineSwitch
            id={`${prefix}-mature`}
            value={query.matureOnly ?? false}
            onChange={(event) => change({ matureOnly: event.currentTarget.checked || undefined })}
          />
        </Labelled>
        <Labelled label="Show evidence" tooltip="Adds n and the 95 % interval to the rates">
          <InlineSwitch
            id={`${prefix}-evidence`}
            value={query.evidence ?? false}
            onChange={(event) => change({ evidence: event.currentTarget.checked || undefined })}
          />
        </Labelled>
      </InlineFieldRow>
    </>
  );
}
