/** One column of a list of rows: what is selected for it, and what rows are ordered by. */
import type { RecordsPlan } from '../plan/Plan';
import type { RecordColumn } from '../plan/recordColumns';
import { binary, cast, column, literal, when } from '../sql/build';
import type { Column, Sql } from '../sql/tree';
import { asOfValue } from './AsOf';
import { expectedCloseAsOf } from './dealChanges';
import { daysSinceChange, stageAsOf } from './derived';
import { aliasOf, dimensionSql } from './dimension';
import { rowSql } from './rows';
import { addJoin, type Scan } from './Scan';
import { asLocal, daysBetween, timeValue } from './time';

export interface RecordColumnSql {
  readonly select: readonly Column[];
  readonly order: Sql;
  /** Rows without a value stand last, whatever the direction. */
  readonly isNullable: boolean;
}

/** Alias of a column in the statement; a dimension's label stands beside its key. */
export const aliasOfColumn = (of: RecordColumn): string => (of.kind === 'dimension' ? aliasOf(of.dimension) : of.id);

export function recordColumnSql(of: RecordColumn, plan: RecordsPlan, scan: Scan): RecordColumnSql {
  const as = aliasOfColumn(of);
  const plain = (value: Sql, isNullable = true): RecordColumnSql => ({ select: [{ as, of: value }], order: value, isNullable });
  const isOpenDeal = plan.isAsOf ? literal(true) : scan.outcome.open;
  switch (of.kind) {
    case 'field': {
      const stored = column(of.column, scan.alias);
      return { select: [{ as, of: cast(stored, of.type) }], order: stored, isNullable: of.id !== 'id' };
    }
    case 'amount':
      return plain(cast(rowSql({ row: 'amount', ...pastOf(plan) }, scan), 'number'));
    case 'weighted': {
      const weighted = cast(rowSql({ row: 'amount', ...pastOf(plan), weighted: true }, scan), 'number');
      return plain(plan.isAsOf ? weighted : when(isOpenDeal, weighted));
    }
    case 'pushes':
      return plain(cast(rowSql({ row: 'pushes' }, scan), 'number'));
    case 'time': {
      const { dialect, zone } = scan;
      const value = plan.isAsOf && of.id === 'expectedClose' ? expectedCloseAsOf(scan) : timeValue(of.time, scan.alias);
      const text = of.time.is === 'date' ? dialect.dayText(value.of) : dialect.minuteText(asLocal(value, dialect, zone));
      return { select: [{ as, of: text }], order: value.of, isNullable: of.id !== 'createdAt' || of.time.nullable };
    }
    case 'age':
      return plain(ageSql(plan, scan));
    case 'inStage':
      return plain(plan.isAsOf ? daysSinceChange(scan) : when(isOpenDeal, daysSinceChange(scan)));
    case 'stalled': {
      const stalled = rowSql({ row: 'stalled' }, scan);
      return plain(plan.isAsOf ? stalled : when(isOpenDeal, stalled));
    }
    case 'dimension':
      return dimensionColumn(of, plan, scan, as);
  }
}

/** Days from creation to closing; to the as-of instant while open. */
function ageSql(plan: RecordsPlan, scan: Scan): Sql {
  const { dialect, zone, entity, alias, outcome } = scan;
  const created = timeValue(entity.times['createdAt']!, alias);
  const age = daysBetween(created, asOfValue(scan.asOf, created.time), dialect, zone);
  const closedAt = entity.times['closedAt'];
  if (plan.isAsOf || !closedAt) {
    return age;
  }
  const closed = timeValue(closedAt, alias);
  return when(outcome.closed, daysBetween(created, closed, dialect, zone), age);
}

function dimensionColumn({ dimension }: Extract<RecordColumn, { kind: 'dimension' }>, plan: RecordsPlan, scan: Scan, as: string): RecordColumnSql {
  const { key: present, label, join } = dimensionSql(dimension, scan.entity, scan.alias, scan.model);
  if (join) {
    addJoin(scan, join.to.as!, () => join);
  }
  const key = (plan.isAsOf && dimension.kind === 'stage' ? stageAsOf(scan) : undefined) ?? present;
  const select = [{ as, of: cast(key, 'text') }, ...(label ? [{ as: `${as}_label`, of: cast(label, 'text') }] : [])];
  const position = positionOf(dimension.kind, key, plan);
  return { select, order: position ?? label ?? key, isNullable: position === undefined };
}

/** Stages and pipelines stand in the model's order. */
function positionOf(kind: string, key: Sql, { model, entity }: RecordsPlan): Sql | undefined {
  const own = model.pipelines.filter((pipeline) => pipeline.of === entity);
  const ids = kind === 'stage' ? own.flatMap((pipeline) => pipeline.stages.map(({ id }) => id)) : kind === 'pipeline' ? own.map(({ id }) => id) : [];
  const known = [...new Set(ids)].map((id, at) => [binary(key, '=', literal(id)), literal(at + 1)] as const);
  return known.length ? { kind: 'case', when: known, otherwise: literal(known.length + 1) } : undefined;
}

/** What keeps an amount from being shown: a currency that nothing converts. */
export const unconverted = (plan: RecordsPlan, scan: Scan): Sql => rowSql({ row: plan.model.rate ? 'withoutRate' : 'foreignCurrency', ...pastOf(plan) }, scan);

/** Amounts are those of the instant where states are. */
const pastOf = ({ isAsOf }: RecordsPlan): { readonly past?: true } => (isAsOf ? { past: true } : {});
