/**
 * Items that no history tells of are judged by their present state. Where ids grow, the history is read only for the
 * stages that matter, so whether an item has any other row is looked up, for the few items where it decides.
 */
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan } from '../../plan/Plan';
import { and, binary, column, isNull, literal, not, when } from '../../sql/build';
import type { Sql } from '../../sql/tree';
import { sameId } from '../entity';
import type { HistoryRows } from '../history';
import type { Scan } from '../Scan';
import { currentRank } from './entrants';
import { hasSpan } from './span';

const entrant = (name: string): Sql => column(name, 'entrant');

/** Rank that an item without history has by its present state; NULL for all others. */
export function presentRank(plan: FunnelPlan<Instant>, scan: Scan, history: HistoryRows | undefined): Sql {
  const current = currentRank(plan, scan, 'entrant');
  const state = when(entrant('is_won'), literal(plan.steps.length), when(entrant('is_lost'), literal(1), current));
  if (!history) {
    return state;
  }
  const untold = isNull(column('item', 'entry'));
  if (!hasSpan(plan)) {
    return when(untold, state);
  }
  const anyRow: Sql = {
    kind: 'scalar',
    of: {
      kind: 'select',
      columns: [{ as: 'found', of: literal(1) }],
      from: { kind: 'nested', of: history.relation, as: 'row' },
      where: [sameId(column('item', 'row'), entrant('item'), plan.model)],
      limit: 1,
    },
  };
  const decides = and(untold, not(entrant('is_won')), not(entrant('is_lost')), binary(current, '>', literal(1)));
  return when(decides, when(isNull(anyRow), current));
}
