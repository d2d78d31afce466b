/** Runs the steps of a rule in the order of what they read, with the rows of its queries in place of a database. */
import type { Row } from '../../result/read';
import { evaluateMath } from './math/evaluate';
import { parseMath, refsOf } from './math/parse';
import { toNumbers, type ColumnTypes } from './numberTable';
import { applyReduce } from './reduce';
import { isExpression, type ExpressionModel, type Rule, type RuleQuery } from './Rule';
import { applyThreshold } from './threshold';
import type { Value } from './Value';

/** The rows of a query, or what its database said instead. */
export type Answer = readonly Row[] | { readonly error: string };

/** What a step came to. A step that reads a failed one fails with the first failure. */
export type Outcome = { readonly values: readonly Value[] } | { readonly error: string };

export interface Steps {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly notes: readonly string[];
}

/** The refIds that an expression reads. @throws Error when a Math expression is not understood */
export function readsOf(model: ExpressionModel): string[] {
  switch (model.type) {
    case 'math':
      return refsOf(parseMath(model.expression));
    case 'reduce':
      return [model.expression.replace(/^\$/, '')];
    case 'threshold':
      return [model.expression];
  }
}

/** @throws Error that fails the whole rule: an expression that cannot be read, a refId that is not there, a circle */
export function runSteps(rule: Rule, answers: Readonly<Record<string, Answer>>, types: Readonly<Record<string, ColumnTypes>>): Steps {
  const outcomes = new Map<string, Outcome>();
  const notes: string[] = [];
  for (const query of inOrder(rule.data)) {
    outcomes.set(query.refId, isExpression(query) ? express(query.refId, query.model) : queried(query.refId));
  }
  return { outcomes, notes };

  function queried(refId: string): Outcome {
    const answer = Object.hasOwn(answers, refId) ? answers[refId]! : undefined;
    if (answer === undefined) {
      throw new Error(`no rows are given for query ${refId}`);
    }
    if ('error' in answer) {
      return { error: `failed to execute query [${refId}]: ${answer.error}` };
    }
    const numbers = toNumbers(answer, types[refId]);
    return 'error' in numbers ? { error: `[${refId}] got error: ${numbers.error}` } : numbers;
  }

  function express(refId: string, model: ExpressionModel): Outcome {
    const failed = readsOf(model).map((read) => outcomes.get(read)).find((one) => one && 'error' in one);
    if (failed) {
      return failed;
    }
    const read = (name: string): readonly Value[] => (outcomes.get(name) as { values: readonly Value[] }).values;
    try {
      switch (model.type) {
        case 'math': {
          const result = evaluateMath(parseMath(model.expression), read);
          notes.push(...result.notes.map((note) => `step ${refId}: ${note}`));
          return result;
        }
        case 'reduce':
          return { values: applyReduce(model, read) };
        case 'threshold':
          return { values: applyThreshold(model, read) };
      }
    } catch (error) {
      return { error: `failed to execute expression [${refId}]: ${(error as Error).message}` };
    }
  }
}

function inOrder(data: readonly RuleQuery[]): RuleQuery[] {
  const byRefId = new Map(data.map((query) => [query.refId, query]));
  if (byRefId.size !== data.length) {
    throw new Error('two steps have the same refId');
  }
  const done: RuleQuery[] = [];
  const visit = (query: RuleQuery, path: readonly string[]): void => {
    if (path.includes(query.refId)) {
      throw new Error(`expressions read each other in a circle: ${[...path, query.refId].join(' → ')}`);
    }
    if (done.includes(query)) {
      return;
    }
    for (const refId of isExpression(query) ? readsOf(query.model) : []) {
      const needed = byRefId.get(refId);
      if (!needed) {
        throw new Error(`unable to find dependent node '${refId}'`);
      }
      visit(needed, [...path, query.refId]);
    }
    done.push(query);
  };
  data.forEach((query) => visit(query, []));
  return done;
}
