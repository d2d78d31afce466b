import { compile } from '../../src/compile';
import type { Plan } from '../../src/plan/Plan';
import { assemble } from '../../src/result/assemble';
import type { Answers } from '../../src/result/read';
import type { Result } from '../../src/result/Result';
import { print } from '../../src/sql/print';
import type { Engine } from '../engines/engines';

/** The rows of each statement of a plan. */
export async function rowsOf(plan: Plan, engine: Engine): Promise<Answers> {
  const answers: Record<string, Answers[string]> = {};
  for (const { id, select } of compile(plan, engine.dialect)) {
    answers[id] = await engine.run(print(select, engine.dialect));
  }
  return answers;
}

export const answer = async (plan: Plan, engine: Engine): Promise<Result> => assemble(plan, await rowsOf(plan, engine));

/** The values of one column by its name. */
export const values = (result: Result, name: string) => result.columns.find((column) => column.name === name)?.values;

/** Sums of doubles depend on the order of rows in the last digit. */
export const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(12)) : one)));
