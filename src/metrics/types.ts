/**
 * One entry of the catalogue. Everything that shows or explains a metric (editor, frames, docs, command line) reads
 * it from here; everything that computes it reads `components` and `formula`.
 */
import type { Direction, EntityName, Unit } from '../model/types';

/** docs/metrics.md R3. */
export type Basis = 'cohort' | 'event' | 'as_of';

/** docs/metrics.md R1: how values may be put together. `ratio`: only its numerator and denominator add up. */
export type Additivity = 'flow' | 'stock' | 'distinct' | 'order' | 'ratio';

/** docs/metrics.md R2: the kind of interval that the number may carry. */
export type IntervalKind = 'none' | 'wilson' | 'kish' | 'mean';

/** What a metric needs of the model, e.g. `deal.closedAt`, `lead`, `owner.active|deal.owner`; `a|b` means either. */
export type Need = string;

/** What people read about a metric; the same text in the editor, in tooltips and in the docs. */
export interface MetricInfo {
  /** Stable: saved in queries. */
  readonly id: string;
  /** Number in docs/catalogue.md: `M44`, `DQ1`; custom metrics have none. */
  readonly number?: string;
  readonly label: string;
  readonly group: 'Leads' | 'Funnel' | 'Pipeline' | 'Results' | 'Team' | 'Customers' | 'Data quality' | 'Custom' | 'Activity' | 'Forecast' | 'Cost';
  readonly unit: Unit;
  readonly direction: Direction;
  readonly basis: Basis;
  readonly additivity: Additivity;
  readonly interval: IntervalKind;
  /** The formula as a person reads it: `won deals / closed deals`. */
  readonly formula: string;
  /** One sentence. */
  readonly meaning: string;
  /** What misleads about it; one sentence. */
  readonly caveat: string;
  readonly needs: readonly Need[];
  /** Entities whose rows it reads: its dimensions are those that all of them have. */
  readonly entities: readonly EntityName[];
}

/** What an entry states; `needs` and `entities` follow from its components. */
export type Needless<T> = Omit<T, 'needs' | 'entities'>;

/** A metric of the catalogue seen from one model. */
export interface Availability {
  readonly info: MetricInfo;
  /** Absent when the metric can be asked for; otherwise one sentence that names the missing mapping. */
  readonly missing?: string;
  /** Named by docs/catalogue.md and not built yet. */
  readonly later?: boolean;
}
