/** Grafana's template service on the interpolation of scenes: the variables are those of the dashboard on screen. */
import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { isSceneObject, sceneGraph, sceneUtils, type SceneObject } from '@grafana/scenes';

const pattern = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\${(\w+)(?:\.([^:^}]+))?(?::([^}]+))?}/;

function contextOf(scopedVars?: ScopedVars): SceneObject | undefined {
  const carried: unknown = scopedVars?.__sceneObject?.value?.valueOf();
  const context: unknown = carried ?? Reflect.get(window, '__grafanaSceneContext');
  return context && isSceneObject(context) ? context : undefined;
}

/** What an editor that offers variables reads of them. */
function listVariables(): TypedVariableModel[] {
  const context = contextOf();
  const variables = context ? sceneGraph.getVariables(context).state.variables : [];
  return variables.map(
    (variable) =>
      ({
        ...variable.state,
        id: variable.state.name,
        current: { value: variable.getValue() },
      }) as unknown as TypedVariableModel
  );
}

const service: TemplateSrv & { getAdhocFilters(name: string): unknown[] } = {
  getVariables: listVariables,
  replace(target, scopedVars, format) {
    const context = contextOf(scopedVars);
    if (!target || !context) {
      return target ?? '';
    }
    type Format = Parameters<typeof sceneGraph.interpolate>[3];
    return sceneGraph.interpolate(context, target, scopedVars, format as Format);
  },
  containsTemplate: (target) => pattern.test(target ?? ''),
  updateTimeRange: () => undefined,
  getAdhocFilters(name) {
    const context = contextOf();
    const found = context?.state.$variables?.getByName(name);
    return found && sceneUtils.isAdHocVariable(found) ? found.state.filters : [];
  },
};

export function installTemplates(): void {
  setTemplateSrv(service);
}
