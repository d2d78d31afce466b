/** First entries into each open stage, and the last open stage, from the history of the entrants. */
import type { FunnelPlan, FunnelStep } from '../../plan/Plan';
import { aggregate, and, binary, call, column, isIn, literal, not, or } from '../../sql/build';
import type { Column, Select, Sql } from '../../sql/tree';
import { sameId } from '../entity';
import { newestFirst, type HistoryRows } from '../history';
import type { Scan } from '../Scan';
import { closeField } from './entrants';
import { entryColumn } from './Item';

const stageIs = (ids: readonly string[]): Sql => isIn(column('stage', 'change'), ids.map(literal));

export const openSteps = (plan: FunnelPlan): readonly FunnelStep[] =>
  plan.steps.filter((step) => plan.pipeline.stages.some((stage) => stage.id === step.id && stage.kind === 'open'));

export const wonIds = (plan: FunnelPlan): readonly string[] => plan.pipeline.stages.filter((stage) => stage.kind === 'won').map((stage) => stage.id);

/** One row an item that has any history before now. */
export function entries(plan: FunnelPlan, scan: Scan, history: HistoryRows, entrantsStep: string): Select {
  const open = openSteps(plan);
  const last = open.at(-1);
  const timed = open.filter((step) => step.kind === 'stage');
  const at = column('at', 'change');
  const first = (step: FunnelStep): Column => {
    // A win that was undone shows that the item passed every open stage.
    const undone = and(stageIs(wonIds(plan)), not(column('is_won', 'entrant')));
    const entered = step === last && wonIds(plan).length ? or(stageIs([step.id]), undone) : stageIs([step.id]);
    return { as: entryColumn(step), of: aggregate('MIN', at, entered) };
  };
  const keepsWonEntry = wonIds(plan).length > 0 && closeField(scan.entity) === undefined;
  const rank: Sql = { kind: 'case', when: open.map((step) => [binary(column('stage', 'change'), '=', literal(step.id)), literal(step.rank)] as const), otherwise: literal(null) };
  const lastRank: Column = { as: 'last_rank', of: scan.dialect.first(rank, newestFirst(history, 'change'), stageIs(open.map((step) => step.id))) };
  return {
    kind: 'select',
    columns: [
      { as: 'item', of: column('item', 'change') },
      ...timed.map(first),
      ...(keepsWonEntry ? [{ as: 'won_entry', of: aggregate('MAX', at, stageIs(wonIds(plan))) }] : []),
      ...(plan.losses ? [lastRank] : []),
    ],
    from: { kind: 'nested', of: history.relation, as: 'change' },
    joins: [
      {
        how: 'inner',
        to: { kind: 'step', name: entrantsStep, as: 'entrant' },
        on: sameId(column('item', 'entrant'), column('item', 'change'), plan.model),
      },
    ],
    where: withinSpan(plan, entrantsStep),
    groupBy: [column('item', 'change')],
  };
}

/**
 * Where later items have larger ids, the history of a cohort lies between its smallest and largest id. The two parts
 * joined by OR make PostgreSQL read the index as bitmaps (see Dialect.splitsRanges).
 */
export function withinSpan(plan: FunnelPlan, entrantsStep: string): readonly Sql[] {
  if (plan.model.ids !== 'growing' || plan.basis !== 'cohort') {
    return [];
  }
  const end = (name: 'MIN' | 'MAX'): Sql => ({
    kind: 'scalar', of: { kind: 'select', columns: [{ as: 'item', of: call(name, column('item')) }], from: { kind: 'step', name: entrantsStep } },
  });
  const item = column('item', 'change');
  return [or(binary(item, '=', end('MIN')), and(binary(item, '>', end('MIN')), binary(item, '<=', end('MAX'))))];
}

