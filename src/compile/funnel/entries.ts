/** First entries into each open stage, and the last open stage, from the history of the entrants. */
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan, FunnelStep } from '../../plan/Plan';
import { aggregate, binary, column, isIn, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Join, Select, Sql } from '../../sql/tree';
import { sameId } from '../entity';
import { newestFirst, type HistoryRows } from '../history';
import type { Scan } from '../Scan';
import { closeField } from './entrants';
import { entryColumn } from './Item';
import { hasSpan, withinSpan } from './span';

const stageIs = (ids: readonly string[]): Sql => isIn(column('stage', 'change'), ids.map(literal));

export const openSteps = (plan: FunnelPlan<Instant>): readonly FunnelStep[] =>
  plan.steps.filter((step) => plan.pipeline.stages.some((stage) => stage.id === step.id && stage.kind === 'open'));

export const wonIds = (plan: FunnelPlan<Instant>): readonly string[] => plan.pipeline.stages.filter((stage) => stage.kind === 'won').map((stage) => stage.id);

/** One row an item that has any history before now. */
export function entries(plan: FunnelPlan<Instant>, scan: Scan, history: HistoryRows, entrantsStep: string): Select {
  const open = openSteps(plan);
  const last = open.at(-1);
  // By event, an item without a created date entered the first stage when its history says so.
  const timed = open.filter((step) => step.kind === 'stage' || plan.basis === 'event');
  const at = column('at', 'change');
  const first = (step: FunnelStep): Column => ({ as: entryColumn(step), of: aggregate('MIN', at, stageIs([step.id])) });
  const hasWon = wonIds(plan).length > 0;
  const keepsWonEntry = hasWon && closeField(scan.entity) === undefined;
  // An undone win is an entry into the last open stage; what is not undone is not asked for its losses.
  const ranks = [...open.map((step) => [step.id, step.rank] as const), ...wonIds(plan).map((id) => [id, last?.rank ?? 1] as const)];
  const rank: Sql = { kind: 'case', when: ranks.map(([id, value]) => [binary(column('stage', 'change'), '=', literal(id)), literal(value)] as const), otherwise: literal(null) };
  const lastRank: Column = { as: 'last_rank', of: scan.dialect.first(rank, newestFirst(history, 'change'), stageIs(ranks.map(([id]) => id))) };
  return {
    kind: 'select',
    columns: [
      { as: 'item', of: column('item', 'change') },
      ...timed.map(first),
      ...(hasWon && last?.kind === 'stage' ? [{ as: firstWonEntry, of: aggregate('MIN', at, stageIs(wonIds(plan))) }] : []),
      ...(keepsWonEntry ? [{ as: 'won_entry', of: aggregate('MAX', at, stageIs(wonIds(plan))) }] : []),
      ...(plan.losses ? [lastRank] : []),
    ],
    from: { kind: 'nested', of: history.relation, as: 'change' },
    joins: entrantsOnly(plan, entrantsStep),
    where: [...withinSpan(plan), ...stagesThatMatter(plan)],
    groupBy: [column('item', 'change')],
  };
}

/** The first history row into a won stage. */
const firstWonEntry = 'entered_won';

/** First entry into an open stage: a win that was undone shows that the item passed every open stage. */
export function entryOfStage(step: FunnelStep, plan: FunnelPlan<Instant>, won: Sql, table: string, dialect: Dialect): Sql {
  const entered = column(entryColumn(step), table);
  if (step !== openSteps(plan).at(-1) || wonIds(plan).length === 0) {
    return entered;
  }
  return when(won, entered, dialect.earlier(entered, column(firstWonEntry, table)));
}

/** The history of other items would be added up in vain; a span of ids cuts it already. */
export const entrantsOnly = (plan: FunnelPlan<Instant>, entrantsStep: string): readonly Join[] =>
  hasSpan(plan)
    ? []
    : [{ how: 'inner', to: { kind: 'step', name: entrantsStep, as: 'entrant' }, on: sameId(column('item', 'entrant'), column('item', 'change'), plan.model) }];

/** Where the history is read by a span of ids, only the stages beyond the first (and the first, for losses). */
export const stagesThatMatter = (plan: FunnelPlan<Instant>): readonly Sql[] => {
  const open = openSteps(plan).filter((step) => step.kind === 'stage' || plan.losses);
  return hasSpan(plan) ? [stageIs([...open.map((step) => step.id), ...wonIds(plan)])] : [];
};
