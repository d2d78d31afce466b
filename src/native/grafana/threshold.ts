/** A threshold: 1 for each value that meets it, else 0. NaN meets nothing but `ne`; a missing value stays missing. */
import type { ThresholdModel, ThresholdType } from './Rule';
import { noData, type Value } from './Value';

interface Predicate {
  readonly params: 1 | 2;
  readonly test: (value: number, left: number, right: number) => boolean;
}

/** The bounds of a range are not in it, but for the two `…_included`. */
export const predicates: Readonly<Record<ThresholdType, Predicate>> = {
  gt: { params: 1, test: (value, left) => value > left },
  lt: { params: 1, test: (value, left) => value < left },
  eq: { params: 1, test: (value, left) => value === left },
  ne: { params: 1, test: (value, left) => value !== left },
  gte: { params: 1, test: (value, left) => value >= left },
  lte: { params: 1, test: (value, left) => value <= left },
  within_range: { params: 2, test: (value, left, right) => value > left && value < right },
  outside_range: { params: 2, test: (value, left, right) => value < left || value > right },
  within_range_included: { params: 2, test: (value, left, right) => value >= left && value <= right },
  outside_range_included: { params: 2, test: (value, left, right) => value <= left || value >= right },
};

/** What is wrong with a threshold's evaluator, in Grafana's words; undefined when nothing is. */
export function evaluatorProblem(evaluator: { readonly type: string; readonly params: readonly number[] }): string | undefined {
  const predicate = Object.hasOwn(predicates, evaluator.type) ? predicates[evaluator.type as ThresholdType] : undefined;
  if (!predicate) {
    return `expected threshold function to be one of [${Object.keys(predicates).join(', ')}], got ${evaluator.type}`;
  }
  return evaluator.params.length < predicate.params
    ? `incorrect number of arguments for threshold function '${evaluator.type}': got ${evaluator.params.length} but need ${predicate.params}`
    : undefined;
}

/**
 * A recovery threshold (`unloadEvaluator`) plays no part: it decides for what has fired before, and nothing has.
 * @throws Error with Grafana's words
 */
export function applyThreshold({ conditions, expression }: ThresholdModel, read: (refId: string) => readonly Value[]): Value[] {
  if (conditions.length !== 1) {
    throw new Error('threshold expression requires exactly one condition');
  }
  const { evaluator, unloadEvaluator } = conditions[0];
  for (const [name, one] of [['condition', evaluator], ['unloadCondition', unloadEvaluator]] as const) {
    const problem = one && evaluatorProblem(one);
    if (problem) {
      throw new Error(`invalid ${name}: ${problem}`);
    }
  }
  const input = read(expression);
  if (unloadEvaluator && input.length === 0) {
    return [noData];
  }
  const meets = (value: number | null): number | null => (value === null ? null : Number(predicates[evaluator.type].test(value, evaluator.params[0]!, evaluator.params[1]!)));
  return input.map((value) => (value.kind === 'noData' ? value : { ...value, value: meets(value.value) }));
}
