/** Which instances would fire now: by Grafana's own evaluator where the user may ask it, else by the rule's statements. */
import type { Row } from '../../result/read';
import { alertOf } from '../../native/grafana/alertOf';
import { evaluateRule, type Instance } from '../../native/grafana/evaluate';
import { isSql, type Rule } from '../../native/grafana/Rule';
import type { Labels } from '../../native/grafana/Value';
import { SalesError } from '../../sql/SalesError';
import { instancesOf } from './evalAnswer';
import { isUnavailable, reasonOf, type Alerting } from './grafanaAlerting';
import type { Right } from './rights';

/** Rows of each statement, or what the database said instead. */
export type RunNative = (
  statements: readonly string[],
  range: { from: Date; to: Date }
) => Promise<ReadonlyArray<{ readonly rows: readonly Row[] } | { readonly error: SalesError }>>;

export interface Seen {
  readonly labels: Labels;
  readonly state: Instance['state'];
  readonly fires: boolean;
  /** What the alert would say. */
  readonly text: string;
}

export interface Evaluated {
  readonly by: 'grafana' | 'statements';
  /** Why not by Grafana. */
  readonly why?: string;
  /** Those that fire come first. */
  readonly instances: readonly Seen[];
}

export interface Evaluators {
  readonly alerting: Alerting;
  readonly mayEvaluate: Right;
  readonly run: RunNative;
}

/** @throws SalesError or an error of Grafana's, where neither way gives an answer */
export async function evaluateNow(
  rule: Rule,
  { alerting, mayEvaluate, run }: Evaluators,
  now: Date
): Promise<Evaluated> {
  if (mayEvaluate === true) {
    try {
      return { by: 'grafana', instances: seen(rule, instancesOf(await alerting.evaluate(rule), rule)) };
    } catch (error) {
      if (!isUnavailable(error)) {
        throw error instanceof SalesError ? error : new SalesError('alert/not-evaluated', reasonOf(error));
      }
      return { by: 'statements', why: reasonOf(error), instances: seen(rule, await byStatements(rule, run, now)) };
    }
  }
  return { by: 'statements', why: mayEvaluate, instances: seen(rule, await byStatements(rule, run, now)) };
}

/** The rule as its own statements and our evaluator say it, as of `now`. */
export async function byStatements(rule: Rule, run: RunNative, now: Date): Promise<readonly Instance[]> {
  const queries = rule.data.filter(isSql);
  const outcomes = await run(
    queries.map(({ model }) => model.rawSql),
    rangeOf(rule, now)
  );
  const answers = queries.map(({ refId }, at) => {
    const outcome = outcomes[at];
    if (!outcome || 'error' in outcome) {
      throw outcome?.error ?? new SalesError('source/failed', `there is no answer to "${refId}"`);
    }
    return [refId, outcome.rows] as const;
  });
  const { instances, error } = evaluateRule(rule, Object.fromEntries(answers));
  if (error !== undefined) {
    throw new SalesError('alert/not-evaluated', `the rule cannot be evaluated: ${error}`);
  }
  return instances.filter(({ state }) => state !== 'NoData');
}

/** The range that Grafana evaluates the rule with; all of its queries have the same end, and statements read the end. */
export const rangeOf = (rule: Rule, now: Date): { from: Date; to: Date } => ({
  from: new Date(
    now.getTime() - 1000 * Math.max(...rule.data.map(({ relativeTimeRange }) => relativeTimeRange?.from ?? 0))
  ),
  to: now,
});

const seen = (rule: Rule, instances: readonly Instance[]): readonly Seen[] =>
  instances
    .map((instance) => ({
      labels: instance.labels,
      state: instance.state,
      fires: instance.fires,
      text: alertOf(rule, instance, { folder: '' }).annotations['summary'] ?? '',
    }))
    .sort((one, other) => Number(other.fires) - Number(one.fires));
