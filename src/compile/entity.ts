/** A mapped table in a statement: where its rows come from, which exist for us, and its outcome. */
import type { Entity, From, SalesModel } from '../model/types';
import { and, binary, cast, column, isIn, isNull, literal, not, or } from '../sql/build';
import type { Source, Sql } from '../sql/tree';
import { hasOutcome } from '../metrics/needs';

export const source = (from: From, as: string): Source =>
  'sql' in from ? { kind: 'raw', text: from.sql, as } : { kind: 'table', path: from.table, as };

/** Rows that exist for us: deleted, merged and test rows are left out here and nowhere else. */
export const existing = (where: Entity['where'], alias: string): readonly Sql[] =>
  where.map(([name, value]) => (value === null ? isNull(column(name, alias)) : binary(column(name, alias), '=', literal(value))));

/** Ids are joined as they are stored, or as text where the model says that types differ. */
export const sameId = (left: Sql, right: Sql, model: SalesModel): Sql =>
  model.ids === 'text' ? binary(cast(left, 'text'), '=', cast(right, 'text')) : binary(left, '=', right);

export interface Outcome {
  readonly won: Sql;
  readonly lost: Sql;
  readonly closed: Sql;
  /** Neither won nor lost, also where the outcome is NULL or unknown. */
  readonly open: Sql;
}

/** Conditions on a lead's or deal's outcome: by its own column, or by the kind of its stage. */
export function outcomeOf(entity: Entity, alias: string, model: SalesModel): Outcome {
  const known = entity.outcome ?? (hasOutcome(entity, model) ? stageOutcome(entity, model) : undefined);
  if (!known) {
    return { won: literal(false), lost: literal(false), closed: literal(false), open: literal(true) };
  }
  const of = column(known.column, alias);
  const among = (values: readonly string[]) => isIn(of, values.map(literal));
  const closed = [...known.won, ...known.lost];
  return {
    won: among(known.won),
    lost: among(known.lost),
    closed: among(closed),
    open: or(isNull(of), not(among(closed))),
  };
}

function stageOutcome(entity: Entity, model: SalesModel) {
  const stages = model.pipelines.filter((pipeline) => pipeline.of === entity.name).flatMap((pipeline) => pipeline.stages);
  const ids = (kind: 'won' | 'lost') => [...new Set(stages.filter((stage) => stage.kind === kind).map((stage) => stage.id))];
  return { column: entity.columns['stage']!, won: ids('won'), lost: ids('lost') };
}

/** Rows of one pipeline; all rows where no pipeline column is mapped. */
export const inPipeline = (entity: Entity, pipeline: string, alias: string): Sql =>
  entity.columns['pipeline'] ? binary(column(entity.columns['pipeline'], alias), '=', literal(pipeline)) : and();
