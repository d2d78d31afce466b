/** What the overview dashboard asks of the database, panel by panel and pooled as the data source pools it. */
import { readFileSync } from 'node:fs';
import { compile } from '../src/compile';
import { postgres } from '../src/dialects/postgres';
import { parseModelOrThrow } from '../src/model/parse';
import { mergeKey, mergePlans } from '../src/plan/merge';
import { migrateQuery } from '../src/plan/migrateQuery';
import type { Plan } from '../src/plan/Plan';
import { planQuery } from '../src/plan/planQuery';
import type { Filter, SalesQuery } from '../src/plan/query';
import { print } from '../src/sql/print';

interface Target {
  readonly hide?: boolean;
  readonly filters?: readonly Filter[];
  readonly grain?: string;
}

/** Variables stand at "All", which is no filter, and trends go by month. */
function withoutVariables(target: Target): SalesQuery {
  const filters = (target.filters ?? []).filter(({ values }) => !values.some((value) => value.startsWith('$')));
  return migrateQuery({ ...target, filters, grain: target.grain?.startsWith('$') ? 'month' : target.grain });
}

export function overviewStatements(root: string, now: Date): { alone: string[]; pooled: string[] } {
  const model = parseModelOrThrow(JSON.parse(readFileSync(`${root}/examples/demo/model.json`, 'utf8')));
  const dashboard = JSON.parse(readFileSync(`${root}/dashboards/sales-overview.json`, 'utf8')) as { panels: Array<{ targets?: Target[] }> };
  const range = { from: new Date(now.getTime() - 365 * 86_400_000), to: now, now };
  const plans: Plan[] = dashboard.panels
    .flatMap((panel) => panel.targets ?? [])
    .filter((target) => !target.hide)
    .map((target) => planQuery(withoutVariables(target), model, range));
  const statements = (of: readonly Plan[]): string[] => of.flatMap((plan) => compile(plan, postgres).map(({ select }) => print(select, postgres)));
  const groups = new Map<string, Plan[]>();
  plans.forEach((plan, at) => {
    const key = mergeKey(plan) ?? `alone ${at}`;
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  });
  return { alone: statements(plans), pooled: [...new Set(statements([...groups.values()].map((group) => mergePlans(group))))] };
}
