import React from 'react';
import { InlineFieldRow, InlineSwitch } from '@grafana/ui';
import type { FormProps, ShapedFunnel } from './form';
import { FunnelRules } from './FunnelRules';
import { FunnelScope } from './FunnelScope';
import { FunnelSteps } from './FunnelSteps';
import { Labelled } from './Labelled';

export function FunnelForm(props: FormProps<ShapedFunnel>) {
  const { query, onCommit, prefix } = props;
  const change = (part: Partial<ShapedFunnel>) => onCommit({ ...query, ...part });
  return (
    <>
      <FunnelScope {...props} />
      <FunnelSteps {...props} />
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
