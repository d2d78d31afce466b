/** Which target periods hold for each part of a stretch, and how much of them: the calendar's share of a target. */
import type { Calendar } from '../../model/types';
import { binary, call, cast, column, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Relation, Select, Sql } from '../../sql/tree';
import { unitOf } from '../unit';
import { bucketColumn, step, targetSteps, type TargetAsk } from './targetAsk';
import { hasIdleMonth, workingDaysSql } from './workdays';

/** Columns: `bucket`, `month` (its first day), `from_day`, `to_day`, `worked` (days), and `share` of the stretch for a mean. */
export function monthsSelect(ask: TargetAsk, calendar: Calendar, dialect: Dialect): Select {
  const given = (name: string): Sql => column(name, ask.periods.step);
  const local = (of: Sql): Sql => cast(of, 'local');
  const months: Select = {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, ask.periods.step),
      { as: 'first_day', of: given('from_day') },
      { as: 'end_day', of: given('to_day') },
      { as: 'month', of: dialect.each('month', dialect.startOf(local(given('from_day')), 'month'), local(given('to_day'))) },
    ],
    from: step(ask.periods.step),
  };
  const [month, first, end] = ['month', 'first_day', 'end_day'].map((name) => column(name, 'begun')) as [Sql, Sql, Sql];
  const next = cast(dialect.addMonths(local(month), 1), 'date');
  const cut: Select = {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, 'begun'),
      { as: 'first_day', of: first },
      { as: 'end_day', of: end },
      { as: 'month', of: month },
      { as: 'from_day', of: when(binary(month, '<', first), first, month) },
      { as: 'to_day', of: when(binary(next, '<', end), next, end) },
    ],
    from: { kind: 'nested', of: months, as: 'begun' },
  };
  const of = (name: string): Sql => column(name, 'part');
  const kept = ['month', 'from_day', 'to_day'].map((name) => ({ as: name, of: of(name) }));
  const worked: Select = {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, 'part'),
      ...kept,
      { as: 'worked', of: workingDaysSql(of('from_day'), of('to_day'), calendar, dialect) },
      ...(ask.additive ? [] : [{ as: 'days', of: dialect.days(of('first_day'), of('end_day')) }, { as: 'worked_in_all', of: workingDaysSql(of('first_day'), of('end_day'), calendar, dialect) }]),
    ],
    from: { kind: 'nested', of: cut, as: 'part' },
  };
  return ask.additive ? worked : withShare(ask, worked, kept, dialect);
}

/** Of a mean: each month counts by its working days, and next to nothing where it has none. */
function withShare(ask: TargetAsk, worked: Select, kept: readonly Column[], dialect: Dialect): Select {
  const of = (name: string): Sql => column(name, 'part');
  const weight = (days: Sql, inDays: Sql): Sql => when(binary(days, '>', literal(0)), days, binary(inDays, '/', literal(1_000_000)));
  const own = weight(of('worked'), dialect.days(of('from_day'), of('to_day')));
  return {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, 'part'),
      ...kept,
      { as: 'worked', of: of('worked') },
      { as: 'share', of: binary(own, '/', call('NULLIF', weight(of('worked_in_all'), of('days')), literal(0))) },
    ],
    from: { kind: 'nested', of: worked, as: 'part' },
  };
}

/** Columns: `bucket`, `month`, `worked`, `period` (`2026-10`, `2026-Q4` or `2026`), `length` in months, `share` of its target. */
export function periodsRelation(ask: TargetAsk, calendar: Calendar, dialect: Dialect): Relation {
  const kinds = [['month', 1], ['quarter', 3], ['year', 12]] as const;
  const all: Relation = { kind: 'union', of: kinds.map(([grain, length]) => periodsOf(grain, length, ask, calendar, dialect)) };
  if (!ask.additive) {
    return all;
  }
  const of = (name: string): Sql => column(name, 'named');
  const kept = ['month', 'worked', 'period', 'length'].map((name) => ({ as: name, of: of(name) }));
  return {
    kind: 'select',
    columns: [...bucketColumn(ask, 'named'), ...kept, { as: 'share', of: shareOf(of, calendar, dialect) }],
    from: { kind: 'nested', of: all, as: 'named' },
  };
}

function periodsOf(grain: 'month' | 'quarter' | 'year', length: number, ask: TargetAsk, calendar: Calendar, dialect: Dialect): Select {
  const of = (name: string): Sql => column(name, targetSteps.months);
  const local = cast(of('month'), 'local');
  // A fiscal year is named by the calendar year in which it ends.
  const ahead = grain === 'month' ? 0 : (13 - calendar.fiscalYearStart) % 12;
  const start = unitOf(local, grain, dialect, calendar);
  const days: readonly Column[] = [
    { as: 'from_day', of: of('from_day') },
    { as: 'to_day', of: of('to_day') },
    { as: 'period_from', of: cast(start, 'date') },
    { as: 'period_to', of: cast(dialect.addMonths(start, length), 'date') },
  ];
  return {
    kind: 'select',
    columns: [
      ...bucketColumn(ask, targetSteps.months),
      { as: 'month', of: of('month') },
      { as: 'worked', of: of('worked') },
      { as: 'period', of: dialect.periodText(ahead === 0 ? local : dialect.addMonths(local, ahead), grain) },
      { as: 'length', of: literal(length) },
      ...(ask.additive ? days : [{ as: 'share', of: of('share') }]),
    ],
    from: step(targetSteps.months),
  };
}

/** Share of a period's working days; of its days where none is worked. */
function shareOf(of: (name: string) => Sql, calendar: Calendar, dialect: Dialect): Sql {
  const worked = workingDaysSql(of('period_from'), of('period_to'), calendar, dialect);
  return hasIdleMonth(calendar)
    ? when(
        binary(worked, '>', literal(0)),
        binary(of('worked'), '/', call('NULLIF', worked, literal(0))),
        binary(dialect.days(of('from_day'), of('to_day')), '/', dialect.days(of('period_from'), of('period_to')))
      )
    : binary(of('worked'), '/', worked);
}
