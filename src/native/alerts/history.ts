/**
 * On which of the last days a rule would have fired: a statement for all days (one for each window that the rule looks
 * at), then the rule's own evaluation for each day. What no statement tells for all days is asked week by week.
 */
import { compileHistory, historyDay, historyLabel } from '../../compile/native/history';
import { addDays, dayOf } from '../../model/calendar';
import type { SalesModel } from '../../model/types';
import { planNative } from '../../plan/native';
import { shiftInstant } from '../../plan/windows';
import type { Row } from '../../result/read';
import { print } from '../../sql';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import { evaluateRule, type Instance } from '../grafana/evaluate';
import type { Rule } from '../grafana/Rule';
import { labelsText, type Labels } from '../grafana/Value';
import type { AlertDefinition } from './AlertDefinition';
import { usualRange } from './toRule';
import { labelNames, valuesOf, type EndId, type RuleValue } from './values';

export interface RuleHistory {
  /** `YYYY-MM-DD`, oldest first; on each, the rule is evaluated at the time of day of the last one. */
  readonly days: readonly string[];
  /** Those that had a value on some day; the ones that fired most come first. */
  readonly instances: readonly InstanceHistory[];
}

export interface InstanceHistory {
  readonly labels: Labels;
  /** The days on which it would have fired. */
  readonly fired: readonly string[];
  /** How many days it was there. */
  readonly present: number;
}

/** A row for each day and group, with a column for each of these queries of the rule; bounds are Grafana's macros. */
export interface HistoryStatement {
  readonly sql: string;
  readonly values: readonly RuleValue[];
}

export type HistoryAsked =
  | { readonly every: 'day'; readonly statements: readonly HistoryStatement[] }
  /** The rule's own statements, each over its range before the end of a week. */
  | { readonly every: 'week'; readonly ends: (now: Date) => readonly Date[] };

/**
 * @throws SalesError `history/…` for what is not known of other days; `alert/…`, `native/…` and `query/…` as toRule does
 */
export function askedOfHistory(definition: AlertDefinition, model: SalesModel, dialect: Dialect, days: number): HistoryAsked {
  const weekly: HistoryAsked = { every: 'week', ends: (now) => weekEnds(now, days, model.calendar.timeZone) };
  try {
    const statements = byDay(definition, model, dialect, days);
    // How much of a unit had begun on each day is another statement: those are asked as the rule asks.
    return definition.gate.elapsed === undefined ? { every: 'day', statements } : weekly;
  } catch (error) {
    if (error instanceof SalesError && isAskable.has(error.code)) {
      return weekly;
    }
    throw error;
  }
}

/** What follows deals through their stages is known of other days, but not for all of them in one reading. */
const isAskable: ReadonlySet<string> = new Set(['history/funnel', 'history/stages']);

function byDay(definition: AlertDefinition, model: SalesModel, dialect: Dialect, days: number): readonly HistoryStatement[] {
  const values = valuesOf(definition, model);
  return [...new Set(values.map(({ window }) => window))].map((window) => {
    const own = values.filter((value) => value.window === window);
    const { query, spine, z, keyed } = own[0]!;
    const plan = planNative(query, model, { window, clock: 'range-end', ...(spine && { spine }) });
    const columns = Object.fromEntries(own.map(({ refId, column }) => [refId, column]));
    return { sql: print(compileHistory(plan, dialect, { days, columns, z, keyed, rangeSeconds: definition.rangeSeconds ?? usualRange }), dialect), values: own };
  });
}

/** Now and the same time of the same weekday before, oldest first, within so many days. */
function weekEnds(now: Date, days: number, zone: string): readonly Date[] {
  const count = Math.floor((days - 1) / 7) + 1;
  return Array.from({ length: count }, (_, at) => shiftInstant(now, (day) => addDays(day, -7 * (count - 1 - at)), zone));
}

export interface HistoryAnswer {
  readonly values: readonly RuleValue[];
  readonly rows: readonly Row[];
}

/** The rows that each query of the rule would have had on a day. */
export function answersOn(day: string, answers: readonly HistoryAnswer[], definition: AlertDefinition): Readonly<Record<string, readonly Row[]>> {
  const labels = labelNames(definition);
  return Object.fromEntries(
    answers.flatMap(({ values, rows }) => {
      const ofDay = rows.filter((row) => row[historyDay] === day);
      return values.map(({ refId, nulls }) => [
        refId,
        ofDay
          .filter((row) => nulls === 'keep' || row[refId] !== null)
          .map((row) => ({ ...Object.fromEntries(labels.map((name) => [name, row[historyLabel(name)]])), value: row[refId] })),
      ] as const);
    })
  );
}

/** @param today the local day of the last evaluation */
export function historyByDay(rule: Rule, answers: readonly HistoryAnswer[], definition: AlertDefinition, today: string, count: number): RuleHistory {
  const own = { ...rule, data: rule.data.filter(({ refId }) => !ends.has(refId)) };
  const days = Array.from({ length: count }, (_, at) => addDays(today, at - count + 1));
  return historyOf(days.map((day) => [day, evaluateRule(own, answersOn(day, answers, definition)).instances]));
}

/** @param evaluated instances at each of the ends of `askedOfHistory` */
export const historyByWeek = (evaluated: ReadonlyArray<readonly [at: Date, instances: readonly Instance[]]>, { calendar }: SalesModel): RuleHistory =>
  historyOf(evaluated.map(([at, instances]) => [dayOf(at, calendar.timeZone), instances]));

/** Where a link leads says nothing of whether the rule fires. */
const ends: ReadonlySet<string> = new Set<EndId>(['from', 'to']);

function historyOf(evaluated: ReadonlyArray<readonly [day: string, instances: readonly Instance[]]>): RuleHistory {
  const found = new Map<string, { readonly labels: Labels; readonly fired: string[]; present: number }>();
  for (const [day, instances] of evaluated) {
    for (const { labels, fires, state } of instances) {
      if (state !== 'Normal' && state !== 'Alerting') {
        continue;
      }
      const key = labelsText(labels);
      const one = found.get(key) ?? { labels, fired: [], present: 0 };
      found.set(key, one);
      one.present++;
      if (fires) {
        one.fired.push(day);
      }
    }
  }
  return { days: evaluated.map(([day]) => day), instances: [...found.values()].sort((one, other) => other.fired.length - one.fired.length) };
}
