/** What `salesfunnel alerts test` prints. */
import { alertOf } from '../native/grafana/alertOf';
import type { Evaluation, Instance } from '../native/grafana/evaluate';
import type { Rule } from '../native/grafana/Rule';
import { labelsText } from '../native/grafana/Value';

export interface Tried {
  readonly rule: Rule;
  readonly folder: string;
  readonly evaluation: Evaluation;
}

/** Numbers that JSON has not, NaN and the infinities, are null. */
export const asJson = ({ rule, folder, evaluation: { error, notes, instances } }: Tried): object => ({
  rule: rule.uid,
  title: rule.title,
  labels: rule.labels ?? {},
  error: error ?? null,
  notes,
  instances: instances.map((instance) => ({ ...instance, annotations: alertOf(rule, instance, { folder }).annotations })),
});

/** A line for each instance that is not normal (with `all`, for each), its values and what it says below it. */
export function showAlerts(tried: readonly Tried[], { all }: { readonly all: boolean }): string {
  const blocks = tried.map(({ rule, folder, evaluation }) => {
    const shown = evaluation.instances.filter(({ state }) => all || state !== 'Normal');
    const lines = shown.flatMap((instance) => {
      const { annotations, notes } = alertOf(rule, instance, { folder });
      const summary = instance.state === 'Alerting' && annotations['summary'] ? [annotations['summary']] : [];
      return [`  ${stateOf(instance).padEnd(8)}  ${labelsText(instance.labels) || '(all)'}`, ...[valuesOf(instance), ...summary, ...notes].filter(Boolean).map((line) => `              ${line}`)];
    });
    const notes = [...(evaluation.error === undefined ? [] : [`! ${evaluation.error}`]), ...evaluation.notes.map((note) => `i ${note}`)];
    return [`${rule.title}: ${countsOf(evaluation.instances)}`, ...lines, ...notes.map((line) => `  ${line}`)].join('\n');
  });
  const instances = tried.flatMap(({ evaluation }) => evaluation.instances);
  const failed = tried.filter(({ evaluation }) => evaluation.error !== undefined).length;
  const firing = instances.filter((one) => one.fires && one.state !== 'Error').length;
  return `${[...blocks, '', `${tried.length} rules, ${instances.length} instances: ${firing} firing, ${failed} rules failed`].join('\n')}\n`;
}

const stateOf = ({ state, waits }: Instance): string => (waits ? `${state} (Pending for ${waits} first)` : state);

const countsOf = (instances: readonly Instance[]): string =>
  (['Alerting', 'Normal', 'NoData', 'Error'] as const)
    .map((state) => [instances.filter((one) => one.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ');

/** Six digits, and no exponent: amounts of millions are read by people. */
const plain = (value: number): string => String(Number(value.toPrecision(6)));

const valuesOf = ({ values }: Instance): string =>
  Object.entries(values)
    .map(([refId, value]) => `${refId} ${value === null ? 'null' : plain(value)}`)
    .join(', ');
