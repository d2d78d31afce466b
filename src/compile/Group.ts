/** What one reading of a source gives: rows to group, by what, and which sums. */
import type { Dimension } from '../model/types';
import type { Column, Select, Sql } from '../sql/tree';

export interface Group {
  /** Name of the step, and its comment: constant text. */
  readonly name: string;
  readonly comment: string;
  /** FROM, joins and conditions; columns and grouping are added by metrics.ts. */
  readonly select: Select;
  /** `current` or `previous`, where the plan compares. */
  readonly window?: Sql;
  /** First local time of the bucket, where the plan has a grain. */
  readonly bucket?: Sql;
  readonly dimensions: ReadonlyArray<{ readonly dimension: Dimension; readonly key: Sql; readonly label?: Sql }>;
  readonly rowCount: Sql;
  readonly values: readonly Column[];
}
