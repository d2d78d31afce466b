import React from 'react';
import { Combobox, InlineFieldRow, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import type { FormProps, ShapedPipeline } from './form';
import { dimensionLabel } from './labels';
import { Labelled } from './Labelled';
import { closings, measures } from './words';

/** What the open pipeline was, what came and went, and what it is at the end of the range. */
export function PipelineForm({ query, onCommit, choices, model, variables, prefix }: FormProps<ShapedPipeline>) {
  const change = (part: Partial<ShapedPipeline>) => onCommit({ ...query, ...part });
  const dimensions = [...choices.dimensions, ...variables];
  const known = query.by === undefined || dimensions.some(({ value }) => value === query.by);
  const { pipelines, amounts } = choices.funnel;
  return (
    <>
      <InlineFieldRow>
        <Labelled label="Closing in" tooltip="Only deals while they are expected to close in this period">
          <Combobox<string>
            id={`${prefix}-closing`}
            width={24}
            options={[...closings, ...variables]}
            value={query.closing ?? 'all'}
            onChange={({ value }) =>
              change({ closing: value === 'all' ? undefined : (value as ShapedPipeline['closing']) })
            }
          />
        </Labelled>
        <Labelled label="By" tooltip="One waterfall for each value of this dimension">
          <Combobox
            id={`${prefix}-by`}
            width={30}
            isClearable
            placeholder="One waterfall"
            options={
              known
                ? dimensions
                : [...dimensions, { value: query.by ?? '', label: dimensionLabel(query.by ?? '', model) }]
            }
            value={query.by ?? null}
            onChange={(chosen) => change({ by: chosen?.value })}
          />
        </Labelled>
        <Labelled label="Pipeline">
          <Combobox
            id={`${prefix}-pipeline`}
            width={30}
            isClearable
            placeholder="All deals"
            options={[...pipelines, ...variables]}
            value={query.pipeline ?? null}
            onChange={(chosen) => change({ pipeline: chosen?.value })}
          />
        </Labelled>
      </InlineFieldRow>
      <InlineFieldRow>
        <Labelled label="Bars of">
          <RadioButtonGroup<'count' | 'amount'>
            id={`${prefix}-measure`}
            aria-label="Bars of"
            options={measures.map(({ value, label }) => ({ value, label }))}
            disabledOptions={amounts ? [] : ['amount']}
            value={query.measure ?? (amounts ? 'amount' : 'count')}
            onChange={(measure) => change({ measure })}
          />
        </Labelled>
        <Labelled label="For a bar chart" tooltip="Adds the columns of a stacked bar chart whose lowest part is hidden">
          <InlineSwitch
            id={`${prefix}-bars`}
            value={query.bars ?? false}
            onChange={(event) => change({ bars: event.currentTarget.checked || undefined })}
          />
        </Labelled>
        <Labelled label="Show evidence" tooltip="Adds what each bar means, and what the bars leave unexplained">
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
