/** What a click on a value does, as in Grafana: it adds to the dashboard's ad hoc filters of the panel's data source. */
import { sceneGraph, sceneUtils, type AdHocFiltersVariable, type VizPanel } from '@grafana/scenes';
import type { AdHocFilterItem, PanelContext } from '@grafana/ui';
import type { PanelModel } from './model';

export function extendPanelContext(panel: VizPanel, context: PanelContext, { datasource }: PanelModel): void {
  context.onAddAdHocFilter = (added: AdHocFilterItem) => {
    const uid = panel.interpolate(datasource?.uid ?? '');
    const variable = sceneGraph
      .getVariables(panel)
      .state.variables.filter(sceneUtils.isAdHocVariable)
      .find(({ state }) => panel.interpolate(state.datasource?.uid ?? '') === uid);
    if (variable) {
      add(variable, added);
    }
  };
}

/** The same key and value with another operator are replaced. */
function add(variable: AdHocFiltersVariable, added: AdHocFilterItem): void {
  const { filters } = variable.state;
  const at = filters.findIndex(({ key, value }) => key === added.key && value === added.value);
  variable.updateFilters(at < 0 ? [...filters, added] : filters.map((one, index) => (index === at ? added : one)));
}
