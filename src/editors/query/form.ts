import type { SalesModel } from '../../model/types';
import type { ShapedQuery } from '../../datasource/types';
import type { SalesQuery } from '../../plan/query';
import type { Choice } from '../parts/Choice';
import type { Choices } from './choices';

export type ShapedMetrics = Extract<ShapedQuery, { type: 'metrics' }>;
export type ShapedFunnel = Extract<ShapedQuery, { type: 'funnel' }>;
export type ShapedPipeline = Extract<ShapedQuery, { type: 'pipeline' }>;
export type ShapedRecords = Extract<ShapedQuery, { type: 'records' }>;

/** Reads the values that a dimension has in the database, for suggestions. */
export type ReadValues = (
  dimension: string,
  search?: string
) => Promise<ReadonlyArray<{ label: string; value: string }>>;

/** What every part of the query editor is given. */
export interface FormProps<Query extends SalesQuery> {
  readonly query: Query;
  /** Saves the whole new query and runs it. */
  readonly onCommit: (query: Query) => void;
  readonly choices: Choices;
  readonly model?: SalesModel;
  /** Dashboard variables, as `$name`. */
  readonly variables: readonly Choice[];
  readonly readValues: ReadValues;
  /** Makes ids unique among the queries on the page. */
  readonly prefix: string;
}
