/**
 * A funnel as one statement: entrants → entries (from their history) → items (which steps each counts in) → one row
 * a value of the dimension, with a column a step. result/ turns it on its side.
 */
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan, FunnelStep } from '../../plan/Plan';
import type { TimeColumn } from '../../model/types';
import { aggregate, and, binary, call, cast, column, countRows, isNull, literal, not, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Select, Sql, Step } from '../../sql/tree';
import { sameId } from '../entity';
import { aliasOf, labelAliasOf } from '../dimension';
import { historyRows } from '../history';
import { either, type TimeValue } from '../time';
import { coalesced, countsIn, stepDays } from './conditions';
import { compileDeepest, needsNoTimes } from './deepest';
import { closeField, currencyFlags, entrants, scanOf, untilOf } from './entrants';
import { entries, entryOfStage } from './entries';
import { entryColumn, type Item } from './Item';
import { leadItems } from './leadItems';
import { presentRank } from './present';
import { hasSpan, spanStep } from './span';

const flag = (step: FunnelStep): string => `in_${step.rank}`;
const named = (of: Sql, time: TimeColumn): TimeValue => ({ of, time });

export function compileFunnel(plan: FunnelPlan<Instant>, dialect: Dialect): Select {
  const history = historyRows(plan.entity === 'lead' ? 'lead' : 'deal', plan.model, plan.range.now, dialect);
  if (history && needsNoTimes(plan)) {
    return compileDeepest(plan, history, dialect);
  }
  const { steps, item } = plan.entity === 'lead-to-deal' ? leadItems(plan, dialect) : ownItems(plan, dialect);
  const key = plan.dimension && column(aliasOf(plan.dimension), 'entrant');
  const carried: readonly Column[] = [
    ...(key ? [{ as: aliasOf(plan.dimension!), of: key }] : []),
    ...(hasLabel(plan) ? [{ as: labelAliasOf(plan.dimension!), of: column(labelAliasOf(plan.dimension!), 'entrant') }] : []),
    ...['is_lost', 'is_mature', ...(plan.hasAmount ? ['amount'] : [])].map((as) => ({ as, of: column(as, plan.hasAmount && as === 'amount' && plan.entity === 'lead-to-deal' ? 'entry' : 'entrant') })),
  ];
  const flags = plan.shown.map((step) => ({ as: flag(step), of: coalesced(countsIn(step, item, plan, dialect)) }));
  const days = plan.timing ? plan.shown.slice(1).flatMap((step, at) => daysColumn(plan.shown[at]!, step, item, plan, dialect)) : [];
  const extra = extraColumns(plan, item);
  const reached: Step = {
    name: 'items',
    comment: 'which steps each item counts in',
    of: { kind: 'select', columns: [...carried, ...flags, ...days, ...extra], from: { kind: 'step', name: 'entrants', as: 'entrant' }, joins: steps.joins },
  };
  return {
    kind: 'select',
    steps: [...steps.before, reached],
    columns: finalColumns(plan, dialect, days.map(({ as }) => as), extra.map(({ as }) => as)),
    from: { kind: 'step', name: 'items' },
    groupBy: plan.dimension ? [column(aliasOf(plan.dimension))] : undefined,
  };
}

const hasLabel = (plan: FunnelPlan<Instant>): boolean => plan.dimension?.kind === 'join' && plan.dimension.labelColumn !== undefined;

function daysColumn(before: FunnelStep, step: FunnelStep, item: Item, plan: FunnelPlan<Instant>, dialect: Dialect): readonly Column[] {
  const days = stepDays(before, step, item, plan, dialect);
  return days ? [{ as: `days_${step.rank}`, of: when(days.where, days.of) }] : [];
}

/** Evidence and notices: losses by stage, items judged by their present state, stages that the model lacks. */
function extraColumns(plan: FunnelPlan<Instant>, item: Item): readonly Column[] {
  return [
    ...(item.lastRank ? [{ as: 'lost_rank', of: when(item.lost, item.lastRank) }] : []),
    ...(hasSpan(plan) ? [] : [{ as: 'is_present_only', of: not(isNull(item.presentRank)) }]),
    ...(plan.entity === 'deal' && plan.model.entities.deal!.columns['stage'] ? [{ as: 'is_known_stage', of: column('is_known_stage', 'entrant') }] : []),
    ...currencyFlags(plan).map((as) => ({ as, of: column(as, plan.entity === 'deal' ? 'entrant' : 'entry') })),
  ];
}

function finalColumns(plan: FunnelPlan<Instant>, dialect: Dialect, days: readonly string[], extra: readonly string[]): readonly Column[] {
  const counts = plan.shown.flatMap((step): Column[] => {
    const inStep = column(flag(step));
    const dayColumn = `days_${step.rank}`;
    const quantile = (p: number) => (dialect.quantile ? cast(dialect.quantile(column(dayColumn), p, inStep), 'number') : literal(null));
    return [
      { as: `reached_${step.rank}`, of: countRows(inStep) },
      ...(plan.hasAmount ? [{ as: `value_${step.rank}`, of: cast(aggregate('SUM', column('amount'), inStep), 'number') }] : []),
      ...(days.includes(dayColumn)
        ? [
            { as: `days_p50_${step.rank}`, of: quantile(0.5) },
            { as: `days_p90_${step.rank}`, of: quantile(0.9) },
            { as: `days_n_${step.rank}`, of: aggregate('COUNT', column(dayColumn), inStep) },
          ]
        : []),
      ...(extra.includes('lost_rank')
        ? [{ as: `lost_${step.rank}`, of: countRows(and(inStep, binary(column('lost_rank'), '=', literal(step.rank)))) }]
        : []),
    ];
  });
  const counted = (as: string, condition: Sql): Column => ({ as, of: countRows(condition) });
  return [
    ...(plan.dimension ? [{ as: aliasOf(plan.dimension), of: column(aliasOf(plan.dimension)) }] : []),
    ...(plan.dimension && hasLabel(plan) ? [{ as: labelAliasOf(plan.dimension!), of: call('MAX', column(labelAliasOf(plan.dimension!))) }] : []),
    ...counts,
    counted('immature', not(column('is_mature'))),
    ...(extra.includes('is_present_only') ? [counted('present_only', column('is_present_only')), counted('lost_unknown', and(column('is_present_only'), column('is_lost')))] : []),
    ...(extra.includes('is_known_stage') ? [counted('unknown_stage', not(column('is_known_stage')))] : []),
    ...currencyFlags(plan).map((as) => counted(as === 'is_foreign' ? 'foreign_currency' : 'without_rate', column(as))),
  ];
}

/** Deals or leads with a history of their own. */
function ownItems(plan: FunnelPlan<Instant>, dialect: Dialect): { steps: { before: Step[]; joins: Select['joins'] }; item: Item } {
  const name = plan.entity === 'lead' ? 'lead' : 'deal';
  const scan = scanOf(plan, name, dialect);
  const history = historyRows(name, plan.model, plan.range.now, dialect);
  const before: Step[] = [{ name: 'entrants', comment: 'the items that enter the funnel', of: entrants(plan, scan) }];
  if (history) {
    before.push(...spanStep(plan, 'entrants'), { name: 'entries', comment: 'first entry into each stage', of: entries(plan, scan, history, 'entrants') });
  }
  const open = plan.steps.filter((step) => step.kind === 'stage');
  const first = plan.steps.find((step) => step.kind === 'created');
  const field = closeField(scan.entity);
  const wonAt = field
    ? named(column('closed_at', 'entrant'), scan.entity.times[field]!)
    : history
      ? named(column('won_entry', 'entry'), history.at)
      : undefined;
  return {
    steps: {
      before,
      joins: history
        ? [{ how: 'left', to: { kind: 'step', name: 'entries', as: 'entry' }, on: sameId(column('item', 'entry'), column('item', 'entrant'), plan.model) }]
        : [],
    },
    item: {
      created: named(column('created_at', 'entrant'), scan.entity.times['createdAt']!),
      until: untilOf(plan, scan),
      firstEntry: history && plan.basis === 'event' && first ? either(named(column('created_at', 'entrant'), scan.entity.times['createdAt']!), named(column(entryColumn(first), 'entry'), history.at), dialect, scan.zone) : undefined,
      entries: open.map((step) => ({ step, at: history && named(entryOfStage(step, plan, column('is_won', 'entrant'), 'entry', dialect), history.at) })),
      wonAt,
      won: column('is_won', 'entrant'),
      lost: column('is_lost', 'entrant'),
      presentRank: presentRank(plan, scan, history),
      lastRank: plan.losses ? (history ? call('COALESCE', column('last_rank', 'entry'), literal(1)) : literal(1)) : undefined,
    },
  };
}
