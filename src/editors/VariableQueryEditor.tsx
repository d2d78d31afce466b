import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import type { SalesFunnelDataSource } from '../datasource/SalesFunnelDataSource';
import type { SalesFunnelOptions, ShapedQuery, VariableQuery } from '../datasource/types';
import { allDimensions } from '../metrics/dimensions';
import { Labelled } from './query/Labelled';
import { ModelProblems } from './query/ModelProblems';

type Props = QueryEditorProps<SalesFunnelDataSource, ShapedQuery, SalesFunnelOptions, VariableQuery>;

const kinds: Array<{ value: VariableQuery['kind']; label: string; description: string }> = [
  { value: 'dimension', label: 'Values of a dimension', description: 'Read from the database, most frequent first' },
  { value: 'metrics', label: 'Metrics', description: 'Every metric that the model has the columns for' },
  { value: 'stages', label: 'Stages', description: 'The stages of one pipeline or of all, in order' },
];

/** What a dashboard variable lists. */
export function VariableQueryEditor({ query, onChange, onRunQuery, datasource }: Props) {
  const { model, problems } = datasource;
  const commit = (next: VariableQuery) => {
    onChange(next);
    onRunQuery();
  };
  // Grafana begins with a query that has a refId only.
  const kind = (query as Partial<VariableQuery>).kind ?? 'dimension';
  const change = (part: Partial<VariableQuery>) => commit({ ...query, kind, ...part });
  const dimensions = model ? allDimensions(model).map(({ id, label }) => ({ value: id, label })) : [];
  const pipelines = (model?.pipelines ?? []).map(({ id, label }) => ({ value: id, label }));
  return (
    <div data-testid="salesfunnel-variable-editor">
      <ModelProblems problems={problems} dataSource={datasource.name} />
      <InlineFieldRow>
        <Labelled label="List">
          <RadioButtonGroup
            id="salesfunnel-variable-kind"
            aria-label="List"
            options={kinds}
            value={kind}
            onChange={(next) => change({ kind: next })}
          />
        </Labelled>
        {kind === 'dimension' && (
          <Labelled label="Dimension">
            <Combobox
              id="salesfunnel-variable-dimension"
              width={30}
              placeholder="Choose a dimension"
              options={dimensions}
              value={query.dimension ?? null}
              onChange={({ value }) => change({ dimension: value })}
            />
          </Labelled>
        )}
        {kind === 'stages' && (
          <Labelled label="Pipeline">
            <Combobox
              id="salesfunnel-variable-pipeline"
              width={30}
              isClearable
              placeholder="All pipelines"
              options={pipelines}
              value={query.pipeline ?? null}
              onChange={(chosen) => change({ pipeline: chosen?.value })}
            />
          </Labelled>
        )}
      </InlineFieldRow>
    </div>
  );
}
