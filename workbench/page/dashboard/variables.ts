/** Variables of a dashboard → variables of a scene. */
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DashboardModel, VariableModel } from './model';

export function toVariables({ templating }: DashboardModel): SceneVariableSet {
  return new SceneVariableSet({ variables: (templating?.list ?? []).map(toVariable) });
}

function toVariable(model: VariableModel): SceneVariable {
  const shared = { name: model.name, label: model.label, description: model.description, hide: model.hide };
  const chosen = { value: model.current?.value ?? '', text: model.current?.text ?? '' };
  const several = {
    ...chosen,
    isMulti: model.multi,
    includeAll: model.includeAll,
    allValue: model.allValue ?? undefined,
    allowCustomValue: model.allowCustomValue,
  };
  const query = typeof model.query === 'string' ? model.query : '';
  switch (model.type) {
    case 'datasource':
      return new DataSourceVariable({ ...shared, ...several, pluginId: query, regex: model.regex ?? '' });
    case 'query':
      return new QueryVariable({
        ...shared,
        ...several,
        datasource: model.datasource ?? null,
        query: model.query ?? '',
        regex: model.regex ?? '',
        refresh: model.refresh,
        sort: model.sort,
      });
    case 'custom':
      return new CustomVariable({ ...shared, ...several, query });
    case 'interval':
      return new IntervalVariable({ ...shared, intervals: query.split(','), value: String(chosen.value) });
    case 'textbox':
      return new TextBoxVariable({ ...shared, value: String(model.current?.value ?? query) });
    case 'constant':
      return new ConstantVariable({ ...shared, value: query });
    case 'adhoc':
      return new AdHocFiltersVariable({
        ...shared,
        datasource: model.datasource ?? null,
        filters: [...(model.filters ?? [])],
        baseFilters: [...(model.baseFilters ?? [])],
        applyMode: 'auto',
        layout: 'combobox',
        useQueriesAsFilterForOptions: true,
        supportsMultiValueOperators: Boolean(
          getDataSourceSrv().getInstanceSettings(model.datasource)?.meta.multiValueFilterOperators
        ),
        allowCustomValue: model.allowCustomValue ?? true,
      });
    default:
      throw new Error(`the workbench has no "${model.type}" variables (${model.name})`);
  }
}
