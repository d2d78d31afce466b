/**
 * Which target rows answer for a stretch of time and a group (docs/metrics.md R15). Rows whose dimensions are exactly those
 * asked for are used where they cover the whole stretch; else the finest level below that does is added up; else there
 * is none.
 * Shorter periods win over longer ones for the same days, and a period that the stretch cuts counts by its share of
 * working days.
 */
import { isAmong } from '../compile/blank';
import { addMonths, dayNumber, parsePeriod, workingDays, type Period } from '../model/calendar';
import type { Calendar } from '../model/types';
import type { Filter } from '../plan/query';

export interface TargetValue {
  readonly value: number | null;
  /** A period was cut. */
  readonly prorated: boolean;
  /** Several rows are for one period and group; the first of them counts, which is the lowest of a table. */
  readonly doubled?: true;
  /** Why there is no value. */
  readonly reason?: string;
}

export interface ParsedTarget {
  readonly metric: string;
  readonly period: Period;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface TargetQuestion {
  readonly metric: string;
  /** Key of each dimension that the row is grouped by. */
  readonly group: Readonly<Record<string, string | null>>;
  readonly filters: readonly Filter[];
  /** Local days, half-open. */
  readonly from: string;
  readonly to: string;
  /** Sums over time and groups; else the value holds for each period, and is averaged. */
  readonly additive: boolean;
}

export function parseTargets(
  rows: ReadonlyArray<{ metric: string; period: string; value: number | null; dimensions: Readonly<Record<string, string>> }>,
  calendar: Calendar
): readonly ParsedTarget[] {
  return rows.flatMap(({ metric, period, value, dimensions }) => {
    const parsed = parsePeriod(period, calendar);
    return parsed && value !== null ? [{ metric, period: parsed, value, dimensions }] : [];
  });
}

export function targetFor(question: TargetQuestion, targets: readonly ParsedTarget[], calendar: Calendar): TargetValue {
  const pattern = question.filters.find(({ operator }) => operator === '=~' || operator === '!~');
  if (pattern) {
    return { value: null, prorated: false, reason: `targets cannot be chosen by a regular expression: filter "${pattern.dimension}" by its values` };
  }
  const asked = [...new Set([...Object.keys(question.group), ...question.filters.map((filter) => filter.dimension)])];
  const fitting = targets.filter((row) => row.metric === question.metric && fits(row, question));
  const levels = new Map<string, ParsedTarget[]>();
  for (const row of fitting) {
    const names = Object.keys(row.dimensions).sort();
    if (asked.every((name) => names.includes(name))) {
      levels.set(names.join(), [...(levels.get(names.join()) ?? []), row]);
    }
  }
  const exact = [...asked].sort().join();
  const own = levels.has(exact) ? addUp(levels.get(exact)!, question, calendar) : undefined;
  if (own && own.value !== null) {
    return own;
  }
  // Of two levels that are equally fine the same one answers, in whatever order the rows come.
  const below = [...levels.entries()]
    .filter(([names]) => names !== exact)
    .sort(([left], [right]) => right.split(',').length - left.split(',').length || (left < right ? -1 : 1));
  for (const [, rows] of question.additive ? below : []) {
    const total = addUp(rows, question, calendar);
    if (total.value !== null) {
      return total;
    }
  }
  return own ?? { value: null, prorated: false, reason: strange(question, targets) ?? `no target of ${question.metric} covers ${question.from} to ${question.to}` };
}

/** A viewer picks people by name, and targets know them by key. */
function strange({ metric, filters }: TargetQuestion, targets: readonly ParsedTarget[]): string | undefined {
  const named = filters.find(({ dimension, operator, values }) => {
    const keys = targets.flatMap((row) => (row.metric === metric ? (row.dimensions[dimension] ?? []) : []));
    return (operator === '=' || operator === 'in') && keys.length > 0 && !keys.some((key) => isAmong(key, values));
  });
  return named && `no target of ${metric} has "${named.dimension}" ${named.values.join(' or ')}: targets know it by its key, so filter by that`;
}

/** Keys of the groups that have a target of the dimensions asked for, or of finer ones, within the stretch. */
export function targetGroups(dimensions: readonly string[], question: Omit<TargetQuestion, 'group' | 'metric' | 'additive'>, metrics: readonly string[], targets: readonly ParsedTarget[]): string[][] {
  const asked = [...dimensions, ...question.filters.map((filter) => filter.dimension)];
  return targets
    .filter((row) => metrics.includes(row.metric) && asked.every((name) => row.dimensions[name] !== undefined))
    .filter((row) => row.period.from < question.to && question.from < row.period.to && question.filters.every((filter) => passes(row.dimensions[filter.dimension]!, filter)))
    .map((row) => dimensions.map((name) => row.dimensions[name]!));
}

function fits(row: ParsedTarget, { group, filters }: TargetQuestion): boolean {
  const grouped = Object.entries(group).every(([name, key]) => row.dimensions[name] === undefined || row.dimensions[name] === key);
  return grouped && filters.every((filter) => row.dimensions[filter.dimension] === undefined || passes(row.dimensions[filter.dimension]!, filter));
}

function passes(value: string, { operator, values }: Filter): boolean {
  switch (operator) {
    case '=':
    case 'in':
      return isAmong(value, values);
    case '!=':
    case 'not in':
      return !isAmong(value, values);
    case '=~':
    case '!~':
      return false;
  }
}

/** Rows of one level: each combination of dimensions by itself, then the sum (or mean) of those that cover it. */
function addUp(rows: readonly ParsedTarget[], question: TargetQuestion, calendar: Calendar): TargetValue {
  const byTuple = new Map<string, ParsedTarget[]>();
  for (const row of rows) {
    const tuple = JSON.stringify(Object.entries(row.dimensions).sort());
    byTuple.set(tuple, [...(byTuple.get(tuple) ?? []), row]);
  }
  const parts = [...byTuple.values()].map((tuple) => alongTime(tuple, question, calendar));
  const covered = monthsOf(question).every((_, month) => parts.some((part) => part.months[month]!.covered));
  if (!covered) {
    return { value: null, prorated: false, reason: `the target of ${question.metric} does not cover all of ${question.from} to ${question.to}` };
  }
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  return { value: question.additive ? value : value / Math.max(1, byTuple.size), prorated: parts.some((part) => part.prorated), ...(parts.some((part) => part.doubled) && { doubled: true as const }) };
}

/** The stretch cut at month ends: within a month the same rows apply, fiscal quarters and years included. */
function monthsOf({ from, to }: TargetQuestion): ReadonlyArray<readonly [string, string]> {
  const months: Array<[string, string]> = [];
  for (let start = from; start < to; ) {
    const next = addMonths(`${start.slice(0, 7)}-01`, 1);
    const end = next < to ? next : to;
    months.push([start, end]);
    start = end;
  }
  return months;
}

function alongTime(rows: readonly ParsedTarget[], question: TargetQuestion, calendar: Calendar) {
  const kinds = ['month', 'quarter', 'year'] as const;
  const whole = share(question.from, question.to, calendar);
  const months = monthsOf(question).map(([start, end]) => {
    const fitting = kinds.flatMap((kind) => rows.filter(({ period }) => period.kind === kind && period.from <= start && start < period.to));
    const found = fitting[0];
    if (!found) {
      // Days that are not worked need no target.
      return { covered: workingDays(start, end, calendar) === 0, value: 0, cut: false, doubled: false };
    }
    const { period, value } = found;
    const weight = question.additive ? shareOf(start, end, period, calendar) : share(start, end, calendar) / whole;
    return { covered: true, value: value * weight, cut: question.from > period.from || question.to < period.to, doubled: fitting[1]?.period.kind === period.kind };
  });
  return { months, value: months.reduce((sum, month) => sum + month.value, 0), prorated: question.additive && months.some((month) => month.cut), doubled: months.some((month) => month.doubled) };
}

/** Share of a period's working days; of its days where none is worked. A day that is not worked has no target. */
function shareOf(from: string, to: string, period: Period, calendar: Calendar): number {
  const worked = workingDays(period.from, period.to, calendar);
  return worked > 0 ? workingDays(from, to, calendar) / worked : (dayNumber(to) - dayNumber(from)) / (dayNumber(period.to) - dayNumber(period.from));
}

/** Working days, or plain days where a stretch has none. */
function share(from: string, to: string, calendar: Calendar): number {
  return workingDays(from, to, calendar) || (dayNumber(to) - dayNumber(from)) / 1e6;
}
