/** What a native statement returns. */
import { z95 } from '../../formula';

export type Output =
  /** Labels as text and one number `value`, the form that alert rules evaluate; NULLs are left out unless kept. `keyed`: names
   * carry their keys, for statements over other groups to be matched by. */
  | { readonly kind: 'number'; readonly column: string; readonly z?: number; readonly nulls?: 'omit' | 'keep'; readonly keyed?: boolean }
  /** The columns of the panel by their names in docs/metrics.md, Columns; buckets as text in `bucket`. */
  | { readonly kind: 'table' }
  /** `time` as an instant, labels and values, in the order of time. */
  | { readonly kind: 'series' };

export const isKeyed = (output: Output): boolean => output.kind === 'number' && output.keyed === true;

export const zOf = (output: Output): number => (output.kind === 'number' ? (output.z ?? z95) : z95);

/** Grafana takes a column `time` for an instant, in tables too. */
export const bucketName = 'bucket';

/** The one number of an alert query. */
export const valueName = 'value';
