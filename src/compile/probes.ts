/**
 * Small statements that show whether a model fits a database: one a table for its columns and their types, one a
 * join for duplicate keys, one a pipeline for stages it does not list. The configuration page and `check` run them.
 */
import type { SalesModel } from '../model/types';
import type { Dialect } from '../sql/Dialect';
import { changeProbes } from './probes/changes';
import { columnProbe, describedColumns } from './probes/columns';
import { joinProbes } from './probes/joins';
import type { Probe } from './probes/Probe';
import { stageProbes } from './probes/stages';

export { nameOf, type Finding, type Outcome, type Probe } from './probes/Probe';

/** Every probe of a model. Those of columns come first: while they fail, the rest can only repeat them. */
export function probes(model: SalesModel, dialect: Dialect): readonly Probe[] {
  const tables = describedColumns(model);
  return [...tables.map((table) => columnProbe(table, dialect)), ...joinProbes(model), ...stageProbes(model), ...changeProbes(model)];
}
