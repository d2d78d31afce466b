/**
 * The rows behind a number as one statement: the reading that the number itself is made from (sources/), with columns
 * in place of sums. Each row carries how many there are in all, so that a cut list can say so.
 */
import type { MetricsPlan, PlannedSource, RecordsPlan } from '../plan/Plan';
import { cast, column, countRows, isNull } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import type { Column, Order, Select } from '../sql/tree';
import { constantAsOf } from './AsOf';
import { distinctJoins } from './dimension';
import type { Group } from './Group';
import { recordColumnSql, unconverted } from './recordColumn';
import { rowSql } from './rows';
import { makeScan, type Scan } from './Scan';
import { compileEvents } from './sources/events';
import { amongOpen, compileOpen } from './sources/open';
import { compileWhole } from './sources/whole';

/** How many rows there are in all; whether the row's amount could not be converted; columns of the link. */
export const totalAlias = 'matching_rows';
export const unconvertedAlias = 'unconverted';
export const linkAlias = (at: number): string => `link_${at + 1}`;

export function compileRecords(plan: RecordsPlan, dialect: Dialect): Select {
  const { select } = readingOf(plan.inner, plan.inner.sources[0]!, dialect);
  const scan = scanOf(plan, dialect);
  const columns = plan.columns.map((one) => recordColumnSql(one, plan, scan));
  const order = recordColumnSql(plan.order.column, plan, scan);
  const where = plan.where ? [rowSql(plan.where, scan)] : [];
  const id = column(scan.entity.columns['id']!, scan.alias);
  const orderBy: Order[] = [
    ...(order.isNullable ? [{ of: isNull(order.order) }] : []),
    { of: order.order, descending: plan.order.descending },
    ...(plan.order.column.id === 'id' ? [] : [{ of: id }]),
  ];
  const beside: Column[] = [
    ...(hasAmounts(plan) ? [{ as: unconvertedAlias, of: unconverted(plan, scan) }] : []),
    ...(plan.link?.columns ?? []).map((name, at) => ({ as: linkAlias(at), of: cast(column(name, scan.alias), 'text') })),
    { as: totalAlias, of: { kind: 'over' as const, of: countRows(), partition: [], order: [] } },
  ];
  return {
    ...select,
    columns: [...columns.flatMap((one) => one.select), ...beside],
    joins: distinctJoins([...(select.joins ?? []), ...scan.joins.values()]),
    where: [...(select.where ?? []), ...where],
    orderBy,
    limit: plan.limit,
  };
}

/** Whether amounts of several currencies are shown. */
export const hasAmounts = (plan: RecordsPlan): boolean =>
  plan.model.entities[plan.entity]!.columns['currency'] !== undefined && plan.columns.some(({ kind }) => kind === 'amount');

function readingOf(inner: MetricsPlan, source: PlannedSource, dialect: Dialect): Group {
  const [group] =
    source.spec.kind === 'open' ? compileOpen(inner, source, dialect) : source.spec.kind === 'all' ? compileWhole(inner, source, dialect) : compileEvents(inner, source, dialect);
  return group!;
}

function scanOf(plan: RecordsPlan, dialect: Dialect): Scan {
  const { model, range } = plan;
  const at = plan.isAsOf && range.to < range.now ? range.to : range.now;
  const zone = model.calendar.timeZone;
  // Shown as they are now, and worth what they are worth in the number that they stand behind.
  const rateDay = range.to < range.now ? { rateDay: constantAsOf(range.to, false, dialect, zone).day } : {};
  const scan: Scan = { ...makeScan(plan.entity, plan.inner, dialect, constantAsOf(at, at >= range.now, dialect, zone), at), ...rateDay };
  return plan.inner.sources[0]!.spec.kind === 'open' ? amongOpen(scan) : scan;
}
