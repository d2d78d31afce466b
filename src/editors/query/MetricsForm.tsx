import React from 'react';
import { InlineFieldRow, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import type { Comparison } from '../../plan/query';
import { isVariable } from '../parts/Choice';
import { ManySelect } from '../parts/ManySelect';
import { NumberInput } from '../parts/NumberInput';
import { isListed } from './choices';
import type { FormProps, ShapedMetrics } from './form';
import { GrainFields } from './GrainFields';
import { metricEntry } from './labels';
import { Labelled } from './Labelled';
import { MetricDetails } from './MetricDetails';
import { OrderFields } from './OrderFields';
import { PeriodField } from './PeriodField';
import { comparisons } from './words';

export function MetricsForm(props: FormProps<ShapedMetrics>) {
  const { query, onCommit, choices, model, variables, prefix } = props;
  const change = (part: Partial<ShapedMetrics>) => onCommit({ ...query, ...part });
  const followsCohorts = query.metrics.some((id) => metricEntry(id, model)?.basis === 'cohort');
  return (
    <>
      <Labelled label="Metrics" grow tooltip="Search by name or meaning; what is greyed out says what the model lacks">
        <ManySelect
          id={`${prefix}-metrics`}
          label="Metrics"
          placeholder="Choose metrics"
          values={query.metrics}
          choices={[...choices.metrics, ...variables]}
          filter={isListed}
          accepts={isVariable}
          onCommit={(metrics) =>
            change({ metrics, orderBy: metrics.includes(query.orderBy?.metric ?? '') ? query.orderBy : undefined })
          }
        />
      </Labelled>
      <MetricDetails metrics={query.metrics} model={model} />
      <InlineFieldRow>
        <Labelled label="By" grow tooltip="Dimensions that all chosen metrics have">
          <ManySelect
            id={`${prefix}-by`}
            label="By"
            placeholder="No breakdown"
            values={query.by ?? []}
            choices={[...choices.dimensions, ...variables]}
            accepts={isVariable}
            noOptionsMessage="No dimension is common to the chosen metrics"
            onCommit={(by) => change({ by })}
          />
        </Labelled>
        <GrainFields {...props} />
        <PeriodField
          value={query.period}
          onCommit={(period) => change({ period })}
          variables={variables}
          prefix={prefix}
        />
      </InlineFieldRow>
      <InlineFieldRow>
        <Labelled label="Compare" tooltip="Adds each metric's earlier value and the change">
          <RadioButtonGroup<Comparison | 'none'>
            id={`${prefix}-compare`}
            aria-label="Compare"
            options={[...comparisons]}
            value={query.compare ?? 'none'}
            onChange={(value) => change({ compare: value === 'none' ? undefined : value })}
          />
        </Labelled>
        <Labelled label="Show evidence" tooltip="Adds n and the 95 % interval to each metric that has one">
          <InlineSwitch
            id={`${prefix}-evidence`}
            value={query.evidence ?? false}
            onChange={(event) => change({ evidence: event.currentTarget.checked || undefined })}
          />
        </Labelled>
        {(followsCohorts || query.horizon !== undefined) && (
          <Labelled
            label="Mature after"
            tooltip="Days after which a cohort counts as mature; the model's own when empty"
          >
            <NumberInput
              id={`${prefix}-horizon`}
              width={14}
              whole
              min={1}
              placeholder="model's days"
              value={query.horizon}
              onCommit={(horizon) => change({ horizon })}
            />
          </Labelled>
        )}
      </InlineFieldRow>
      <OrderFields {...props} />
    </>
  );
}
