/**
 * The buckets of a range that only the database knows, as a step of the statement: what plan/windows.ts works out for
 * a panel. One row where the query has no grain.
 */
import type { Instant } from '../../plan/Moment';
import { earlierOf } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import type { Window } from '../../plan/windows';
import { call, cast, column, literal, not } from '../../sql/build';
import type { Dialect, Grain } from '../../sql/Dialect';
import type { Column, Select, Sql, Step } from '../../sql/tree';
import { bucketOf } from '../time';
import { dayOfMoment, firstDayFromMoment, instantOf } from '../moment';
import { dayOfSql, firstDayFromSql, startOfDaySql } from './days';

export const periodsStep = (role: Window['role']): string => (role === 'previous' ? 'periods_before' : 'periods');

/**
 * Columns: `bucket` (first local time of the unit), `bucket_before` where the plan compares, `starts_at` and `ends_at`
 * (cut by the range), `from_day` and `to_day` (half-open local days), and the as-of instant as open deals need it.
 */
export function periodStep(plan: MetricsPlan<Instant>, window: Window<Instant>, dialect: Dialect): Step {
  const grain = plan.query.grain;
  const name = periodsStep(window.role);
  return grain
    ? { name, comment: `each ${grain} of the range`, of: bySteps(plan, window, grain, dialect) }
    : { name, comment: 'the days of the range', of: { kind: 'select', columns: dayColumns(window.from, window.to, plan, dialect) } };
}

const dayColumns = (from: Instant, to: Instant, plan: MetricsPlan<Instant>, dialect: Dialect): readonly Column[] => {
  const zone = plan.model.calendar.timeZone;
  return [
    { as: 'from_day', of: firstDayFromMoment(from, dialect, zone) },
    { as: 'to_day', of: firstDayFromMoment(to, dialect, zone) },
    { as: 'today', of: firstDayFromMoment(earlierOf(plan.range.now, to), dialect, zone) },
  ];
};

function bySteps(plan: MetricsPlan<Instant>, window: Window<Instant>, grain: Grain, dialect: Dialect): Select {
  const { calendar } = plan.model;
  const zone = calendar.timeZone;
  const midnight = (of: Sql): Sql => cast(of, 'local');
  const day = { of: column('day', 'day'), time: { column: '', is: 'date', nullable: false } as const };
  const units: Select = {
    kind: 'select',
    distinct: true,
    columns: [{ as: 'bucket', of: bucketOf(day, grain, dialect, calendar) }],
    from: { kind: 'nested', of: { kind: 'select', columns: [{ as: 'day', of: dialect.each('day', midnight(dayOfMoment(window.from, dialect, zone)), midnight(firstDayFromMoment(window.to, dialect, zone))) }] }, as: 'day' },
  };
  const bucket = column('bucket', 'unit');
  const next = grain === 'day' || grain === 'week' ? dialect.addDays(bucket, literal(grain === 'day' ? 1 : 7)) : dialect.addMonths(bucket, { month: 1, quarter: 3, year: 12 }[grain]);
  const startOf = (local: Sql): Sql => startOfDaySql(cast(local, 'date'), zone, dialect);
  const cut: Select = {
    kind: 'select',
    columns: [
      { as: 'bucket', of: bucket },
      { as: 'starts_at', of: call('GREATEST', startOf(bucket), instantOf(window.from, dialect)) },
      { as: 'ends_at', of: call('LEAST', startOf(next), instantOf(window.to, dialect)) },
    ],
    from: { kind: 'nested', of: units, as: 'unit' },
  };
  const [start, end] = [column('starts_at', 'period'), column('ends_at', 'period')];
  const now = instantOf(plan.range.now, dialect);
  const asOf = call('LEAST', end, now);
  const local = column('bucket', 'period');
  return {
    kind: 'select',
    columns: [
      { as: 'bucket', of: local },
      { as: 'bucket_before', of: grain === 'week' ? dialect.addDays(local, literal(-364)) : dialect.addMonths(local, -12) },
      { as: 'starts_at', of: start },
      { as: 'ends_at', of: end },
      { as: 'from_day', of: firstDayFromSql(start, zone, dialect) },
      { as: 'to_day', of: firstDayFromSql(end, zone, dialect) },
      { as: 'today', of: firstDayFromSql(asOf, zone, dialect) },
      { as: 'as_of', of: asOf },
      { as: 'as_of_day', of: dayOfSql(asOf, zone, dialect) },
      { as: 'as_of_bound', of: firstDayFromSql(asOf, zone, dialect) },
      { as: 'is_now', of: not({ kind: 'binary', op: '<', left: end, right: now }) },
      { as: 'is_future', of: not({ kind: 'binary', op: '<', left: start, right: now }) },
    ],
    from: { kind: 'nested', of: cut, as: 'period' },
    where: [{ kind: 'binary', op: '<', left: start, right: end }],
  };
}
