/**
 * The target of a metric over stretches of time that only the database knows, by the rules of result/targets.ts
 * (docs/metrics.md R15): rows of exactly the dimensions asked for where they cover the stretch, else the finest level below
 * that does, added up; a month before its quarter before its year; a period that the stretch cuts by its working days.
 */
import type { SalesModel } from '../../model/types';
import { and, binary, call, column, countRows, isNotNull, literal, nothing, when, aggregate, cast } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Relation, Select, Source, Sql } from '../../sql/tree';
import { aliasOf } from '../dimension';
import { targetDimension } from '../targets';
import { askedIds, bucketColumn, dimensionColumns, sameBucket, step, targetSteps, type TargetAsk } from './targetAsk';
import { monthsSelect, periodsRelation } from './targetPeriods';
import { targetRows, type TargetRows } from './targetRows';
import { holidaySteps } from './workdays';

export type { TargetAsk } from './targetAsk';

/**
 * Columns: `bucket` where the periods have one, a text for each dimension (its key, under its alias), `target` (a
 * double; NULL where no level covers the stretch), and `targeted` (whether there is a target within the stretch).
 * With dimensions a row for each period and group that has a target of those dimensions or finer ones at any time;
 * without, one row for each period.
 */
export function targetStep(ask: TargetAsk, model: SalesModel, dialect: Dialect): Relation {
  const rows = targetRows(ask, model, dialect);
  if (!rows) {
    return withoutRows(ask);
  }
  const { calendar } = model;
  return {
    ...answer(ask, dialect),
    steps: [
      ...holidaySteps(calendar),
      { name: targetSteps.rows, comment: 'target rows of the metric; level 0 has the dimensions asked for', of: rows.of },
      { name: targetSteps.months, comment: 'each period, cut at the ends of months', of: monthsSelect(ask, calendar, dialect) },
      { name: targetSteps.periods, comment: 'what targets call each month, its quarter and its year', of: periodsRelation(ask, calendar, dialect) },
      { name: targetSteps.parts, comment: 'a month goes before its quarter, and that before the year', of: parts(ask, rows, dialect) },
      { name: targetSteps.sums, comment: 'each level; NULL where a month with working days has no target', of: sums(ask) },
    ],
  };
}

const keys = (columns: readonly Column[]): readonly Sql[] => columns.map(({ of }) => of);
const groupIds = (ask: TargetAsk): readonly string[] => ask.dimensions.map(({ id }) => id);
const same = (columns: readonly Column[], other: string): Sql => and(...columns.map(({ as, of }) => binary(of, '=', column(as, other))));

/** Of each combination of dimensions and month, the shortest period that has a row. */
function parts(ask: TargetAsk, { ids, hasOrder }: TargetRows, dialect: Dialect): Select {
  const { rows, periods } = targetSteps;
  const of: readonly Column[] = [
    ...bucketColumn(ask, periods),
    { as: 'month', of: column('month', periods) },
    { as: 'worked', of: column('worked', periods) },
    ...dimensionColumns(ids, rows),
    { as: 'level', of: column('level', rows) },
  ];
  const order = [{ of: column('length', periods) }, { of: column(hasOrder ? 'position' : 'value', rows) }];
  return {
    kind: 'select',
    columns: [...of, { as: 'value', of: dialect.first(binary(column('value', rows), '*', column('share', periods)), order) }],
    from: step(rows),
    joins: [{ how: 'inner', to: step(periods), on: binary(column('period', periods), '=', column('period', rows)) }],
    groupBy: keys(of),
  };
}

function sums(ask: TargetAsk): Select {
  const [stretch, group, part, month] = [ask.periods.step, 'combined', targetSteps.parts, targetSteps.months];
  const level: Column = { as: 'level', of: column('level', group) };
  const grouped = dimensionColumns(groupIds(ask), group);
  const of = [...bucketColumn(ask, stretch), ...grouped, level];
  const isWorked = (table: string): Sql => binary(column('worked', table), '>', literal(0));
  const covered: Sql = { kind: 'call', name: 'COUNT', args: [column('month', part)], distinct: true, filter: isWorked(part) };
  const all: Select = { kind: 'select', columns: [{ as: 'months', of: countRows() }], from: step(month), where: [and(sameBucket(ask, month, stretch), isWorked(month))] };
  const sum = call('COALESCE', aggregate('SUM', column('value', part)), literal(0));
  const mean = isSplit(ask) ? binary(sum, '/', aggregate('MAX', column('members', group))) : sum;
  return {
    kind: 'select',
    columns: [
      ...of,
      { as: 'target', of: when(binary(covered, '=', { kind: 'scalar', of: all }), mean) },
      { as: 'parts', of: call('COUNT', column('month', part)) },
    ],
    from: step(stretch),
    joins: [
      { how: 'cross', to: groups(ask, group) },
      { how: 'left', to: step(part), on: and(sameBucket(ask, part, stretch), same([...grouped, level], part)) },
    ],
    groupBy: keys(of),
  };
}

/** A mean over the values of a filter, which the answer is not grouped by. */
const isSplit = (ask: TargetAsk): boolean => !ask.additive && askedIds(ask).length > ask.dimensions.length;

/** Groups and levels that have rows; `members` counts the combinations that a mean is taken of. */
function groups(ask: TargetAsk, as: string): Source {
  const { rows } = targetSteps;
  const level = (table: string): Column => ({ as: 'level', of: column('level', table) });
  const distinct = (ids: readonly string[]): Select => ({ kind: 'select', distinct: true, columns: [...dimensionColumns(ids, rows), level(rows)], from: step(rows) });
  if (!isSplit(ask)) {
    return { kind: 'nested', of: distinct(groupIds(ask)), as };
  }
  const of = [...dimensionColumns(groupIds(ask), 'member'), level('member')];
  const counted: Select = {
    kind: 'select',
    columns: [...of, { as: 'members', of: countRows() }],
    from: { kind: 'nested', of: distinct(askedIds(ask)), as: 'member' },
    groupBy: keys(of),
  };
  return { kind: 'nested', of: counted, as };
}

/** The first level that covers the stretch; means are taken of level 0 only. */
function answer(ask: TargetAsk, dialect: Dialect): Select {
  const { sums: from } = targetSteps;
  const target = column('target', from);
  const isKnown = and(isNotNull(target), ask.additive ? literal(true) : binary(column('level', from), '=', literal(0)));
  const grouped = dimensionColumns(groupIds(ask), from);
  // Without dimensions a period has its row even where there is no target.
  const isAlone = grouped.length === 0 && ask.periods.hasBucket;
  const bucket = bucketColumn(ask, isAlone ? ask.periods.step : from);
  return {
    kind: 'select',
    columns: [
      ...bucket,
      ...ask.dimensions.map((dimension) => ({ as: aliasOf(dimension), of: column(targetDimension(dimension.id), from) })),
      { as: 'target', of: dialect.first(target, [{ of: column('level', from) }], isKnown) },
      { as: 'targeted', of: binary(call('COALESCE', aggregate('SUM', column('parts', from)), literal(0)), '>', literal(0)) },
    ],
    from: step(isAlone ? ask.periods.step : from),
    joins: isAlone ? [{ how: 'left', to: step(from), on: sameBucket(ask, from, ask.periods.step) }] : [],
    groupBy: keys([...bucket, ...grouped]),
  };
}

function withoutRows(ask: TargetAsk): Select {
  return {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, ask.periods.step),
      ...ask.dimensions.map((dimension) => ({ as: aliasOf(dimension), of: cast(nothing, 'text') })),
      { as: 'target', of: cast(nothing, 'number') },
      { as: 'targeted', of: literal(false) },
    ],
    from: step(ask.periods.step),
    where: ask.dimensions.length ? [literal(false)] : [],
  };
}
