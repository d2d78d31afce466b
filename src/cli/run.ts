import { compile } from '../compile';
import type { SalesModel } from '../model/types';
import { planQuery } from '../plan/planQuery';
import type { Range, SalesQuery } from '../plan/query';
import { assemble } from '../result/assemble';
import type { Result } from '../result/Result';
import type { Dialect } from '../sql/Dialect';
import { print } from '../sql/print';
import type { Database } from './database';

/** The statements of a query, as they would run. */
export const sqlOf = (query: SalesQuery, model: SalesModel, range: Range, dialect: Dialect): readonly string[] =>
  compile(planQuery(query, model, range), dialect).map(({ select }) => print(select, dialect));

/** Plan, compile, print, run, assemble: the same steps as in a panel, with a driver in place of Grafana. */
export async function answer(query: SalesQuery, model: SalesModel, range: Range, database: Database): Promise<{ result: Result; sql: readonly string[] }> {
  const plan = planQuery(query, model, range);
  const answers: Record<string, Awaited<ReturnType<Database['run']>>> = {};
  const sql: string[] = [];
  for (const { id, select } of compile(plan, database.dialect)) {
    const text = print(select, database.dialect);
    sql.push(text);
    answers[id] = await database.run(text);
  }
  return { result: assemble(plan, answers), sql };
}
