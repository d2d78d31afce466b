import { dataSourcesYaml } from './provisioning';
import { salesOverview } from './salesOverview';

/** Every file that is made here: path from the top of the repository → text. */
export const files = (demoModel: unknown): Readonly<Record<string, string>> => ({
  'dashboards/sales-overview.json': `${JSON.stringify(salesOverview, null, 2)}\n`,
  'provisioning/datasources/sales-funnel.yaml': dataSourcesYaml(demoModel),
});
