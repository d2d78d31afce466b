/**
 * Plans that are asked together → the statements of each. Metrics share readings (readings.ts), funnels over the same items
 * share a statement with all the columns that any of them wants, and what shares nothing keeps its own statements.
 */
import type { FunnelPlan, MetricsPlan, Plan } from '../plan/Plan';
import { entitiesOf } from '../metrics/needs';
import { mergeFunnels, funnelKey } from '../plan/mergeFunnels';
import type { Dialect } from '../sql/Dialect';
import { compile, type Statement } from './index';
import { isLabelled } from './dimension';
import { gather, groupBy } from './gather';
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
  const funnels = groupBy(plans.filter((plan) => plan.kind === 'funnel'), funnelKey);
  const readings = sharedReadings(plans.filter((plan) => plan.kind === 'metrics'), dialect);
  return plans.map((plan): Share => {
    switch (plan.kind) {
      case 'funnel':
        return { statements: compile(mergeFunnels(funnels.get(funnelKey(plan)) as readonly FunnelPlan[]), dialect) };
      case 'metrics':
        return readings.get(plan) ?? { statements: compile(plan, dialect) };
      default:
        return { statements: compile(plan, dialect) };
    }
  });
}

type Placed = { readonly wish: Wish; readonly wishes: readonly Wish[] };

/** Of plans of which a reading answers another one, too; the others are missing. */
function sharedReadings(plans: readonly MetricsPlan[], dialect: Dialect): ReadonlyMap<Plan, Share> {
  const wishes = groupBy(plans.filter(canSplit).flatMap((plan) => wishesOf(plan, dialect)), ({ key }) => key);
  const readings = [...wishes.values()].flatMap((same) => gather(same, dialect));
  const sharing = new Set(readings.flatMap((same) => (same.length > 1 ? same.map(({ plan }) => plan) : [])));
  const parts = new Map<MetricsPlan, Placed[]>();
  for (const same of readings) {
    same.filter(({ plan }) => sharing.has(plan)).forEach((wish) => parts.set(wish.plan, [...(parts.get(wish.plan) ?? []), { wish, wishes: same }]));
  }
  return new Map([...parts].map(([plan, own]) => [plan, shareOf(plan, own, dialect)]));
}

function shareOf(plan: MetricsPlan, own: readonly Placed[], dialect: Dialect): Share {
  const id = (place: number): Statement['id'] => `reading ${place + 1}`;
  return {
    statements: [
      ...own.map(({ wishes }, place) => ({ id: id(place), select: compileReading(wishes, dialect) })),
      ...compile(plan, dialect).filter((statement) => statement.id !== 'main'),
    ],
    parts: own.map(({ wish, wishes }, place) => ({ id: id(place), at: wish.at, role: wish.window.role, mark: markOf(wish, wishes) })),
  };
}

/** Labels of one group that come from several entities are compared by the database. */
const canSplit = ({ dimensions, sources }: MetricsPlan): boolean =>
  !dimensions.some(isLabelled) || new Set(sources.flatMap(({ spec }) => entitiesOf(spec))).size < 2;
