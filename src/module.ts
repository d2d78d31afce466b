import { DataSourcePlugin, type DataSourceInstanceSettings } from '@grafana/data';
import { SalesFunnelDataSource } from './datasource/SalesFunnelDataSource';
import type { SalesFunnelOptions, ShapedQuery } from './datasource/types';
import { ConfigEditor } from './editors/ConfigEditor';
import { describeQuery } from './editors/query/describe';
import { QueryEditor } from './editors/QueryEditor';
import { VariableQueryEditor } from './editors/VariableQueryEditor';

/** The data source with its editors. */
class EditableDataSource extends SalesFunnelDataSource {
  constructor(settings: DataSourceInstanceSettings<SalesFunnelOptions>) {
    super(settings, { variableEditor: VariableQueryEditor, describe: describeQuery });
  }
}

export const plugin = new DataSourcePlugin<SalesFunnelDataSource, ShapedQuery, SalesFunnelOptions>(EditableDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
