/**
 * The instant at which rows are looked at: a constant, or a column of a spine of instants. Times of each kind are
 * compared with it in their own kind.
 */
import type { TimeColumn } from '../model/types';
import type { Instant } from '../plan/Moment';
import { binary, column } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import type { Sql } from '../sql/tree';
import { dayOfMoment, firstDayFromMoment, instantOf } from './moment';
import { isBefore, type TimeValue } from './time';

export interface AsOf {
  /** One instant for all rows; else a column of a spine. */
  readonly isConstant: boolean;
  readonly instant: Sql;
  /** The local day on which it falls: ages of dates are counted to it. */
  readonly day: Sql;
  /** Whether it is the clock's present, when the row's current state is known. */
  readonly isNow: Sql | boolean;
  /** `value < as-of`. */
  isAfter(value: TimeValue): Sql;
}

export const constantAsOf = (at: Instant, isNow: Sql | boolean, dialect: Dialect, zone: string): AsOf => ({
  isConstant: true,
  instant: instantOf(at, dialect),
  day: dayOfMoment(at, dialect, zone),
  isNow,
  isAfter: (value) => isBefore(value, at, dialect, zone),
});

/** Columns of a spine row beside `bucket`. */
export const spineValues = (at: Instant, dialect: Dialect, zone: string): readonly Sql[] => [
  instantOf(at, dialect),
  dayOfMoment(at, dialect, zone),
  firstDayFromMoment(at, dialect, zone),
];
export const spineColumns = ['as_of', 'as_of_day', 'as_of_bound'] as const;

export const spineAsOf = (spine: string, isNow: Sql, dialect: Dialect): AsOf => ({
  isConstant: false,
  instant: column('as_of', spine),
  day: column('as_of_day', spine),
  isNow,
  isAfter: ({ of, time }) => binary(of, '<', inKind(time, spine, dialect)),
});

function inKind(time: TimeColumn, spine: string, dialect: Dialect): Sql {
  switch (time.is) {
    case 'instant':
      return column('as_of', spine);
    case 'local':
      return dialect.toLocal(column('as_of', spine), time.zone);
    case 'date':
      return column('as_of_bound', spine);
  }
}

/** The as-of instant as a time value, for durations. */
export const asOfValue = (asOf: AsOf, like: TimeColumn): TimeValue =>
  like.is === 'date'
    ? { of: asOf.day, time: { column: '', is: 'date', nullable: false } }
    : { of: asOf.instant, time: { column: '', is: 'instant', nullable: false } };
