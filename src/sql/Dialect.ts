import type { Order, Select, Sql, SqlType } from './tree';

/** Calendar units that rows are grouped by. */
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';

/**
 * Everything that differs between databases: one object in one file, and nothing else may ask which one it is.
 * Members without a note are required; an optional one that is absent means that the database cannot do it, and a
 * query that needs it is refused with a sentence instead of approximated.
 */
export interface Dialect {
  readonly id: string;
  readonly label: string;
  /** Grafana data source types that speak it. */
  readonly pluginIds: readonly string[];
  /** Quote of identifiers; doubled inside. */
  readonly quote: '"' | '`';
  readonly types: Readonly<Record<SqlType, string>>;
  /** Aggregates take FILTER (WHERE …); otherwise the printer writes CASE inside them. */
  readonly filterClause: boolean;
  /** SQL text of a string constant, broken after `$` and between `[[` (see text.ts). */
  string(value: string): string;
  /** Text of a typed time constant: `TIMESTAMPTZ '…'`. */
  time(value: string, as: 'instant' | 'local' | 'date'): string;
  /** Wall-clock time in `zone` of an instant. */
  toLocal(instant: Sql, zone: string): Sql;
  /** Instant of a wall-clock time in `zone`. */
  toInstant(local: Sql, zone: string): Sql;
  /** First local time of the calendar unit that holds `local`; weeks start on Monday. */
  startOf(local: Sql, grain: Grain | 'second'): Sql;
  addDays(local: Sql, days: Sql): Sql;
  addMonths(local: Sql, months: number): Sql;
  /** An instant or local time so many elapsed seconds on; fractions down to a microsecond. */
  addSeconds(at: Sql, seconds: Sql): Sql;
  /** The earlier of two times of one kind; the other where one is NULL. */
  earlier(first: Sql, second: Sql): Sql;
  /** `YYYY-MM-DD` of a local time or date. */
  dayText(local: Sql): Sql;
  /** `YYYY-MM-DD HH:MM` of a local time. */
  minuteText(local: Sql): Sql;
  /** Seconds from one instant (or local time) to another, as a double; negative when reversed. */
  seconds(from: Sql, to: Sql): Sql;
  /**
   * One date for each calendar day (or month's first) from a local time `from` up to but not including `to`. Only as a
   * column of a SELECT, whose row it repeats; both times are midnights, and of months the first of one.
   */
  each(unit: 'day' | 'month', from: Sql, to: Sql): Sql;
  /** The name of the calendar unit that a local time begins: `2026-10`, `2026-Q4`, `2026`. */
  periodText(local: Sql, grain: 'month' | 'quarter' | 'year'): Sql;
  /** Whole days from one date to another, as a double. */
  days(from: Sql, to: Sql): Sql;
  /** How many of the ascending `bounds` are not after `of`: 0 to their number. Absent: times are cut to units instead. */
  position?(of: Sql, bounds: readonly Sql[]): Sql;
  /**
   * Ranges of a time column are written in two halves joined by OR. PostgreSQL then reads the index as bitmaps and
   * visits each page of the table once; for rows that lie roughly in the order of the column it otherwise picks a plain
   * index scan and visits a page for each row (measured: three to five times as long, bench/).
   */
  readonly splitsRanges?: boolean;
  /** LEFT JOIN LATERAL, one row at most. Absent: each sum of a shared statement looks its rates up by itself. */
  readonly lateral?: boolean;
  /** GROUP BY GROUPING SETS and GROUPING(). Absent: panels that are grouped in different ways do not share a statement. */
  readonly groupingSets?: boolean;
  /**
   * Many groups over another table are asked for in the order of their key. PostgreSQL then reads an index that begins
   * with the key, where there is one, instead of filling a hash table that is larger than the processor's caches
   * (measured: half the time; without such an index the same, bench/alerts.mjs).
   */
  readonly sortsGroups?: boolean;
  /** The text at a 1-based position of a list. */
  nth?(texts: readonly Sql[], position: Sql): Sql;
  /** Continuous percentile of an aggregate (R-7, as percentile_cont); `filter` restricts its rows. */
  quantile?(of: Sql, p: number, filter?: Sql): Sql;
  /** The value of `of` in the row that comes first in `order`, as an aggregate. */
  first(of: Sql, order: readonly Order[], filter?: Sql): Sql;
  /** A text without the white space around it. */
  trimmed(of: Sql): Sql;
  /** Whether `of` matches the database's own regular expression. */
  matches?(of: Sql, pattern: string): Sql;
  /** Name of the database type of an expression, as text. */
  typeOf(of: Sql): Sql;
  /** The dashboard's range where Grafana fills it in (alert rules, exported dashboards). */
  readonly bounds: { readonly from: Sql; readonly to: Sql };
  /** The instant at which the statement runs. */
  readonly clock: Sql;
  /** One row per index and column: `table_name`, `column_name` (first columns of indexes only). Absent: not known. */
  indexes?(): Select;
}
