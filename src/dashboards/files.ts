import { alertsYaml } from './alerts';
import { funnelConversion } from './funnelConversion';
import { pipelineHealth } from './pipelineHealth';
import { dataSourcesYaml } from './provisioning';
import { salesOverview } from './salesOverview';
import type { Dashboard } from './schema';
import { teamTargets } from './teamTargets';

/** In the order in which they are listed. */
export const dashboards: readonly Dashboard[] = [salesOverview, funnelConversion, pipelineHealth, teamTargets];

/** Every file that is made here: path from the top of the repository → text. */
export const files = (demoModel: unknown): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(dashboards.map((one) => [`dashboards/${one.uid}.json`, `${JSON.stringify(one, null, 2)}\n`])),
  'provisioning/datasources/sales-funnel.yaml': dataSourcesYaml(demoModel),
  'provisioning/alerting/sales-funnel.yaml': alertsYaml(demoModel, dashboards),
});
