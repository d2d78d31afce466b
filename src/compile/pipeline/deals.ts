import type { PipelinePlan } from '../../plan/Plan';
import { and, call, cast, column, literal, nothing, not, or, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Step } from '../../sql/tree';
import { amountOf } from '../amount';
import { constantAsOf } from '../AsOf';
import { distinctJoins } from '../dimension';
import { existing, inPipeline, source } from '../entity';
import { makeScan } from '../Scan';
import { isBefore, isFrom, timeValue } from '../time';
import { fixedPlace, readsOwner, readsStage } from './places';
import { at, instantOf, sides } from './Side';
import { ownerColumn } from '../../plan/planPipeline';

export const hasCurrency = (plan: PipelinePlan): boolean => plan.hasAmount && plan.model.entities.deal!.columns['currency'] !== undefined;
export const showsBookings = (plan: PipelinePlan): boolean => plan.hasAmount && plan.query.evidence === true;

/** Deals that were not closed before the start, as their rows are today: every deal that a bar may hold. */
export function dealsStep(plan: PipelinePlan, dialect: Dialect): Step {
  const { model, start, end, isNow } = plan;
  const zone = model.calendar.timeZone;
  const scan = makeScan('deal', { model, horizon: model.horizon }, dialect, constantAsOf(end, isNow, dialect, zone), end);
  const { entity: deal, outcome, alias } = scan;
  const own = (field: string) => column(deal.columns[field]!, alias);
  const created = timeValue(deal.times['createdAt']!, alias);
  const closed = timeValue(deal.times['closedAt']!, alias);
  const closedBefore = (instant: Date) => isBefore(closed, instant, dialect, zone);
  const booked = and(outcome.won, isFrom(closed, start, dialect, zone), closedBefore(end));
  const place = fixedPlace(plan, dialect);
  const columns: Column[] = [
    { as: 'item', of: own('id') },
    // A deal without a created date exists now, and at no instant before.
    ...sides.map((side) => ({
      as: at('existed', side),
      of: call('COALESCE', isBefore(created, instantOf(plan, side), dialect, zone), literal(side === 'end' && isNow)),
    })),
    {
      as: 'outcome',
      of: { kind: 'case', when: [[and(outcome.won, closedBefore(end)), literal('won')], [and(outcome.lost, closedBefore(end)), literal('lost')]], otherwise: nothing },
    },
    ...(plan.hasAmount ? [{ as: 'amount', of: cast(own('amount'), 'decimal') }] : []),
    ...(hasCurrency(plan) ? [{ as: 'currency', of: own('currency') }] : []),
    ...(plan.closing ? [{ as: 'expected_close', of: column(deal.times['expectedClose']!.column, alias) }] : []),
    ...(readsOwner(plan) ? [{ as: 'owner', of: cast(column(ownerColumn(deal)!, alias), 'text') }] : []),
    ...(readsStage(plan) ? [{ as: 'stage', of: own('stage') }] : []),
    ...(plan.hasHistory && deal.columns['pipeline'] ? [{ as: 'pipeline', of: own('pipeline') }] : []),
    ...(place.key ? [{ as: 'place', of: cast(place.key, 'text') }] : []),
    ...(place.label ? [{ as: 'place_label', of: cast(place.label, 'text') }] : []),
    ...(showsBookings(plan)
      ? [
          { as: 'is_booked', of: call('COALESCE', booked, literal(false)) },
          { as: 'booked', of: when(booked, cast(amountOf(scan), 'decimal')) },
        ]
      : []),
  ];
  return {
    name: 'deals',
    comment: 'deals that were not closed before the start, as they are today',
    of: {
      kind: 'select',
      columns,
      from: source(deal.from, alias),
      joins: distinctJoins([...scan.joins.values(), ...place.joins]),
      where: [
        and(
          ...existing(deal.where, alias),
          or(outcome.open, not(closedBefore(start))),
          ...(plan.pipeline ? [inPipeline(deal, plan.pipeline.id, alias)] : []),
          ...place.conditions
        ),
      ],
    },
  };
}
