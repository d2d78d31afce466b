import React, { useCallback, useMemo, useRef } from 'react';
import type { PanelData, TimeRange } from '@grafana/data';
import { RadioButtonGroup, Text } from '@grafana/ui';
import { toRange } from '../../datasource/range';
import type { SalesFunnelDataSource } from '../../datasource/SalesFunnelDataSource';
import type { ShapedQuery } from '../../datasource/types';
import { AlertButton } from '../alert/AlertButton';
import { variableChoices } from '../parts/variables';
import { choicesFor } from './choices';
import { describeQuery } from './describe';
import { FilterRows } from './FilterRows';
import type { FormProps } from './form';
import { FunnelForm } from './FunnelForm';
import { Labelled } from './Labelled';
import { MetricsForm } from './MetricsForm';
import { PipelineForm } from './PipelineForm';
import { previewOf } from './preview';
import { RecordsForm } from './RecordsForm';
import { SqlPreview } from './SqlPreview';
import { switchType, type Drafts } from './switchType';
import { queryTypes } from './words';

interface Props {
  query: ShapedQuery;
  datasource: SalesFunnelDataSource;
  range: TimeRange;
  /** Of the panel or Explore, with the request that it answers. */
  data?: PanelData;
  onCommit: (query: ShapedQuery) => void;
}

export function QueryForm({ query, datasource, range, data, onCommit }: Props) {
  const drafts = useRef<Drafts>({});
  const { model } = datasource;
  const choices = useMemo(() => choicesFor(model, query), [model, query]);
  const preview = useMemo(
    () => previewOf((asked, within) => datasource.previewSql(asked, within), query, toRange(range, undefined)),
    [datasource, query, range]
  );
  const readValues = useCallback(
    (dimension: string, search?: string) => datasource.dimensionValues(dimension, search),
    [datasource]
  );
  const prefix = `salesfunnel-${query.refId}`;
  const form: Omit<FormProps<ShapedQuery>, 'query'> = {
    onCommit,
    choices,
    model,
    variables: variableChoices(),
    readValues,
    prefix,
  };
  return (
    <>
      <Labelled label="Query">
        <RadioButtonGroup
          id={`${prefix}-type`}
          aria-label="Query type"
          options={[...queryTypes]}
          value={query.type}
          onChange={(type) => {
            drafts.current = { ...drafts.current, [query.type]: query };
            onCommit(switchType(query, type, drafts.current));
          }}
        />
      </Labelled>
      {query.type === 'metrics' && <MetricsForm {...form} query={query} />}
      {query.type === 'funnel' && <FunnelForm {...form} query={query} />}
      {query.type === 'pipeline' && <PipelineForm {...form} query={query} />}
      {query.type === 'records' && <RecordsForm {...form} query={query} />}
      <FilterRows {...form} query={query} />
      <Text element="p" variant="bodySmall" color="secondary">
        {`${describeQuery(query, model)}.`}
      </Text>
      {datasource.problems.length === 0 && <SqlPreview preview={preview} />}
      {datasource.problems.length === 0 && preview !== undefined && 'sql' in preview && (
        <AlertButton query={query} datasource={datasource} range={range} data={data} />
      )}
    </>
  );
}
