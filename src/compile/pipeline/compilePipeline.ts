/**
 * The waterfall as one statement: deals (as they are) → values (at both instants) → states (why one is not in the
 * answer) → moves (what it adds to which bar) → one row a bar and group. result/ puts the bars in order.
 */
import type { PipelinePlan } from '../../plan/Plan';
import { aggregate, call, cast, column, countRows } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select } from '../../sql/tree';
import { aliasOf } from '../dimension';
import { rateSteps } from './currency';
import { dealsStep } from './deals';
import { changeSteps, stageSteps } from './history';
import { movesStep } from './moves';
import { statesStep, valuesStep } from './states';

export function compilePipeline(plan: PipelinePlan, dialect: Dialect): Select {
  const moves = movesStep(plan, dialect);
  const hasLabel = moves.of.kind === 'union' && moves.of.of[0]!.columns.some(({ as }) => as === 'place_label');
  const alias = plan.dimension && aliasOf(plan.dimension);
  return {
    kind: 'select',
    steps: [
      dealsStep(plan, dialect),
      ...changeSteps(plan, dialect),
      ...stageSteps(plan, dialect),
      ...rateSteps(plan, dialect),
      valuesStep(plan, dialect),
      statesStep(plan, dialect),
      moves,
    ],
    columns: [
      ...(alias ? [{ as: alias, of: column('place') }] : []),
      ...(alias && hasLabel ? [{ as: `${alias}_label`, of: call('MAX', column('place_label')) }] : []),
      { as: 'bucket', of: column('bucket') },
      { as: 'row_count', of: countRows() },
      ...(plan.hasAmount ? [{ as: 'amount', of: cast(aggregate('SUM', column('amount')), 'number') }] : []),
    ],
    from: { kind: 'step', name: 'moves' },
    groupBy: [...(alias ? [column('place')] : []), column('bucket')],
  };
}
