/**
 * How a statement says into which bucket a time falls. Where the database can find a position in a list, the buckets'
 * own bounds are that list: no row's local time is computed, and the calendar stays in model/calendar.ts. Elsewhere,
 * and for long lists, the time is cut to its calendar unit.
 */
import { known, type Instant } from '../plan/Moment';
import type { MetricsPlan } from '../plan/Plan';
import type { Bucket, Window } from '../plan/windows';
import { literal, localTime } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import type { Sql } from '../sql/tree';
import { bound, bucketOf, type TimeValue } from './time';

/** Longer lists of bounds are no longer readable. */
const longest = 60;

export interface BucketForm {
  /** The bucket of a time that lies in the window. */
  of(value: TimeValue, window: Window<Instant>): Sql;
  constant(bucket: Bucket<Instant>): Sql;
  /** The bucket's first local day as text, from a column of the form. */
  text(of: Sql): Sql;
  /** `of` may be grouped by its position in the SELECT list, which is shorter to read. */
  readonly isText: boolean;
}

/** Undefined without a grain. */
export function bucketForm(plan: MetricsPlan<Instant>, dialect: Dialect): BucketForm | undefined {
  const { grain } = plan.query;
  const { calendar } = plan.model;
  if (!grain) {
    return undefined;
  }
  const { position, nth } = dialect;
  if (position && nth && plan.windows.every((window) => !window.inSteps && window.buckets.length <= longest)) {
    return {
      of: ({ of, time }, window) =>
        nth(window.buckets.map((bucket) => literal(bucket.key)), position(of, window.buckets.map((bucket) => bound(time, known(bucket.start), calendar.timeZone)))),
      constant: (bucket) => literal(bucket.key),
      text: (of) => of,
      isText: true,
    };
  }
  return {
    of: (value) => bucketOf(value, grain, dialect, calendar),
    constant: (bucket) => localTime(`${bucket.key}T00:00:00`),
    text: dialect.dayText,
    isText: false,
  };
}
