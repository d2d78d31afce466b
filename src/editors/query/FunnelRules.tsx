import React from 'react';
import { InlineFieldRow, RadioButtonGroup, Text } from '@grafana/ui';
import type { FormProps, ShapedFunnel } from './form';
import { Labelled } from './Labelled';
import { funnelBases, measures, policies } from './words';

/** When a stage counts as reached, what the rates are made of, and whose stages they are. */
export function FunnelRules({ query, onCommit, choices, prefix }: FormProps<ShapedFunnel>) {
  const policy = policies.find(({ value }) => value === (query.policy ?? 'reached'));
  const basis = funnelBases.find(({ value }) => value === (query.basis ?? 'cohort'));
  return (
    <>
      <InlineFieldRow>
        <Labelled label="A stage counts">
          <RadioButtonGroup
            id={`${prefix}-policy`}
            aria-label="A stage counts"
            options={[...policies]}
            value={query.policy ?? 'reached'}
            onChange={(value) => onCommit({ ...query, policy: value })}
          />
        </Labelled>
        <Labelled label="Rates by">
          <RadioButtonGroup<'count' | 'amount'>
            id={`${prefix}-measure`}
            aria-label="Rates by"
            options={[...measures]}
            disabledOptions={choices.funnel.amounts ? [] : ['amount']}
            value={query.measure ?? 'count'}
            onChange={(measure) => onCommit({ ...query, measure })}
          />
        </Labelled>
        <Labelled label="Basis">
          <RadioButtonGroup
            id={`${prefix}-basis`}
            aria-label="Basis"
            options={[...funnelBases]}
            value={query.basis ?? 'cohort'}
            onChange={(value) => onCommit({ ...query, basis: value })}
          />
        </Labelled>
      </InlineFieldRow>
      <Text element="p" variant="bodySmall" color="secondary">
        {`${policy?.description ?? ''} ${basis?.description ?? ''}`}
      </Text>
    </>
  );
}
