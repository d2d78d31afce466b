import type { DataQueryRequest } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { Panel } from '../../native/alerts/link';

/** With the choices that stand in its settings: a grain, a period. */
export interface EditedPanel extends Panel {
  readonly chosen: Readonly<Record<string, string>>;
}

/** The saved panel in which the editor stands; undefined in Explore and on dashboards that were never saved. */
export function panelOf(request: Pick<DataQueryRequest, 'dashboardUID' | 'panelId'> | undefined): EditedPanel | undefined {
  if (!request?.dashboardUID || !request.panelId) {
    return undefined;
  }
  const variables = getTemplateSrv()?.getVariables() ?? [];
  const adHoc = variables.find(({ type }) => type === 'adhoc')?.name;
  return {
    dashboardUid: request.dashboardUID,
    panelId: request.panelId,
    variables: variables.filter(({ type }) => ['query', 'custom', 'textbox'].includes(type)).map(({ name }) => name),
    chosen: Object.fromEntries(variables.flatMap((variable) => choiceOf(variable))),
    ...(adHoc !== undefined && { adHoc }),
  };
}

/** One value of a choice among texts. Values of dimensions are the rule's own matter. */
function choiceOf(variable: { readonly type: string; readonly name: string }): ReadonlyArray<readonly [string, string]> {
  const { current } = variable as { current?: { value?: unknown } };
  return (variable.type === 'custom' || variable.type === 'textbox') && typeof current?.value === 'string' ? [[variable.name, current.value]] : [];
}
