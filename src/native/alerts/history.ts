/** On which of the last days a rule would have fired: one statement for all days, then the rule's own evaluation for each. */
import { compileHistory, historyDay, historyLabel } from '../../compile/native/history';
import { addDays } from '../../model/calendar';
import type { SalesModel } from '../../model/types';
import { planNative } from '../../plan/native';
import type { Row } from '../../result/read';
import { print } from '../../sql';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import { evaluateRule, type Instance } from '../grafana/evaluate';
import type { Rule } from '../grafana/Rule';
import { labelsText, type Labels } from '../grafana/Value';
import type { AlertDefinition } from './AlertDefinition';
import { usualRange } from './toRule';
import { labelNames, valuesOf, type EndId } from './values';

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

/**
 * A row for each day and group, with a column for each query of the rule; bounds are Grafana's macros.
 * @throws SalesError `history/…` for what cannot be told of other days; `alert/…`, `native/…` and `query/…` as toRule does
 */
export function historyStatement(definition: AlertDefinition, model: SalesModel, dialect: Dialect, days: number): string {
  const values = valuesOf(definition, model);
  const [first] = values;
  if (!first || values.some(({ window }) => window !== first.window)) {
    throw new SalesError('history/windows', 'the past of a rule that compares with several windows before is not worked out');
  }
  const plan = planNative(first.query, model, { window: first.window, clock: 'range-end', ...(first.spine && { spine: first.spine }) });
  const columns = Object.fromEntries(values.map(({ refId, column }) => [refId, column]));
  return print(compileHistory(plan, dialect, { days, columns, z: first.z, rangeSeconds: definition.rangeSeconds ?? usualRange }), dialect);
}

/** The rows that each query of the rule would have had on a day. */
export function answersOn(day: string, rows: readonly Row[], definition: AlertDefinition, model: SalesModel): Readonly<Record<string, readonly Row[]>> {
  const labels = labelNames(definition);
  const ofDay = rows.filter((row) => row[historyDay] === day);
  return Object.fromEntries(
    valuesOf(definition, model).map(({ refId, nulls }) => [
      refId,
      ofDay
        .filter((row) => nulls === 'keep' || row[refId] !== null)
        .map((row) => ({ ...Object.fromEntries(labels.map((name) => [name, row[historyLabel(name)]])), value: row[refId] })),
    ])
  );
}

/** @param today the local day of the last evaluation */
export function historyOf(rule: Rule, rows: readonly Row[], definition: AlertDefinition, model: SalesModel, today: string, count: number): RuleHistory {
  const days = Array.from({ length: count }, (_, at) => addDays(today, at - count + 1));
  const found = new Map<string, { readonly labels: Labels; readonly fired: string[]; present: number }>();
  for (const day of days) {
    for (const { labels, fires } of instancesOn(day, rule, rows, definition, model)) {
      const key = labelsText(labels);
      const one = found.get(key) ?? { labels, fired: [], present: 0 };
      found.set(key, one);
      one.present++;
      if (fires) {
        one.fired.push(day);
      }
    }
  }
  return { days, instances: [...found.values()].sort((one, other) => other.fired.length - one.fired.length) };
}

/** Where a link leads says nothing of whether the rule fires. */
const ends: ReadonlySet<string> = new Set<EndId>(['from', 'to']);

const instancesOn = (day: string, rule: Rule, rows: readonly Row[], definition: AlertDefinition, model: SalesModel): readonly Instance[] =>
  evaluateRule({ ...rule, data: rule.data.filter(({ refId }) => !ends.has(refId)) }, answersOn(day, rows, definition, model)).instances.filter(({ state }) => state === 'Normal' || state === 'Alerting');
