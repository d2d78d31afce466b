/**
 * One evaluation of an alert rule, as Grafana's server does it (12.4): the rows of its queries → instances with states.
 * It knows no past: nothing has fired before, no series is missing, and `for` has just begun.
 */
import { expandMacros } from './macros';
import type { ColumnTypes } from './numberTable';
import { isExpression, isSql, type Rule } from './Rule';
import { runSteps, type Answer, type Steps } from './steps';
import { labelsOf, labelsText, type Labels } from './Value';
import { valuesByStep } from './valuesByStep';

export type State = 'Normal' | 'Alerting' | 'NoData' | 'Error';

export interface Instance {
  readonly labels: Labels;
  readonly state: State;
  /** The value of each step for these labels, for `$values` of a text; null and NaN are both NaN there. */
  readonly values: Readonly<Record<string, number | null>>;
  /**
   * An alert comes of it: it is `Alerting`, or the rule counts its NoData or Error as that. With `waits`, Grafana shows
   * it as Pending until the condition has held that long; here it counts as firing.
   */
  readonly fires: boolean;
  readonly waits?: string;
}

export interface Evaluation {
  readonly rule: string;
  readonly instances: readonly Instance[];
  /** Why the rule as a whole failed; `instances` then holds the one that Grafana shows for it. */
  readonly error?: string;
  /** What a person should know beside the states. */
  readonly notes: readonly string[];
}

/** The statements of a rule with the macros replaced, each over its own range before `now`. @throws SalesError `native/unknown-macro` */
export const statementsOf = (rule: Rule, { now }: { readonly now: Date }): Array<{ readonly refId: string; readonly sql: string }> =>
  rule.data.filter(isSql).map(({ refId, model, relativeTimeRange = { from: 0, to: 0 } }) => {
    const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
    return { refId, sql: expandMacros(model.rawSql, { from: before(relativeTimeRange.from), to: before(relativeTimeRange.to), intervalMs: model.intervalMs }) };
  });

/**
 * @param answers rows of every statement by refId, or `{ error }` for one that the database refused
 * @param types of columns whose values do not say it, by refId (see `toNumbers`)
 */
export function evaluateRule(rule: Rule, answers: Readonly<Record<string, Answer>>, { types = {} }: { readonly types?: Readonly<Record<string, ColumnTypes>> } = {}): Evaluation {
  const instance = (labels: Labels, state: State, values: Instance['values'] = {}): Instance => ({
    labels,
    state,
    values,
    fires: isFiring(rule, state),
    ...(isFiring(rule, state) && rule.for && /[1-9]/.test(rule.for) ? { waits: rule.for } : {}),
  });
  const failed = (error: string, notes: readonly string[] = []): Evaluation => ({ rule: rule.uid, instances: [instance({}, 'Error')], error, notes });
  let steps: Steps;
  try {
    steps = runSteps(rule, answers, types);
  } catch (error) {
    return failed((error as Error).message);
  }
  const condition = steps.outcomes.get(rule.condition);
  if (!condition) {
    return failed(`condition ${rule.condition} does not exist, must be one of [${rule.data.map(({ refId }) => refId).join(' ')}]`);
  }
  if ('error' in condition) {
    return failed(condition.error, steps.notes);
  }
  const empty = emptySources(rule, steps);
  if (empty.length > 0) {
    return { rule: rule.uid, instances: empty.map((labels) => instance(labels, 'NoData')), notes: steps.notes };
  }
  const notes = [...steps.notes];
  const valuesFor = valuesByStep(steps.outcomes, (note) => notes.push(note));
  const instances = condition.values.map((value) => {
    const labels = labelsOf(value);
    return value.kind === 'noData' ? instance({}, 'NoData') : instance(labels, stateOf(value.value), valuesFor(labels));
  });
  const twin = twice(instances.map(({ labels }) => labelsText(labels)));
  if (twin !== undefined) {
    return failed(`invalid format of evaluation results for the alert definition : frame cannot uniquely be identified by its labels: has duplicate results with labels {${twin}}`, notes);
  }
  notes.push(...swallowed(rule, instances));
  return { rule: rule.uid, instances: instances.length > 0 ? instances : [instance({}, 'NoData')], notes };
}

function isFiring(rule: Rule, state: State): boolean {
  switch (state) {
    case 'Alerting':
      return true;
    case 'NoData':
      return rule.noDataState === 'Alerting';
    case 'Error':
      return (rule.execErrState ?? 'Alerting') === 'Alerting';
    case 'Normal':
      return false;
  }
}

/** 0 is normal; NaN is not. */
function stateOf(value: number | null): State {
  if (value === null) {
    return 'NoData';
  }
  return value === 0 ? 'Normal' : 'Alerting';
}

/** A query of the rule without rows makes all of it NoData, whether the condition reads it or not: labels by data source. */
function emptySources(rule: Rule, { outcomes }: Steps): Labels[] {
  const empty = rule.data.filter((query) => {
    const outcome = outcomes.get(query.refId);
    return !isExpression(query) && outcome && 'values' in outcome && outcome.values.length === 1 && outcome.values[0]!.kind === 'noData';
  });
  return [...new Set(empty.map(({ datasourceUid }) => datasourceUid))].map((uid) => ({
    datasource_uid: uid,
    ref_id: empty.filter(({ datasourceUid }) => datasourceUid === uid).map(({ refId }) => refId).sort().join(','),
  }));
}

function twice(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => seen.has(text) || !seen.add(text));
}

/** Labels of a result that lose against those of the rule and of Grafana: instances that differ in them alone are one alert. */
function swallowed(rule: Rule, instances: readonly Instance[]): string[] {
  const taken = new Set([...Object.keys(rule.labels ?? {}), 'alertname', 'grafana_folder']);
  const lost = [...new Set(instances.flatMap(({ labels }) => Object.keys(labels)))].filter((name) => taken.has(name));
  return lost.map((name) => `the label "${name}" of the result is lost: the rule or Grafana has one of that name, and instances that differ in it alone become one alert`);
}
