/** How many rows of another table an item has before an instant, or in the days before it; at most one joined row an item. */
import { and, binary, call, cast, column, countRows, isNull, literal, not, or } from '../sql/build';
import type { Select, Source, Sql } from '../sql/tree';
import { sameId } from './entity';
import { addJoin, type Scan } from './Scan';
import { asInstant, type TimeValue } from './time';

export interface Counted {
  /** Constant text. */
  readonly comment: string;
  readonly item: Sql;
  readonly at: TimeValue;
  readonly from: Source;
  readonly where: readonly Sql[];
}

/** Whether all rows are looked at at one instant, and not at those of a spine. */
export const isOneInstant = ({ asOf }: Scan): boolean => asOf.instant.kind !== 'column';

/** 0 for an item without such rows. `days`: only those younger than that at the instant. */
export function countBefore(scan: Scan, as: string, rows: Counted, days?: number): Sql {
  if (!isOneInstant(scan)) {
    const all = countUpTo(scan, as, rows, scan.asOf.isAfter);
    return days === undefined ? all : binary(all, '-', countUpTo(scan, `${as}_before`, rows, (at) => isOld(scan, at, days)));
  }
  const counts: Select = {
    kind: 'select',
    comment: rows.comment,
    columns: [{ as: 'item', of: rows.item }, { as: 'count', of: countRows() }],
    from: rows.from,
    where: [...rows.where, scan.asOf.isAfter(rows.at), ...(days === undefined ? [] : [not(isOld(scan, rows.at, days))])],
    groupBy: [rows.item],
  };
  addJoin(scan, as, () => ({ how: 'left', to: { kind: 'nested', of: counts, as }, on: isItem(scan, as) }));
  return call('COALESCE', column('count', as), literal(0));
}

/** Over a spine of instants, the count that each row brings holds from it up to the next. */
function countUpTo(scan: Scan, as: string, rows: Counted, isAfter: (at: TimeValue) => Sql): Sql {
  const over = (of: Sql): Sql => ({ kind: 'over', of, partition: [rows.item], order: [{ of: rows.at.of }] });
  const counts: Select = {
    kind: 'select',
    comment: rows.comment,
    columns: [
      { as: 'item', of: rows.item },
      { as: 'at', of: rows.at.of },
      { as: 'until', of: over(call('LEAD', rows.at.of)) },
      { as: 'count', of: over(countRows()) },
    ],
    from: rows.from,
    where: rows.where,
  };
  const until = column('until', as);
  const on = and(
    isItem(scan, as),
    isAfter({ of: column('at', as), time: rows.at.time }),
    or(isNull(until), not(isAfter({ of: until, time: rows.at.time })))
  );
  addJoin(scan, as, () => ({ how: 'left', to: { kind: 'nested', of: counts, as }, on }));
  return call('COALESCE', column('count', as), literal(0));
}

const isItem = (scan: Scan, as: string): Sql => sameId(column('item', as), column(scan.entity.columns['id']!, scan.alias), scan.model);

/** At least so many days before the scan's instant; local days for a date (R9). */
function isOld({ asOf, dialect, zone }: Scan, at: TimeValue, days: number): Sql {
  return at.time.is === 'date'
    ? binary(at.of, '<=', cast(dialect.addDays(cast(asOf.day, 'local'), literal(-days)), 'date'))
    : binary(asInstant(at, dialect, zone), '<=', dialect.addSeconds(asOf.instant, literal(-86_400 * days)));
}
