import React from 'react';
import { Combobox, Field, Input, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import type { AlertDefinition } from '../../native/alerts/AlertDefinition';
import { titleOf } from '../../native/alerts/texts';
import { ManySelect } from '../parts/ManySelect';
import { NumberInput } from '../parts/NumberInput';
import { metricLabel } from '../query/labels';
import {
  byChoices,
  comparisonChoices,
  windowChoices,
  windowChosen,
  withBy,
  withComparison,
  withWindow,
  type ComparedWith,
} from './choices';
import type { AlertContext, Draft } from './draft';
import { FieldGrid } from './FieldGrid';
import { typed, withDirection, withThreshold } from './threshold';

export interface FieldsProps {
  draft: Draft;
  /** As it was before a person changed it. */
  first: AlertDefinition;
  context: AlertContext;
  onChange: (draft: Draft) => void;
}

interface Props extends FieldsProps {
  metrics: readonly string[];
  metric: string | undefined;
  onMetric: (metric: string) => void;
}

const directions: ReadonlyArray<{ value: AlertDefinition['direction']; label: string }> = [
  { value: 'below', label: 'Too low' },
  { value: 'above', label: 'Too high' },
];

/** What is watched, against what, over which days and for whom. */
export function RuleFields({ draft, first, context, onChange, metrics, metric, onMetric }: Props) {
  const { model } = context;
  const { definition } = draft;
  const change = (next: AlertDefinition) => onChange({ ...draft, definition: next });
  const threshold = typed(definition, model);
  const comparisons = comparisonChoices(draft, context);
  const { window } = definition;
  const isFunnel = definition.question.type === 'funnel';
  return (
    <FieldGrid>
      {metrics.length > 1 && (
        <Field label="Metric" description="A rule watches one of the query's metrics.">
          <Combobox
            id="alert-metric"
            options={metrics.map((id) => ({ value: id, label: metricLabel(id, model) }))}
            value={metric ?? null}
            onChange={({ value }) => onMetric(value)}
          />
        </Field>
      )}
      <Field label="Fires when it is" description="The side that is bad news.">
        <RadioButtonGroup
          id="alert-direction"
          aria-label="Fires when it is"
          options={[...directions]}
          value={definition.direction}
          onChange={(direction) => change(withDirection(definition, direction))}
        />
      </Field>
      <Field
        label="Compared with"
        description={reasons(comparisons) ?? 'A fixed value is a limit; the period before shows what changed.'}
      >
        <RadioButtonGroup<ComparedWith>
          id="alert-comparison"
          aria-label="Compared with"
          options={comparisons.map(({ value, label }) => ({ value, label }))}
          disabledOptions={comparisons.flatMap(({ value, isDisabled }) => (isDisabled ? [value] : []))}
          value={definition.comparison.with}
          onChange={(kind) => change(withComparison(definition, kind, first))}
        />
      </Field>
      <Field
        label={definition.comparison.with === 'previous-period' ? 'By more than' : 'Threshold'}
        description={thresholdHelp[definition.comparison.with]}
        htmlFor="alert-threshold"
      >
        <Stack alignItems="center" gap={1}>
          <NumberInput
            // Another unit is another number: what was typed for the one before goes.
            key={threshold.unit}
            id="alert-threshold"
            aria-label="Threshold"
            width={16}
            value={threshold.value}
            min={threshold.min}
            onCommit={(value) => value !== undefined && change(withThreshold(definition, value, model))}
          />
          <Text color="secondary">{threshold.unit}</Text>
        </Stack>
      </Field>
      <Field label="Over" description="Full days and units: the running day would look like a loss.">
        <Stack alignItems="center" gap={1}>
          <Combobox
            id="alert-window"
            aria-label="Over"
            width={28}
            options={windowChoices(definition, model).map(({ value, label }) => ({ value, label }))}
            value={windowChosen(definition, model)}
            onChange={({ value }) => change(withWindow(definition, value, first, model))}
          />
          {window.kind === 'lastDays' && (
            <>
              <NumberInput
                id="alert-days"
                aria-label="Days"
                width={8}
                whole
                min={1}
                max={1100}
                value={window.days}
                onCommit={(days) => days !== undefined && change({ ...definition, window: { ...window, days } })}
              />
              <Text color="secondary">days</Text>
            </>
          )}
        </Stack>
      </Field>
      <Field
        label="For each"
        description={
          isFunnel ? 'Beside its stages, a funnel has one dimension.' : 'Each value is judged, and fires, on its own.'
        }
      >
        <ManySelect
          id="alert-by"
          label="For each"
          placeholder="All together"
          values={definition.by ?? []}
          choices={byChoices(definition, model)}
          onCommit={(by) => change(withBy(definition, isFunnel ? by.slice(-1) : by))}
        />
      </Field>
      <Field label="Name of the rule" description="Follows from the fields until you write your own.">
        <Input
          id="alert-title"
          aria-label="Name of the rule"
          value={draft.title ?? ''}
          placeholder={titleOf(definition, model)}
          onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
        />
      </Field>
    </FieldGrid>
  );
}

const reasons = (choices: ReturnType<typeof comparisonChoices>): string | undefined => {
  const refused = choices.filter(({ isDisabled }) => isDisabled);
  return refused.length ? refused.map(({ label, description }) => `${label}: ${description}.`).join(' ') : undefined;
};

const thresholdHelp: Readonly<Record<ComparedWith, string>> = {
  absolute: 'The limit itself.',
  'previous-period': 'A change of this size and less is let pass; 0 is any change.',
  target: '100 % is the target itself; of a period that runs, its elapsed part where the window says so far.',
};
