import type { DataQueryRequest } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import type { Panel } from '../../native/alerts/link';

/** The saved panel in which the editor stands; undefined in Explore and on dashboards that were never saved. */
export function panelOf(request: Pick<DataQueryRequest, 'dashboardUID' | 'panelId'> | undefined): Panel | undefined {
  if (!request?.dashboardUID || !request.panelId) {
    return undefined;
  }
  const variables = getTemplateSrv()?.getVariables() ?? [];
  const adHoc = variables.find(({ type }) => type === 'adhoc')?.name;
  return {
    dashboardUid: request.dashboardUID,
    panelId: request.panelId,
    variables: variables.map(({ name }) => name),
    ...(adHoc !== undefined && { adHoc }),
  };
}
