/**
 * One reading of an entity's table: its alias, the joins that row expressions turned out to need, and how each is
 * printed. Every join is many-to-one, so no row is counted twice.
 */
import type { Instant } from '../plan/Moment';
import type { MetricsPlan } from '../plan/Plan';
import type { Entity, EntityName, SalesModel } from '../model/types';
import type { Dialect } from '../sql/Dialect';
import type { Join, Sql } from '../sql/tree';
import type { AsOf } from './AsOf';
import { outcomeOf, type Outcome } from './entity';

export interface Scan {
  readonly alias: string;
  readonly entity: Entity;
  readonly model: SalesModel;
  readonly dialect: Dialect;
  readonly zone: string;
  readonly outcome: Outcome;
  readonly horizon: MetricsPlan['horizon'];
  /** When the rows are looked at. */
  readonly asOf: AsOf;
  /** The same, as an instant, for what happened "by then"; absent over a spine. */
  readonly at: Instant;
  /** Condition of every component of the source: a cohort's members that are old enough to tell. */
  readonly only?: Sql;
  /** Every row is open at the instant, whatever became of it since: its rate is that of the instant. */
  readonly areOpen?: true;
  /** The day whose rate holds for what is open, where it is not that of `asOf`. */
  readonly rateDay?: Sql;
  /** What every row of the source meets, by its own columns: of other rows, other tables need not be added up. */
  readonly among?: Sql;
  /** Whether a deal that was due in the period slipped; of that source only. */
  readonly slipped?: Sql;
  /** Rates are joined, where the database can (amount.ts). */
  readonly joinsRates?: true;
  /** Every row is wanted, in one group. */
  readonly isWhole?: true;
  /** Joins collected while expressions are built. */
  readonly joins: Map<string, Join>;
}

/** A short name for an entity's rows, as people write it by hand. */
const aliases: Partial<Record<EntityName, string>> = { deal: 'deal', lead: 'lead', customer: 'customer', revenue: 'revenue', owner: 'rep' };

export function makeScan(name: EntityName, plan: Pick<MetricsPlan<Instant>, 'model' | 'horizon' | 'joinsRates'>, dialect: Dialect, asOf: AsOf, at: Instant): Scan {
  const entity = plan.model.entities[name]!;
  const alias = aliases[name] ?? name;
  return {
    alias, entity, dialect, asOf, at, model: plan.model, horizon: plan.horizon, joinsRates: plan.joinsRates, zone: plan.model.calendar.timeZone,
    outcome: outcomeOf(entity, alias, plan.model), joins: new Map(),
  };
}

/** Adds a join once, under a name; the name is its alias. */
export function addJoin(scan: Scan, name: string, join: () => Join): void {
  if (!scan.joins.has(name)) {
    scan.joins.set(name, join());
  }
}
