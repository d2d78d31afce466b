/** The answer of Grafana's evaluator → instances, as its own alert list would have them. */
import { dataFrameFromJSON, FieldType, type DataFrame, type DataFrameJSON } from '@grafana/data';
import type { Instance, State } from '../../native/grafana/evaluate';
import { toNumbers } from '../../native/grafana/numberTable';
import type { Rule } from '../../native/grafana/Rule';
import type { Outcome } from '../../native/grafana/steps';
import { labelsOf, type Value } from '../../native/grafana/Value';
import { valuesByStep } from '../../native/grafana/valuesByStep';
import { SalesError } from '../../sql/SalesError';

export interface EvalAnswer {
  readonly results?: Readonly<Record<string, { readonly error?: string; readonly frames?: readonly DataFrameJSON[] }>>;
}

/** @throws SalesError `alert/not-evaluated` where a step failed, with Grafana's own text */
export function instancesOf({ results = {} }: EvalAnswer, rule: Rule): readonly Instance[] {
  const failed = Object.entries(results).find(([, { error }]) => error);
  if (failed) {
    throw new SalesError('alert/not-evaluated', `Grafana could not evaluate "${failed[0]}": ${failed[1].error}`);
  }
  const outcomes = new Map(
    Object.entries(results).map(([refId, { frames = [] }]): [string, Outcome] => [
      refId,
      { values: frames.flatMap((frame) => valuesIn(dataFrameFromJSON(frame))) },
    ])
  );
  const condition = outcomes.get(rule.condition);
  if (!condition || !('values' in condition)) {
    throw new SalesError('alert/not-evaluated', `Grafana's answer does not have the condition "${rule.condition}"`);
  }
  const valuesFor = valuesByStep(outcomes, () => undefined);
  return condition.values.flatMap((value): Instance[] => {
    if (value.kind === 'noData') {
      return [];
    }
    const state = stateOf(value.value);
    return [{ labels: labelsOf(value), state, values: valuesFor(labelsOf(value)), fires: state === 'Alerting' }];
  });
}

const stateOf = (value: number | null): State => (value === null ? 'NoData' : value === 0 ? 'Normal' : 'Alerting');

/** Rows of a query, or labelled numbers of an expression. */
function valuesIn(frame: DataFrame): readonly Value[] {
  if (frame.length === 0) {
    return [];
  }
  if (frame.fields.some(({ type }) => type === FieldType.string)) {
    const rows = Array.from({ length: frame.length }, (_, row) =>
      Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row] as unknown]))
    );
    const numbers = toNumbers(rows);
    return 'values' in numbers ? numbers.values : [];
  }
  return frame.fields
    .filter(({ type }) => type === FieldType.number || type === FieldType.other)
    .map(({ labels = {}, values }): Value => ({
      kind: 'number',
      labels,
      value: (values[values.length - 1] as number | null | undefined) ?? null,
    }));
}
