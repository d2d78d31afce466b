/**
 * The days of a history: on each, the rule is evaluated at the same wall-clock time, the last of them at the end of the
 * range. The ends of its windows at that time are columns, so that readings compare rows with plain columns.
 */
import type { Instant, Moment } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { cast, column, literal } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Select, Sql, Step } from '../../sql/tree';
import { dayOfMoment, firstDayFromMoment, instantOf } from '../moment';
import { dayOfSql, shiftSql } from './days';
import { readDaily } from './historyRead';
import type { Daily } from './numbers';
import { boundName, dateName, ruleDay } from './ofDay';
import { periodsStep } from './periods';

const daysStep = 'days';

export interface HistoryDays {
  /** The plan with its instants as columns and its days as buckets. */
  readonly plan: MetricsPlan<Instant>;
  readonly step: Step;
  readonly daily: Daily;
}

/** @param rangeSeconds what the rule's own range covers */
export function historyDays(plan: MetricsPlan<Instant>, days: number, rangeSeconds: number, dialect: Dialect): HistoryDays {
  const names = new Map<string, { readonly name: string; readonly of: Instant }>();
  const named = (of: Instant, name: string): Moment => {
    const known = names.get(JSON.stringify(of)) ?? { name, of };
    names.set(JSON.stringify(of), known);
    return { moment: 'ofDay', name: known.name };
  };
  const { range, query } = plan;
  const windows = plan.windows.map((window) => {
    const name = (end: string): string => (window.role === 'current' ? end : `${window.role}_${end}`);
    const [from, to, until] = (['from', 'to', 'until'] as const).map((end) => named(window[end], name(end))) as [Moment, Moment, Moment];
    return { ...window, from, to, until, buckets: [{ key: '', start: from, end: to, whole: true }], inSteps: true as const };
  });
  const ofDays: MetricsPlan<Instant> = {
    ...plan,
    query: { ...query, grain: 'day' },
    range: { now: named(range.now, 'now'), from: named(range.from, 'range_from'), to: named(range.to, 'range_to') },
    windows,
  };
  const of: Select = daysSelect([...names.values()], plan, days, rangeSeconds, dialect);
  const roles = windows.filter(({ role }) => role !== 'lookback');
  return {
    plan: ofDays,
    step: { name: daysStep, comment: 'each day on which the rule is evaluated, with the ends of its windows then', of },
    daily: {
      periods: roles.map(({ role, from, to }) => ({
        name: periodsStep(role),
        comment: 'the days of the window, on each day',
        of: periods(from, to, ofDays, dialect),
      })),
      read: (group) => readDaily(group, daysStep),
    },
  };
}

function daysSelect(ends: ReadonlyArray<{ readonly name: string; readonly of: Instant }>, plan: MetricsPlan<Instant>, days: number, rangeSeconds: number, dialect: Dialect): Select {
  const zone = plan.model.calendar.timeZone;
  const today = cast(dayOfSql(dialect.bounds.to, zone, dialect), 'local');
  const each = dialect.each('day', dialect.addDays(today, literal(1 - days)), dialect.addDays(today, literal(1)));
  const passed = cast(dialect.days(dayOfSql(dialect.bounds.to, zone, dialect), column('day', 'one')), 'integer');
  const evaluated: Select = {
    kind: 'select',
    columns: [
      { as: 'day', of: column('day', 'one') },
      { as: 'at', of: shiftSql(dialect.bounds.to, { days: passed }, zone, dialect) },
    ],
    from: { kind: 'nested', of: { kind: 'select', columns: [{ as: 'day', of: each }] }, as: 'one' },
  };
  const at = column('at', 'evaluated');
  const then: Dialect = { ...dialect, bounds: { from: dialect.addSeconds(at, literal(-rangeSeconds)), to: at } };
  return {
    kind: 'select',
    columns: [{ as: 'day', of: column('day', 'evaluated') }, ...ends.flatMap(({ name, of }) => columnsOf(name, of, zone, then))],
    from: { kind: 'nested', of: evaluated, as: 'evaluated' },
  };
}

const columnsOf = (name: string, of: Instant, zone: string, then: Dialect): readonly Column[] => [
  { as: name, of: instantOf(of, then) },
  { as: dateName(name), of: dayOfMoment(of, then, zone) },
  { as: boundName(name), of: firstDayFromMoment(of, then, zone) },
];

/** What formulas and targets read of a period (periods.ts). */
function periods(from: Moment, to: Moment, plan: MetricsPlan<Instant>, dialect: Dialect): Select {
  const zone = plan.model.calendar.timeZone;
  const bound = (at: Instant): Sql => firstDayFromMoment(at, dialect, zone);
  const [now, end] = [bound(plan.range.now), bound(to)];
  return {
    kind: 'select',
    columns: [
      { as: 'bucket', of: column('day', ruleDay) },
      { as: 'bucket_before', of: column('day', ruleDay) },
      { as: 'from_day', of: bound(from) },
      { as: 'to_day', of: end },
      { as: 'today', of: dialect.earlier(now, end) },
    ],
    from: { kind: 'step', name: daysStep, as: ruleDay },
  };
}
