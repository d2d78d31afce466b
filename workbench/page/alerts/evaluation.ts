/** What `salesfunnel alerts test --format json` says, and the order in which it is shown. */
export type State = 'Normal' | 'Alerting' | 'NoData' | 'Error';

export interface Instance {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: State;
  /** By step of the rule; null for a number that there is none of. */
  readonly values: Readonly<Record<string, number | null>>;
  readonly fires: boolean;
  /** How long it must hold before Grafana lets it fire. */
  readonly waits?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Rule {
  readonly rule: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly error: string | null;
  readonly notes: readonly string[];
  readonly instances: readonly Instance[];
}

export interface Evaluation {
  /** ISO 8601. */
  readonly at: string;
  readonly rules: readonly Rule[];
}

const states: readonly State[] = ['Alerting', 'Error', 'NoData', 'Normal'];
const severities = ['critical', 'warning', 'info'];

/** A rule is as bad as its worst instance. */
export const stateOf = ({ error, instances }: Rule): State =>
  states.find((state) => (state === 'Error' && error !== null) || instances.some((one) => one.state === state)) ??
  'Normal';

export const countOf = ({ instances }: Rule, state: State): number =>
  instances.filter((one) => one.state === state).length;

/** Firing first, by severity; rules that are alike stay in the order of their files. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const rank = (rule: Rule): number => {
    const severity = severities.indexOf(rule.labels['severity'] ?? '');
    return 10 * states.indexOf(stateOf(rule)) + (severity < 0 ? severities.length : severity);
  };
  return [...rules].sort((a, b) => rank(a) - rank(b));
}

export const worstFirst = (instances: readonly Instance[]): Instance[] =>
  [...instances].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
