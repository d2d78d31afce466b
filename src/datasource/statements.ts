/** Plans → statements as text, for one plan and for those that are asked together. */
import { compile } from '../compile';
import { together } from '../compile/together';
import type { Plan } from '../plan/Plan';
import { ownRows } from '../result/ownRows';
import type { Dialect } from '../sql/Dialect';
import { print } from '../sql/print';
import type { Select } from '../sql/tree';
import type { Printed, Shared } from './pool';

export const statementsOf = (plan: Plan, dialect: Dialect): readonly Printed[] => compile(plan, dialect).map(({ id, select }) => ({ id, sql: print(select, dialect) }));

export function statementsTogether(plans: readonly Plan[], dialect: Dialect): readonly Shared[] {
  const texts = new Map<Select, string>();
  // What many plans share is one tree.
  const textOf = (select: Select): string => texts.get(select) ?? texts.set(select, print(select, dialect)).get(select)!;
  return together(plans, dialect).map(({ statements, parts }, at) => {
    const plan = plans[at]!;
    return {
      statements: statements.map(({ id, select }) => ({ id, sql: textOf(select) })),
      ...(parts && plan.kind === 'metrics' && { rowsOf: (answers) => ownRows(plan, parts, answers) }),
    };
  });
}
