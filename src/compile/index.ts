/**
 * Plan → SQL tree.
 *
 *   SalesModel (jsonData, parsed once)            SalesQuery (saved in the panel)
 *           └────────────────┬────────────────────────────┘
 *                        planQuery                              plan/
 *                            ▼
 *                          Plan
 *                            │ compile(plan, dialect)           compile/   ← here
 *                            ▼
 *                         Select
 *                            │ print(select, dialect)           sql/
 *                            ▼
 *                          string ─► runner ─► rows ─► assemble(plan, rows) ─► Result     result/
 *
 * The dialect is an argument and is asked only for spellings.
 */
import type { Plan } from '../plan/Plan';
import type { Dialect } from '../sql/Dialect';
import type { Select } from '../sql/tree';
import { compileFunnel } from './funnel/compileFunnel';
import { compileMetrics } from './metrics';
import { compilePipeline } from './pipeline/compilePipeline';
import { compileRecords } from './records';
import { compileTargets } from './targets';
import { compileUndated } from './undated';
import { compileValues } from './values';

/** One SELECT to run; `assemble` reads its rows by `id`. Readings are of plans that are asked together (together.ts). */
export interface Statement {
  readonly id: 'main' | 'targets' | 'undated' | `reading ${number}`;
  readonly select: Select;
}

const present = (statements: Readonly<Partial<Record<Statement['id'], Select>>>): readonly Statement[] =>
  (['main', 'targets', 'undated'] as const).flatMap((id) => (statements[id] ? [{ id, select: statements[id] }] : []));

/** The statements of a plan, `main` first. The same plan and dialect give the same bytes. */
export function compile(plan: Plan, dialect: Dialect): readonly Statement[] {
  switch (plan.kind) {
    case 'metrics':
      return present({ main: plan.sources.length ? compileMetrics(plan, dialect) : undefined, targets: compileTargets(plan), undated: compileUndated(plan, dialect) });
    case 'funnel':
      return present({ main: compileFunnel(plan, dialect), undated: compileUndated(plan, dialect) });
    case 'values':
      return [{ id: 'main', select: compileValues(plan) }];
    case 'quality':
      return compile(plan.inner, dialect);
    case 'records':
      return [{ id: 'main', select: compileRecords(plan, dialect) }];
    case 'pipeline':
      return present({ main: compilePipeline(plan, dialect), undated: compileUndated(plan, dialect) });
  }
}
