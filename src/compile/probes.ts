/**
 * Small statements that show whether a model fits a database: one a table for its columns and their types, one a
 * join for duplicate keys, one a pipeline for stages it does not list. The configuration page and `check` run them.
 */
import type { From, SalesModel } from '../model/types';
import type { Dialect } from '../sql/Dialect';
import type { Select } from '../sql/tree';
import type { Row } from '../result/read';
import { columnProbe, describedColumns } from './probes/columns';
import { joinProbes } from './probes/joins';
import { stageProbes } from './probes/stages';

export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export type Outcome = { readonly rows: readonly Row[] } | { readonly error: string };

export interface Probe {
  readonly id: string;
  /** Path in the model that it looks at. */
  readonly place: string;
  readonly select: Select;
  judge(outcome: Outcome): readonly Finding[];
}

/** Every probe of a model. Those of columns come first: while they fail, the rest can only repeat them. */
export function probes(model: SalesModel, dialect: Dialect): readonly Probe[] {
  const tables = describedColumns(model);
  return [...tables.map((table) => columnProbe(table, dialect)), ...joinProbes(model), ...stageProbes(model)];
}

export const nameOf = (from: From): string => ('sql' in from ? 'the SQL' : from.table.join('.'));
