import React from 'react';
import { Field, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import type { AlertDefinition, Severity } from '../../native/alerts/AlertDefinition';
import { NumberInput } from '../parts/NumberInput';
import { make } from './draft';
import { chanceInWords, minimumInWords, sureness, surenessOf, withChance, withMinimum, withSureness } from './evidence';
import { FieldGrid } from './FieldGrid';
import type { FieldsProps } from './RuleFields';

const severities: ReadonlyArray<{ value: Severity; label: string }> = [
  { value: 'info', label: 'Info' },
  { value: 'warning', label: 'Warning' },
  { value: 'critical', label: 'Critical' },
];

/** What must stand behind the number, and how loud the alert is. */
export function EvidenceFields({ draft, first, context, onChange }: FieldsProps) {
  const { definition } = draft;
  const change = (next: AlertDefinition) => onChange({ ...draft, definition: next });
  const possible = first.gate.chance;
  const isAllowed = definition.gate.chance.by !== 'nothing';
  const counts =
    definition.gate.minimum !== undefined || !('problem' in make({ definition: withMinimum(definition, 1) }, context));
  const chosen = sureness.find(({ value }) => value === surenessOf(definition));
  return (
    <FieldGrid>
      <Field label="Allow for chance" description={chanceInWords(possible, definition, context.model)}>
        <InlineSwitch
          id="alert-chance"
          aria-label="Allow for chance"
          disabled={possible.by === 'nothing'}
          value={isAllowed}
          onChange={(event) => change(withChance(definition, event.currentTarget.checked, possible))}
        />
      </Field>
      {isAllowed && (
        <Field label="How sure" description={`Chance alone makes ${chosen?.description ?? 'few false alarms'}.`}>
          <RadioButtonGroup
            id="alert-sure"
            aria-label="How sure"
            options={sureness.map(({ value, label }) => ({ value, label }))}
            value={surenessOf(definition)}
            onChange={(z) => change(withSureness(definition, z))}
          />
        </Field>
      )}
      {counts && (
        <Field label="At least so many observations" description={minimumInWords(definition)}>
          <NumberInput
            id="alert-minimum"
            aria-label="At least so many observations"
            width={16}
            whole
            min={1}
            placeholder="any number"
            value={definition.gate.minimum}
            onCommit={(minimum) => change(withMinimum(definition, minimum))}
          />
        </Field>
      )}
      <Field
        label="Severity"
        description="A label of the alert, by which Grafana's notification policies can tell alerts apart."
      >
        <RadioButtonGroup
          id="alert-severity"
          aria-label="Severity"
          options={[...severities]}
          value={definition.severity}
          onChange={(severity) => change({ ...definition, severity })}
        />
      </Field>
    </FieldGrid>
  );
}
