import React from 'react';
import { InlineFieldRow } from '@grafana/ui';
import { isVariable } from '../parts/Choice';
import { ManySelect } from '../parts/ManySelect';
import { NumberInput } from '../parts/NumberInput';
import type { FormProps, ShapedFunnel } from './form';
import { Labelled } from './Labelled';

/** Which stages are shown, and how long one may take to reach them. */
export function FunnelSteps({ query, onCommit, choices, prefix }: FormProps<ShapedFunnel>) {
  const change = (part: Partial<ShapedFunnel>) => onCommit({ ...query, ...part });
  const { stages } = choices.funnel;
  return (
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
  );
}
