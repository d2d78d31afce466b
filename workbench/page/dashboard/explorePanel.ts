/** Takes a panel's first query to the Explore page, with nothing of the dashboard left in it. */
import type { AdHocVariableFilter, ScopedVars } from '@grafana/data';
import { getDataSourceSrv, locationService } from '@grafana/runtime';
import { SafeSerializableSceneObject, sceneGraph, sceneUtils, type VizPanel } from '@grafana/scenes';
import { themeSearch } from '../Header';
import type { PanelModel } from './model';

export async function explorePanel(panel: VizPanel, { targets = [], datasource }: PanelModel): Promise<void> {
  const [target] = targets;
  if (!target) {
    return;
  }
  const scopedVars: ScopedVars = { __sceneObject: new SafeSerializableSceneObject(panel) };
  const source = await getDataSourceSrv().get(target.datasource ?? datasource, scopedVars);
  const filters = filtersOf(panel, source.uid);
  const [query = target] = source.interpolateVariablesInQueries?.([target], scopedVars, filters) ?? [];
  const { from, to } = sceneGraph.getTimeRange(panel).state;
  locationService.push({ pathname: '/explore', search: themeSearch(), state: { query, range: { from, to } } });
}

/** The dashboard's ad hoc filters on one data source. */
function filtersOf(panel: VizPanel, uid: string): AdHocVariableFilter[] {
  return sceneGraph
    .getVariables(panel)
    .state.variables.filter(sceneUtils.isAdHocVariable)
    .filter(({ state }) => panel.interpolate(state.datasource?.uid ?? '') === uid)
    .flatMap(({ state }) => [...(state.baseFilters ?? []), ...state.filters]);
}
