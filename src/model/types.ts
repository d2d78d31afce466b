/**
 * The sales model after parsing: every default filled in, every reference resolved to a name that exists, so that
 * nothing downstream checks again. `parseModel` (parse.ts) is the only way to get one.
 */
import type { Grain } from '../sql/Dialect';

/** Items are what a query counts; the rest serves them. The names are the keys of the model. */
export type ItemName = 'lead' | 'deal';
export type EntityName =
  | ItemName
  | 'customer'
  | 'revenue'
  | 'owner'
  | 'activity'
  | 'cost'
  | 'subscription'
  | 'survey'
  | 'touch'
  | 'timeEntry'
  | 'usage'
  | 'forecast';

/** A table, as a path, or SQL that an administrator wrote. */
export type From = { readonly table: readonly string[] } | { readonly sql: string };

/** How a time column is stored; `local` is zone-less wall-clock time in `zone`. */
export type TimeColumn =
  | { readonly column: string; readonly is: 'instant'; readonly nullable: boolean }
  | { readonly column: string; readonly is: 'local'; readonly zone: string; readonly nullable: boolean }
  | { readonly column: string; readonly is: 'date'; readonly nullable: boolean };

/** Rows are grouped by the key and shown by the label; the two are the same column where there is no join. */
export type Dimension =
  | { readonly kind: 'column'; readonly id: string; readonly label: string; readonly column: string }
  | {
      readonly kind: 'join';
      readonly id: string;
      readonly label: string;
      readonly table: From;
      /** Column of the entity, and the column of the joined table that it equals. */
      readonly on: string;
      readonly key: string;
      /** Grouped by the key and shown by this column … */
      readonly labelColumn?: string;
      /** … or grouped by this column of the joined row. */
      readonly column?: string;
    }
  /** The item's current stage or pipeline, shown by the model's labels. */
  | { readonly kind: 'stage' | 'pipeline'; readonly id: string; readonly label: string; readonly column: string };

export interface Entity {
  readonly name: EntityName;
  readonly from: From;
  /** Columns that are not times, by the model's own field names: `id`, `amount`, `stage`, … */
  readonly columns: Readonly<Record<string, string>>;
  /** Time columns by field name: `createdAt`, `closedAt`, `expectedClose`, `at`, … */
  readonly times: Readonly<Record<string, TimeColumn>>;
  /** Rows that exist for us: every column equals its value. */
  readonly where: ReadonlyArray<readonly [column: string, value: string | number | boolean | null]>;
  readonly dimensions: Readonly<Record<string, Dimension>>;
  /** Outcome in a column of its own; absent where the stage's kind tells it. */
  readonly outcome?: { readonly column: string; readonly won: readonly string[]; readonly lost: readonly string[] };
  /** Stage id → the dated column that says when the item entered it; history, as far as it goes. */
  readonly stageDates: Readonly<Record<string, TimeColumn>>;
  /** URL with `${column}` placeholders. */
  readonly link?: string;
}

/** One row per stage change; `item` holds the id of the lead or deal. */
export interface History {
  readonly from: From;
  readonly item: string;
  readonly to: string;
  readonly at: TimeColumn;
  readonly seq?: string;
  readonly where: Entity['where'];
}

/** One row per change of a deal's field: `amount`, `expected_close` or `owner`, its old and new value as text. */
export interface DealChange {
  readonly from: From;
  readonly item: string;
  readonly at: TimeColumn;
  readonly field: string;
  readonly old: string;
  readonly new: string;
  /** Order of changes of one time. */
  readonly seq?: string;
  readonly where: Entity['where'];
}

export type StageKind = 'open' | 'won' | 'lost';

export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly kind: StageKind;
  /** 1-based position among the open stages, with won last; lost stages have none. */
  readonly rank?: number;
  readonly probability?: number;
}

export interface Pipeline {
  readonly id: string;
  readonly of: ItemName;
  readonly label: string;
  readonly stages: readonly Stage[];
}

export interface Calendar {
  readonly timeZone: string;
  readonly weekStart: 'monday' | 'sunday' | 'saturday';
  /** Month, 1 to 12, in which a fiscal year starts; the year is named by the calendar year in which it ends. */
  readonly fiscalYearStart: number;
  /** Local days `YYYY-MM-DD` that are not worked. */
  readonly holidays: readonly string[];
}

/** Target row: a period such as `2026`, `2026-Q4` (fiscal) or `2026-10`, and the values of its dimensions. */
export interface TargetRow {
  readonly metric: string;
  readonly period: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export type Targets =
  | { readonly kind: 'rows'; readonly rows: readonly TargetRow[] }
  | {
      readonly kind: 'table';
      readonly from: From;
      readonly metric: string;
      readonly period: string;
      readonly value: string;
      readonly currency?: string;
      /** Dimension id → column; a row's own dimensions are those that are not NULL. */
      readonly dimensions: Readonly<Record<string, string>>;
    };

export interface Rate {
  readonly from: From;
  readonly currency: string;
  /** A `date` column: the day from which the rate holds. */
  readonly date: string;
  readonly rate: string;
}

/** A metric that a user wrote. */
export interface CustomMetric {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly description: string;
}

export type Unit = 'count' | 'percent' | 'money' | 'days' | 'hours' | 'ratio' | 'moneyPerDay' | 'score';
export type Direction = 'up' | 'down' | 'neutral';

export interface SalesModel {
  readonly version: 1;
  readonly preset: string;
  readonly calendar: Calendar;
  readonly currency: string;
  /** Days after which a cohort of leads or deals counts as mature. */
  readonly horizon: { readonly lead: number; readonly deal: number };
  readonly minSample: number;
  /** Days without a stage change after which an open deal is stalled; by stage id, else the default. */
  readonly stalledAfter: { readonly default: number; readonly stages: Readonly<Record<string, number>> };
  /** Columns of the lead that make it reachable (M06). */
  readonly contactFields: readonly string[];
  readonly benchmarks: Readonly<Record<string, number>>;
  readonly metrics: readonly CustomMetric[];
  readonly pipelines: readonly Pipeline[];
  readonly entities: Readonly<Partial<Record<EntityName, Entity>>>;
  readonly history: Readonly<Partial<Record<ItemName, History>>>;
  readonly dealChange?: DealChange;
  readonly targets?: Targets;
  readonly rate?: Rate;
  /**
   * How ids are compared in joins: as they are stored, or both sides as text. `growing` is `native` and says that later
   * items have larger ids, so that the history of a cohort lies between its smallest and its largest id.
   */
  readonly ids: 'native' | 'text' | 'growing';
  /** What lists of rows may show; personal data of leads (name, e-mail, phone, contact fields) only when it is true. */
  readonly records: { readonly personalData: boolean };
  /** Short hash of the model's content; frames carry it, so that an edit which moves numbers can be seen. */
  readonly hash: string;
}

export type { Grain };
