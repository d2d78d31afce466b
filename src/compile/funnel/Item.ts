/**
 * What is known of one item of a funnel: when it entered each step, and how it ended. `items` is a step with one row
 * an item; the conditions of conditions.ts are written over it, whatever the item is.
 */
import type { FunnelStep } from '../../plan/Plan';
import type { Sql } from '../../sql/tree';
import type { TimeValue } from '../time';

export interface StepEntry {
  readonly step: FunnelStep;
  /** First entry; NULL where the item never entered. Absent where no time is kept for the step at all. */
  readonly at?: TimeValue;
}

export interface Item {
  readonly created: TimeValue;
  /** The last instant of its window; absent without a window, and where items are created on dates. */
  readonly until?: Sql;
  /** Entry into the first step where a history row stands in for a missing created date; else `created` is. */
  readonly firstEntry?: TimeValue;
  /** Entries of the steps between the first and won, in rank order. */
  readonly entries: readonly StepEntry[];
  /** Closed date of a won item. */
  readonly wonAt?: TimeValue;
  readonly won: Sql;
  readonly lost: Sql;
  /** Rank that an item without history has by its present state; NULL for all others. */
  readonly presentRank: Sql;
  /** Rank of the last open stage of a lost item. */
  readonly lastRank?: Sql;
}

/** Column of the first entry into a step. */
export const entryColumn = (step: FunnelStep): string => `entered_${step.rank}`;

/** Column of `until`. */
export const untilColumn = 'until';
