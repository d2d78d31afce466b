import type { Dimension } from '../../model/types';
import type { Filter } from '../../plan/query';
import { binary, column, literal } from '../../sql/build';
import type { Column, Source, Sql } from '../../sql/tree';
import { targetDimension } from '../targets';

/** Whose target is asked for, and over which stretches of time. */
export interface TargetAsk {
  readonly metric: string;
  /** The dimensions that the answer is grouped by. */
  readonly dimensions: readonly Dimension[];
  readonly filters: readonly Filter[];
  /** Sums over time and groups; else the value holds for each day, and is averaged. */
  readonly additive: boolean;
  readonly periods: {
    /** A step with the dates `from_day` and `to_day` (half-open); one row where there are no buckets. */
    readonly step: string;
    /** It has the column `bucket`. */
    readonly hasBucket: boolean;
  };
}

/** Steps of the statement that answers, in their order. */
export const targetSteps = { rows: 'target_rows', months: 'target_months', periods: 'target_periods', parts: 'target_parts', sums: 'target_sums' } as const;

export const step = (name: string, as = name): Source => ({ kind: 'step', name, as });

export const bucketColumn = ({ periods }: TargetAsk, table: string): readonly Column[] =>
  periods.hasBucket ? [{ as: 'bucket', of: column('bucket', table) }] : [];

export const sameBucket = ({ periods }: TargetAsk, one: string, other: string): Sql =>
  periods.hasBucket ? binary(column('bucket', one), '=', column('bucket', other)) : literal(true);

export const dimensionColumns = (ids: readonly string[], table: string): readonly Column[] =>
  ids.map((id) => ({ as: targetDimension(id), of: column(targetDimension(id), table) }));

/** Dimensions of the rows that answer: those grouped by, and those filtered by. */
export const askedIds = ({ dimensions, filters }: TargetAsk): readonly string[] =>
  [...new Set([...dimensions.map(({ id }) => id), ...filters.map(({ dimension }) => dimension)])].sort();
