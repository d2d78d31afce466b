/**
 * Plans that are asked together → the statements of each. Metrics share readings (readings.ts), funnels over the same items
 * share a statement with all the columns that any of them wants, and what shares nothing keeps its own statements.
 */
import { entitiesOf } from '../metrics/needs';
import type { Dimension } from '../model/types';
import type { FunnelPlan, MetricsPlan, Plan } from '../plan/Plan';
import { mergeFunnels, funnelKey } from '../plan/mergeFunnels';
import type { Dialect } from '../sql/Dialect';
import type { Select } from '../sql/tree';
import { isLabelled } from './dimension';
import { gather, groupBy } from './gather';
import { compile, type Statement } from './index';
import { compileReading, markOf, wishesOf, type Wish } from './readings';

/** Where the rows of one source and window are. */
export interface Part {
  readonly id: Statement['id'];
  /** Position among the plan's sources. */
  readonly at: number;
  readonly role: string;
  /** Which of the rows are the plan's; absent: all. */
  readonly mark?: ReturnType<typeof markOf>;
}

/** What is asked for one plan. Statements of the same text are sent once. */
export interface Share {
  readonly statements: readonly Statement[];
  /** Of which `main` is put together (result/ownRows.ts); absent: it is a statement. */
  readonly parts?: readonly Part[];
}

/** In the order of the plans. The same plans in the same order give the same bytes. */
export function together(plans: readonly Plan[], dialect: Dialect): readonly Share[] {
  const readings = sharedReadings(plans.filter((plan) => plan.kind === 'metrics'), dialect);
  const funnels = mergedFunnels(plans.filter((plan) => plan.kind === 'funnel'), dialect);
  return plans.map((plan) => readings.get(plan) ?? funnels.get(plan) ?? { statements: compile(plan, dialect) });
}

function mergedFunnels(plans: readonly FunnelPlan[], dialect: Dialect): ReadonlyMap<Plan, Share> {
  return new Map([...groupBy(plans, funnelKey).values()].flatMap((same) => {
    const statements = compile(mergeFunnels(same), dialect);
    return same.map((plan): [Plan, Share] => [plan, { statements }]);
  }));
}

interface Placed {
  readonly wish: Wish;
  /** All that the statement answers. */
  readonly wishes: readonly Wish[];
  readonly select: Select;
}

/** Of plans of which a reading answers another one, too; the others are missing. */
function sharedReadings(plans: readonly MetricsPlan[], dialect: Dialect): ReadonlyMap<Plan, Share> {
  const wishes = groupBy(plans.filter(canSplit).flatMap((plan) => wishesOf(plan, dialect)), ({ key }) => key);
  const readings = [...wishes.values()].flatMap((same) => gather(same, dialect));
  const sharing = new Set(readings.flatMap((same) => (same.length > 1 ? same.map(({ plan }) => plan) : [])));
  const parts = new Map<MetricsPlan, Placed[]>();
  for (const same of readings.filter(([first]) => sharing.has(first!.plan))) {
    const select = compileReading(same, dialect);
    same.forEach((wish) => parts.set(wish.plan, [...(parts.get(wish.plan) ?? []), { wish, wishes: same, select }]));
  }
  return new Map([...parts].map(([plan, own]) => [plan, shareOf(plan, own, dialect)]));
}

function shareOf(plan: MetricsPlan, own: readonly Placed[], dialect: Dialect): Share {
  const id = (place: number): Statement['id'] => `reading ${place + 1}`;
  return {
    statements: [
      ...own.map(({ select }, place) => ({ id: id(place), select })),
      ...compile(plan, dialect).filter((statement) => statement.id !== 'main'),
    ],
    parts: own.map(({ wish, wishes }, place) => ({ id: id(place), at: wish.at, role: wish.window.role, mark: markOf(wish, wishes) })),
  };
}

/** Where entities take the label of a group from different tables, the database chooses between two of them. */
function canSplit({ dimensions, sources, model }: MetricsPlan): boolean {
  const entities = [...new Set(sources.flatMap(({ spec }) => entitiesOf(spec)))];
  return dimensions.filter(isLabelled).every(({ id }) => new Set(entities.map((entity) => labelTable(model.entities[entity]?.dimensions[id]))).size === 1);
}

const labelTable = (dimension: Dimension | undefined): string => (dimension?.kind === 'join' ? JSON.stringify([dimension.table, dimension.key, dimension.labelColumn]) : '');
