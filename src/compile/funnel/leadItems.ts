/** From lead to won deal: the item is the lead, its steps are those of any of its deals. */
import type { TimeColumn } from '../../model/types';
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan } from '../../plan/Plan';
import { aggregate, and, call, cast, column, isNull, literal, not, or, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Join, Select, Sql, Step } from '../../sql/tree';
import { existing, inPipeline, sameId, source as tableOf } from '../entity';
import { historyRows } from '../history';
import { either, isBefore, timeValue, type TimeValue } from '../time';
import { amountColumns, closeField, currencyFlags, endedAs, entrants, scanOf, untilOf } from './entrants';
import { entries, entryOfStage } from './entries';
import { entryColumn, type Item } from './Item';

const named = (of: Sql, time: TimeColumn): TimeValue => ({ of, time });

export function leadItems(plan: FunnelPlan<Instant>, dialect: Dialect): { steps: { before: Step[]; joins: readonly Join[] }; item: Item } {
  const { model, range } = plan;
  const zone = model.calendar.timeZone;
  const [lead, deal] = [scanOf(plan, 'lead', dialect), scanOf(plan, 'deal', dialect)];
  const history = historyRows('deal', model, range.now, dialect);
  const qualifiedAt = lead.entity.times['qualifiedAt'];
  const leads = entrants(plan, lead);
  const leadColumns: Column[] = [
    ...leads.columns,
    ...(qualifiedAt ? [{ as: 'qualified_at', of: when(isBefore(timeValue(qualifiedAt, lead.alias), range.now, dialect, zone), column(qualifiedAt.column, lead.alias)) }] : []),
    ...(lead.entity.columns['deal'] ? [{ as: 'deal', of: column(lead.entity.columns['deal'], lead.alias) }] : []),
  ];
  const first = plan.steps.find((step) => step.kind === 'stage');
  const dealCreated = named(column('created_at', 'deal'), deal.entity.times['createdAt']!);
  // A deal without a created date entered its first stage when its history says so.
  const created = history && first ? either(dealCreated, named(column(entryColumn(first), 'entry'), history.at), dialect, zone) : dealCreated;
  const before: Step[] = [
    { name: 'entrants', comment: 'the leads that enter the funnel', of: { ...leads, columns: leadColumns } },
    { name: 'deals', comment: 'the deals of those leads', of: dealsOf(plan, deal) },
    
    ...(history ? [{ name: 'deal_entries', comment: 'first entry of each deal into each stage', of: entries(plan, deal, history, 'deals') }] : []),
    { name: 'entries', comment: 'first entry of any deal of a lead', of: byLead(plan, history !== undefined, created.of, dialect) },
  ];
  const closed = closeField(deal.entity);
  const stages = plan.steps.filter((step) => step.kind === 'stage');
  const entry = (as: string, time: TimeColumn | undefined) => (time ? named(column(as, 'entry'), time) : undefined);
  return {
    steps: { before, joins: [{ how: 'left', to: { kind: 'step', name: 'entries', as: 'entry' }, on: sameId(column('lead', 'entry'), column('item', 'entrant'), model) }] },
    item: {
      created: named(column('created_at', 'entrant'), lead.entity.times['createdAt']!),
      until: untilOf(plan, lead),
      entries: [
        ...plan.steps.filter((step) => step.kind === 'qualified').map((step) => ({ step, at: qualifiedAt && named(column('qualified_at', 'entrant'), qualifiedAt) })),
        ...stages.map((step, at) => ({ step, at: at === 0 ? entry('deal_created', created.time) : entry(entryColumn(step), history?.at) })),
      ],
      wonAt: closed ? entry('closed_at', deal.entity.times[closed]) : entry('won_entry', history?.at),
      won: call('COALESCE', column('is_won', 'entry'), literal(false)),
      lost: literal(false),
      presentRank: column('present_rank', 'entry'),
    },
  };
}

function dealsOf(plan: FunnelPlan<Instant>, deal: ReturnType<typeof scanOf>): Select {
  const { entity, alias, model, zone, dialect } = deal;
  const leadColumn = entity.columns['lead'];
  const on = leadColumn
    ? sameId(column(leadColumn, alias), column('item', 'entrant'), model)
    : sameId(column(entity.columns['id']!, alias), column('deal', 'entrant'), model);
  const created = timeValue(entity.times['createdAt']!, alias);
  const closed = closeField(entity);
  const ranks = plan.steps.filter((step) => step.kind === 'stage').map((step) => [{ kind: 'binary', op: '=', left: column(entity.columns['stage'] ?? '', alias), right: literal(step.id) } as Sql, literal(step.rank)] as const);
  const firstRank = plan.steps.find((step) => step.kind === 'stage')?.rank ?? plan.steps.length;
  const current: Sql = entity.columns['stage'] && ranks.length ? call('COALESCE', { kind: 'case', when: ranks, otherwise: literal(null) }, literal(firstRank)) : literal(firstRank);
  return {
    kind: 'select',
    columns: [
      { as: 'item', of: column(entity.columns['id']!, alias) },
      { as: 'lead', of: column('item', 'entrant') },
      { as: 'created_at', of: created.of },
      ...(closed ? [{ as: 'closed_at', of: column(entity.times[closed]!.column, alias) }] : []),
      { as: 'is_won', of: endedAs('won', deal) },
      { as: 'is_lost', of: endedAs('lost', deal) },
      { as: 'current_rank', of: current },
      ...(plan.hasAmount ? amountColumns(deal) : []),
    ],
    from: tableOf(entity.from, alias),
    joins: [{ how: 'inner', to: { kind: 'step', name: 'entrants', as: 'entrant' }, on }],
    where: [...existing(entity.where, alias), inPipeline(entity, plan.pipeline.id, alias), or(isNull(created.of), isBefore(created, plan.range.now, dialect, zone))].filter((one) => one.kind !== 'literal'),
  };
}

/** Deals added up by lead: the first time of any of them, won when any was. */
function byLead(plan: FunnelPlan<Instant>, hasHistory: boolean, created: Sql, dialect: Dialect): Select {
  const deal = plan.model.entities.deal!;
  const stages = plan.steps.filter((step) => step.kind === 'stage').slice(1);
  const won = column('is_won', 'deal');
  const noRows = hasHistory ? isNull(column('item', 'entry')) : literal(true);
  const firstRank = plan.steps.find((step) => step.kind === 'stage')?.rank ?? 1;
  const present = when(and(noRows, not(won)), when(column('is_lost', 'deal'), literal(firstRank), column('current_rank', 'deal')));
  const any = (of: Sql): Sql => ({ kind: 'binary', op: '=', left: call('MAX', when(of, literal(1), literal(0))), right: literal(1) });
  return {
    kind: 'select',
    columns: [
      { as: 'lead', of: column('lead', 'deal') },
      { as: 'deal_created', of: aggregate('MIN', created) },
      ...(hasHistory ? stages.map((step) => ({ as: entryColumn(step), of: aggregate('MIN', entryOfStage(step, plan, won, 'entry', dialect)) })) : []),
      ...(closeField(deal) ? [{ as: 'closed_at', of: aggregate('MIN', column('closed_at', 'deal'), won) }] : []),
      ...(!closeField(deal) && hasHistory ? [{ as: 'won_entry', of: aggregate('MIN', column('won_entry', 'entry'), won) }] : []),
      { as: 'is_won', of: any(won) },
      { as: 'present_rank', of: call('MAX', present) },
      ...(plan.hasAmount ? [{ as: 'amount', of: cast(aggregate('SUM', column('amount', 'deal')), 'number') }] : []),
      ...currencyFlags(plan).map((as) => ({ as, of: any(column(as, 'deal')) })),
    ],
    from: { kind: 'step', name: 'deals', as: 'deal' },
    joins: hasHistory ? [{ how: 'left', to: { kind: 'step', name: 'deal_entries', as: 'entry' }, on: sameId(column('item', 'entry'), column('item', 'deal'), plan.model) }] : [],
    groupBy: [column('lead', 'deal')],
  };
}

