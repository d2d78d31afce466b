/** What a shipped dashboard asks of the database, panel by panel and pooled as the data source pools it. */
import { readFileSync, readdirSync } from 'node:fs';
import { compile, type Statement } from '../src/compile';
import { together } from '../src/compile/together';
import { postgres } from '../src/dialects/postgres';
import { parseModelOrThrow } from '../src/model/parse';
import type { Dashboard, Json, Panel } from '../src/native/dashboard/Dashboard';
import { freezeVariables } from '../src/native/dashboard/frozenVariables';
import { interpolateQuery } from '../src/plan/interpolateQuery';
import { migrateQuery } from '../src/plan/migrateQuery';
import { withOffered } from '../src/plan/offeredFilters';
import type { Plan } from '../src/plan/Plan';
import { planQuery } from '../src/plan/planQuery';
import type { Range } from '../src/plan/query';
import { print } from '../src/sql/print';

const day = 86_400_000;
/** The time ranges that the dashboards open with, roughly: what is compared is the two ways, not the ranges. */
const days: Readonly<Record<string, number>> = { 'sales-overview': 355, 'sales-funnel-conversion': 182, 'sales-pipeline-health': 28, 'sales-team-targets': 90 };

function rangeOf(panel: Panel, length: number, now: Date): Range {
  const own = /^(\d+)d$/.exec(panel.timeFrom ?? '')?.[1];
  return { from: new Date(now.getTime() - Number(own ?? length) * day), to: now, now };
}

export interface Opened {
  readonly uid: string;
  readonly panels: number;
  /** One a target, in the order of the panels. */
  readonly plans: readonly Plan[];
}

/** Variables stand where the dashboards were saved. `times` stretches the ranges that they open with. */
export function openedDashboards(root: string, now: Date, times = 1): readonly Opened[] {
  const model = parseModelOrThrow(JSON.parse(readFileSync(`${root}/examples/demo/model.json`, 'utf8')));
  return readdirSync(`${root}/dashboards`).sort().map((file) => {
    const dashboard = JSON.parse(readFileSync(`${root}/dashboards/${file}`, 'utf8')) as Dashboard;
    const { expand } = freezeVariables(dashboard, {});
    const planOf = (target: Json, range: Range): Plan => {
      const filled = interpolateQuery(migrateQuery(target), expand);
      return planQuery(withOffered(filled, [], (tried) => planQuery(tried, model, range)).query, model, range);
    };
    const panels = (dashboard.panels ?? []).filter(({ targets }) => targets?.length);
    const length = times * (days[dashboard.uid ?? ''] ?? 90);
    const plans = panels.flatMap((panel) => panel.targets!.filter(({ hide }) => !hide).map((target) => planOf(target, rangeOf(panel, length, now))));
    return { uid: dashboard.uid ?? file, panels: panels.length, plans };
  });
}

export interface Asked {
  readonly uid: string;
  readonly panels: number;
  readonly alone: readonly string[];
  readonly pooled: readonly string[];
}

const printed = (statements: readonly Statement[]): string[] => statements.map(({ select }) => print(select, postgres));

export const dashboardStatements = (root: string, now: Date): readonly Asked[] =>
  openedDashboards(root, now).map(({ uid, panels, plans }) => ({
    uid,
    panels,
    alone: plans.flatMap((plan) => printed(compile(plan, postgres))),
    pooled: [...new Set(together(plans, postgres).flatMap(({ statements }) => printed(statements)))],
  }));
