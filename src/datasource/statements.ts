/** Plans → statements as text, for one plan and for those that are asked together. */
import { compile } from '../compile';
import { together } from '../compile/together';
import type { Plan } from '../plan/Plan';
import { ownRows } from '../result/ownRows';
import type { Dialect } from '../sql/Dialect';
import { print } from '../sql/print';
import type { Statement } from '../compile';
import type { Printed, Shared } from './pool';

const printed = (statements: readonly Statement[], dialect: Dialect): readonly Printed[] =>
  statements.map(({ id, select }) => ({ id, sql: print(select, dialect) }));

export const statementsOf = (plan: Plan, dialect: Dialect): readonly Printed[] => printed(compile(plan, dialect), dialect);

export const statementsTogether = (plans: readonly Plan[], dialect: Dialect): readonly Shared[] =>
  together(plans, dialect).map(({ statements, parts }, at) => {
    const plan = plans[at]!;
    return {
      statements: printed(statements, dialect),
      ...(parts && plan.kind === 'metrics' && { rowsOf: (answers) => ownRows(plan, parts, answers) }),
    };
  });
