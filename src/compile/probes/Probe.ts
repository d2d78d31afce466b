import type { From } from '../../model/types';
import type { Select } from '../../sql/tree';

export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What the database said: rows, or why it refused. */
export type Outcome = { readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>> } | { readonly error: string };

export interface Probe {
  readonly id: string;
  /** Path in the model that it looks at. */
  readonly place: string;
  readonly select: Select;
  judge(outcome: Outcome): readonly Finding[];
}

export const nameOf = (from: From): string => ('sql' in from ? 'the SQL' : from.table.join('.'));
