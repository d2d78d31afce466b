import { DataSourcePlugin, type DataSourceInstanceSettings } from '@grafana/data';
import { SalesFunnelDataSource } from './datasource/SalesFunnelDataSource';
import type { SalesFunnelOptions, ShapedQuery } from './datasource/types';
import { LazyConfigEditor, LazyQueryEditor, LazyVariableQueryEditor } from './editors/lazy';
import { describeQuery } from './editors/query/describe';

/** The data source with its editors. */
class EditableDataSource extends SalesFunnelDataSource {
  constructor(settings: DataSourceInstanceSettings<SalesFunnelOptions>) {
    super(settings, { variableEditor: LazyVariableQueryEditor, describe: describeQuery });
  }
}

export const plugin = new DataSourcePlugin<SalesFunnelDataSource, ShapedQuery, SalesFunnelOptions>(EditableDataSource)
  .setConfigEditor(LazyConfigEditor)
  .setQueryEditor(LazyQueryEditor);
