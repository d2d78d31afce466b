/**
 * Instants that the database works out when a statement runs: alert rules and exported dashboards say "the last 90
 * full days", not two dates. Panels know their instants and use a Date; compile/ takes either.
 */
import type { Calendar } from '../model/types';
import type { Grain } from '../sql/Dialect';

export type Moment =
  /** Ends of the range that Grafana fills in, half-open, and the database's clock. */
  | { readonly moment: 'rangeStart' | 'rangeEnd' | 'clock' }
  /** First instant of the calendar unit that holds it, in the calendar's zone. */
  | { readonly moment: 'startOf'; readonly grain: Grain; readonly of: Instant; readonly calendar: Calendar }
  /** The same wall-clock time so many days and months on; a day's first instant stays one. */
  | { readonly moment: 'shift'; readonly of: Instant; readonly days?: number; readonly months?: number; readonly zone: string }
  /** As many local days and as much time of day after `start` as `of` is after `origin`; both begin their days. */
  | { readonly moment: 'sameElapsed'; readonly of: Instant; readonly origin: Instant; readonly start: Instant; readonly zone: string }
  /** As long before `of` as `until` is after it. */
  | { readonly moment: 'mirrored'; readonly of: Instant; readonly until: Instant }
  /** So many times 86,400 seconds before. */
  | { readonly moment: 'ago'; readonly of: Instant; readonly days: number }
  | { readonly moment: 'earlier'; readonly of: readonly [Instant, Instant] }
  /** One that differs by the day of a history: columns of its step of days (compile/native/historyDays.ts). */
  | { readonly moment: 'ofDay'; readonly name: string };

export type Instant = Date | Moment;

export const isKnown = (at: Instant): at is Date => at instanceof Date;

/** For what only a panel's plan can say. */
export function known(at: Instant): Date {
  if (!isKnown(at)) {
    throw new Error(`an instant that only the database knows: ${JSON.stringify(at)}`);
  }
  return at;
}

export const rangeStart: Moment = { moment: 'rangeStart' };
export const rangeEnd: Moment = { moment: 'rangeEnd' };
export const clock: Moment = { moment: 'clock' };

/** The earlier of two; known ones are compared here. */
export const earlierOf = (one: Instant, other: Instant): Instant =>
  isKnown(one) && isKnown(other) ? (one < other ? one : other) : one === other ? one : { moment: 'earlier', of: [one, other] };
