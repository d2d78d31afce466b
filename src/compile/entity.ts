/** A mapped table in a statement: where its rows come from, which exist for us, and its outcome. */
import type { Entity, From, Pipeline, SalesModel, StageKind } from '../model/types';
import { and, binary, call, cast, column, isIn, isNull, literal, not, or } from '../sql/build';
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
  if (entity.outcome) {
    const { column: name, won, lost } = entity.outcome;
    return conditions(column(name, alias), (kind) => isIn(column(name, alias), (kind === 'won' ? won : lost).map(literal)));
  }
  if (!hasOutcome(entity, model)) {
    return { won: literal(false), lost: literal(false), closed: literal(false), open: literal(true) };
  }
  const stage = column(entity.columns['stage']!, alias);
  const own = model.pipelines.filter((pipeline) => pipeline.of === entity.name);
  const ids = (kind: StageKind, of: readonly Pipeline[]) => [...new Set(of.flatMap((pipeline) => pipeline.stages.filter((one) => one.kind === kind).map((one) => one.id)))];
  const among = (kinds: readonly StageKind[], of: readonly Pipeline[]) => isIn(stage, kinds.flatMap((kind) => ids(kind, of)).map(literal));
  const kinds: readonly StageKind[] = ['open', 'won', 'lost'];
  const isAmbiguous = kinds.some((kind) => ids(kind, own).some((id) => kinds.some((other) => other !== kind && ids(other, own).includes(id))));
  const name = entity.columns['pipeline'];
  const is = (...wanted: readonly StageKind[]): Sql =>
    isAmbiguous && name ? or(...own.map((pipeline) => and(binary(column(name, alias), '=', literal(pipeline.id)), among(wanted, [pipeline])))) : among(wanted, own);
  return conditions(stage, (kind) => is(kind), is('won', 'lost'));
}

function conditions(of: Sql, is: (kind: 'won' | 'lost') => Sql, together?: Sql): Outcome {
  const [won, lost] = [is('won'), is('lost')];
  const closed = together ?? merged(won, lost);
  // A NULL outcome is open; so is one in a pipeline that the model does not know.
  return { won, lost, closed, open: closed.kind === 'or' ? not(call('COALESCE', closed, literal(false))) : or(isNull(of), not(closed)) };
}

/** `a IN (…) OR a IN (…)` as one list. */
function merged(won: Sql, lost: Sql): Sql {
  const values = [won, lost].flatMap((one) => (one.kind === 'in' ? one.values : one.kind === 'binary' ? [one.right] : []));
  const of = won.kind === 'in' ? won.of : won.kind === 'binary' ? won.left : lost.kind === 'in' ? lost.of : lost.kind === 'binary' ? lost.left : undefined;
  return of ? isIn(of, values) : literal(false);
}

/** Rows of one pipeline; all rows where no pipeline column is mapped. */
export const inPipeline = (entity: Entity, pipeline: string, alias: string): Sql =>
  entity.columns['pipeline'] ? binary(column(entity.columns['pipeline'], alias), '=', literal(pipeline)) : and();
