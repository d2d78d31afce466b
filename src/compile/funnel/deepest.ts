/**
 * A funnel that only counts what was reached, by cohort and without a window, needs no times: the deepest rank of each
 * item tells every step. Items are added up by it before the steps are, so a step costs a sum over a few rows.
 */
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan } from '../../plan/Plan';
import { aggregate, and, binary, call, cast, column, countRows, isNull, literal, not, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Select, Sql } from '../../sql/tree';
import { aliasOf } from '../dimension';
import { sameId } from '../entity';
import type { HistoryRows } from '../history';
import { entrants, scanOf } from './entrants';
import { entrantsOnly, openSteps, stagesThatMatter, wonIds } from './entries';
import { presentRank } from './present';
import { hasSpan, spanStep, withinSpan } from './span';

export const needsNoTimes = (plan: FunnelPlan<Instant>): boolean =>
  plan.policy === 'reached' && plan.basis === 'cohort' && plan.windowDays === undefined && !plan.timing && !plan.losses && plan.entity !== 'lead-to-deal';

export function compileDeepest(plan: FunnelPlan<Instant>, history: HistoryRows, dialect: Dialect): Select {
  const scan = scanOf(plan, plan.entity === 'lead' ? 'lead' : 'deal', dialect);
  const own = entrants(plan, scan);
  const key = plan.dimension && aliasOf(plan.dimension);
  const label = own.columns.some(({ as }) => as === `${key}_label`) ? `${key}_label` : undefined;
  const flags = [...(hasSpan(plan) ? [] : ['is_present_only']), 'is_mature', 'is_known_stage', 'is_foreign', 'is_without_rate'].filter((as) => as === 'is_present_only' || own.columns.some((one) => one.as === as));
  const entrant = (as: string) => column(as, 'entrant');
  const last = plan.steps.length;
  const stateless = isNull(column('item', 'entry'));
  const rank = when(entrant('is_won'), literal(last), call('COALESCE', column('deepest', 'entry'), presentRank(plan, scan, history), literal(1)));
  const keys = [...(key ? [key] : []), 'rank'];
  const counts = countsOf(flags);
  return {
    kind: 'select',
    steps: [
      { name: 'entrants', comment: 'the items that enter the funnel', of: own },
      ...spanStep(plan, 'entrants'),
      { name: 'entries', comment: 'the deepest stage of each, from the history', of: deepestOf(plan, history) },
      {
        name: 'items',
        comment: 'the rank that each item reached',
        of: {
          kind: 'select',
          columns: [
            ...(key ? [{ as: key, of: entrant(key) }] : []),
            ...(label ? [{ as: label, of: entrant(label) }] : []),
            ...(plan.hasAmount ? [{ as: 'amount', of: entrant('amount') }] : []),
            { as: 'rank', of: rank },
            ...(hasSpan(plan) ? [] : [{ as: 'is_present_only', of: stateless }, { as: 'is_lost', of: entrant('is_lost') }]),
            ...flags.filter((as) => as !== 'is_present_only').map((as) => ({ as, of: entrant(as) })),
          ],
          from: { kind: 'step', name: 'entrants', as: 'entrant' },
          joins: [{ how: 'left', to: { kind: 'step', name: 'entries', as: 'entry' }, on: sameId(column('item', 'entry'), entrant('item'), plan.model) }],
        },
      },
      {
        name: 'summed',
        comment: 'items by the rank that they reached',
        of: {
          kind: 'select',
          columns: [
            ...keys.map((as) => ({ as, of: column(as) })),
            ...(label ? [{ as: label, of: call('MAX', column(label)) }] : []),
            { as: 'items', of: countRows() },
            ...Object.entries(counts).map(([as, where]) => ({ as, of: countRows(where) })),
            ...(plan.hasAmount ? [{ as: 'amount', of: aggregate('SUM', column('amount')) }] : []),
          ],
          from: { kind: 'step', name: 'items' },
          groupBy: keys.map((as) => column(as)),
        },
      },
    ],
    columns: sums(plan, key, label, Object.keys(counts)),
    from: { kind: 'step', name: 'summed' },
    groupBy: key ? [column(key)] : undefined,
  };
}

function deepestOf(plan: FunnelPlan<Instant>, history: HistoryRows): Select {
  const stage = column('stage', 'change');
  const ranks = openSteps(plan).map((step) => [binary(stage, '=', literal(step.id)), literal(step.rank)] as const);
  // A win that was undone shows that the item passed every open stage.
  const undone = wonIds(plan).map((id) => [binary(stage, '=', literal(id)), literal(openSteps(plan).at(-1)?.rank ?? 1)] as const);
  const item = column('item', 'change');
  return {
    kind: 'select',
    columns: [
      { as: 'item', of: item },
      { as: 'deepest', of: call('MAX', { kind: 'case', when: [...ranks, ...undone], otherwise: literal(null) }) },
    ],
    from: { kind: 'nested', of: history.relation, as: 'change' },
    joins: entrantsOnly(plan, 'entrants'),
    where: [...withinSpan(plan), ...stagesThatMatter(plan)],
    groupBy: [item],
  };
}

function sums(plan: FunnelPlan<Instant>, key: string | undefined, label: string | undefined, counts: readonly string[]): readonly Column[] {
  const total = (of: string, where?: Sql) => aggregate('SUM', column(of), where);
  const counted = (as: string, where: Sql): Column => ({ as, of: call('COALESCE', total('items', where), literal(0)) });
  return [
    ...(key ? [{ as: key, of: column(key) }] : []),
    ...(label ? [{ as: label, of: call('MAX', column(label)) }] : []),
    ...plan.shown.flatMap((step): Column[] => {
      const reached = binary(column('rank'), '>=', literal(step.rank));
      return [
        counted(`reached_${step.rank}`, reached),
        ...(plan.hasAmount ? [{ as: `value_${step.rank}`, of: cast(total('amount', reached), 'number') }] : []),
      ];
    }),
    ...counts.map((as): Column => ({ as, of: total(as) })),
  ];
}

/** What the answer's notices count. */
function countsOf(flags: readonly string[]): Readonly<Record<string, Sql>> {
  const all: Readonly<Record<string, Sql>> = {
    immature: not(column('is_mature')),
    present_only: column('is_present_only'),
    lost_unknown: and(column('is_present_only'), column('is_lost')),
    unknown_stage: not(column('is_known_stage')),
    foreign_currency: column('is_foreign'),
    without_rate: column('is_without_rate'),
  };
  const needs: Readonly<Record<string, string>> = { present_only: 'is_present_only', lost_unknown: 'is_present_only', unknown_stage: 'is_known_stage', foreign_currency: 'is_foreign', without_rate: 'is_without_rate' };
  return Object.fromEntries(Object.entries(all).filter(([name]) => needs[name] === undefined || flags.includes(needs[name])));
}
