/** The pack of alert rules for the demo company, as Grafana provisions it. */
import { postgres } from '../dialects/postgres';
import { parseModelOrThrow } from '../model';
import type { PanelReference } from '../native/alerts/AlertDefinition';
import type { Panel } from '../native/alerts/link';
import { pack } from '../native/alerts/pack';
import { packFolder } from '../native/alerts/pack/rulesFor';
import { toRule } from '../native/alerts/toRule';
import { toYaml } from '../native/alerts/toYaml';
import { sql } from './provisioning';
import type { Dashboard } from './schema';

/** @param input a sales model as it is written */
export function alertsYaml(input: unknown, dashboards: readonly Dashboard[]): string {
  const model = parseModelOrThrow(input);
  const groups = pack.map(({ name, interval, alerts }) => ({
    name,
    folder: packFolder,
    interval,
    rules: alerts.map(({ definition }) =>
      toRule(definition(model), model, postgres, { source: sql, panelOf: (reference) => panelOf(reference, dashboards) })
    ),
  }));
  return toYaml(groups, head);
}

/** Ids are looked up whenever the file is made, so that a panel that goes or is renamed is noticed. */
export function panelOf({ dashboard: uid, title }: PanelReference, dashboards: readonly Dashboard[]): Panel {
  const dashboard = dashboards.find((one) => one.uid === uid);
  const panels = dashboard?.panels.filter((one) => one.title === title) ?? [];
  const [panel] = panels;
  if (!dashboard || !panel || panels.length > 1) {
    throw new Error(
      dashboard
        ? `an alert rule leads to the panel "${title}" of ${uid}, which has ${panels.length} of that title: it has ${dashboard.panels.map((one) => `"${one.title}"`).join(', ')}`
        : `an alert rule leads to the dashboard ${uid}: there are ${dashboards.map((one) => one.uid).join(', ')}`
    );
  }
  const { list } = dashboard.templating;
  const adHoc = list.find(({ type }) => type === 'adhoc')?.name;
  return {
    dashboardUid: uid,
    panelId: panel.id,
    variables: list.map(({ name }) => name),
    ...(adHoc !== undefined && { adHoc }),
  };
}

const head = `# Written by "npm run generate" from src/native/alerts/pack: edit the definitions there and run it again.
#
# Alert rules for the demo company: docs/alerts.md says what each of them means and how to make it yours. They are
# active; to pause one, give it "isPaused: true" here. They need the SQL data source "sales-sql" and no plugin, go to
# whatever receives alerts by default, and stand in the folder of the dashboards.
`;
