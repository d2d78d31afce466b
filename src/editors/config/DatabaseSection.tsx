import React from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import { Alert, Field } from '@grafana/ui';
import type { SalesFunnelOptions } from '../../datasource/types';
import { dialectOfPlugin, dialects } from '../../dialects';
import { listed } from '../parts/text';
import { PageSection } from './PageSection';

const labels = listed(
  dialects.map(({ label }) => label),
  'or'
);

/** Whose connection, credentials and permissions are used. */
export function DatabaseSection({ options, onOptionsChange }: DataSourcePluginOptionsEditorProps<SalesFunnelOptions>) {
  const { sqlDatasource } = options.jsonData;
  const unknown = sqlDatasource?.type !== undefined && !dialectOfPlugin(sqlDatasource.type);
  return (
    <PageSection
      title="Database"
      description="Sales Funnel has no connection of its own: it sends its SQL through a data source that you have set up already."
    >
      <Field
        label="SQL data source"
        description={`${labels}. Viewers need permission to query it.`}
        disabled={options.readOnly}
        htmlFor="salesfunnel-sql-datasource"
      >
        <DataSourcePicker
          inputId="salesfunnel-sql-datasource"
          current={sqlDatasource?.uid ?? null}
          noDefault
          width={60}
          placeholder="Choose a SQL data source"
          filter={({ type }) => type !== options.type && dialectOfPlugin(type) !== undefined}
          onChange={({ uid, type }) =>
            onOptionsChange({ ...options, jsonData: { ...options.jsonData, sqlDatasource: { uid, type } } })
          }
        />
      </Field>
      {unknown && (
        <Alert severity="warning" title={`Sales Funnel does not speak to "${sqlDatasource.type}"`}>
          Choose {labels}.
        </Alert>
      )}
    </PageSection>
  );
}
