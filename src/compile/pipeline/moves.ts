/**
 * What each deal adds to which bar. A deal that is in the answer at one instant only stands in the bar that says why;
 * one that is in it at both stands where its amount changed, or in the two bars of its old and its new group.
 */
import type { PipelinePlan } from '../../plan/Plan';
import { and, binary, call, column, isIn, isNotNull, isNull, literal, not, or, when } from '../../sql/build';
import type { Select, Sql, Step } from '../../sql/tree';
import { fixedPlace, filtersMove, groupMoves } from './places';
import { at, type Side } from './Side';
import { showsRates } from './currency';
import { hasCurrency, showsBookings } from './deals';
import type { Dialect } from '../../sql/Dialect';

/** Rows that are no bars: evidence, and amounts that nothing converts. */
export const asides = { passThrough: 'pass_through', bookings: 'bookings', leftOut: 'left_out' } as const;

const cameBy = column('came_by');
const leftBy = column('left_by');
/** It has an amount, and nothing converts it. */
const isLeftOut = (side: Side): Sql => and(isNotNull(column(at('amount', side))), isNull(column(at('value', side))));
const orZero = (of: Sql): Sql => call('COALESCE', of, literal(0));

export function movesStep(plan: PipelinePlan, dialect: Dialect): Step {
  const passes = (side: Side): Sql => (filtersMove(plan) ? column(at('passes', side)) : literal(true));
  const transfers = filtersMove(plan) || groupMoves(plan);
  const wasIn = and(isNull(cameBy), passes('start'));
  const isStill = and(isNull(leftBy), passes('end'));
  const left = transfers ? or(isNotNull(leftBy), not(column('is_same_place'))) : isNotNull(leftBy);
  const came = transfers ? or(isNotNull(cameBy), not(column('is_same_place'))) : isNotNull(cameBy);
  const stayed = and(isNull(cameBy), isNull(leftBy), ...(transfers ? [column('is_same_place')] : []));
  const named = (of: Sql, otherwise: string): Sql => (transfers ? call('COALESCE', of, literal(otherwise)) : of);
  const [atStart, atEnd] = [column('value_at_start'), column('value_at_end')];
  const row = (side: Side, bucket: Sql, amount: Sql, ...where: readonly Sql[]): Select => ({
    kind: 'select',
    columns: [
      { as: 'bucket', of: bucket },
      ...placeColumns(plan, side, dialect),
      ...(plan.hasAmount ? [{ as: 'amount', of: amount }] : []),
    ],
    from: { kind: 'step', name: 'states' },
    where: [and(...where)],
  });
  const rows: readonly Select[] = [
    row('start', literal('start'), atStart, wasIn),
    row('end', literal('end'), atEnd, isStill),
    row('end', named(cameBy, 'transferred_in'), atEnd, isStill, came),
    row('start', named(leftBy, 'transferred_out'), binary(literal(0), '-', atStart), wasIn, left),
    ...(plan.hasAmount ? changes(plan, row, stayed) : []),
    row('end', literal(asides.passThrough), atEnd, binary(cameBy, '=', literal('created')), isIn(leftBy, [literal('won'), literal('lost')]), ...(plan.closing ? [column('is_expected_at_end')] : []), passes('end')),
    ...(showsBookings(plan) ? [row('end', literal(asides.bookings), column('booked'), column('is_booked'), passes('end'))] : []),
    ...(hasCurrency(plan) ? [row('end', literal(asides.leftOut), literal(0), or(and(wasIn, isLeftOut('start')), and(isStill, isLeftOut('end'))))] : []),
  ];
  return { name: 'moves', comment: 'what each deal adds to which bar', of: { kind: 'union', of: rows } };
}

/** Of deals that stayed: what was changed in them, at the rate of the end, and what the rate did to the rest. */
function changes(plan: PipelinePlan, row: (side: Side, bucket: Sql, amount: Sql, ...where: readonly Sql[]) => Select, stayed: Sql): readonly Select[] {
  const [before, after] = [orZero(showsRates(plan) ? column('start_by_end_rate') : column('value_at_start')), orZero(column('value_at_end'))];
  const isKnown = plan.model.dealChange !== undefined;
  const changed = row('end', when(binary(after, '>', before), literal('amount_up'), literal('amount_down')), binary(after, '-', before), stayed, binary(after, '<>', before));
  const start = orZero(column('value_at_start'));
  const byRate = row('end', literal('fx'), binary(before, '-', start), stayed, binary(before, '<>', start));
  return [...(isKnown ? [changed] : []), ...(showsRates(plan) ? [byRate] : [])];
}

/** The group that a deal was in at the instant; `fixedPlace` where it has but one. */
function placeColumns(plan: PipelinePlan, side: Side, dialect: Dialect): Select['columns'] {
  if (!plan.dimension) {
    return [];
  }
  const moves = groupMoves(plan);
  const hasLabel = plan.dimension.kind === 'join' && plan.dimension.column === undefined && plan.dimension.labelColumn !== undefined;
  const named = (name: string): Sql => column(moves ? at(name, side) : name);
  return fixedPlace(plan, dialect).key || moves
    ? [{ as: 'place', of: named('place') }, ...(hasLabel ? [{ as: 'place_label', of: named('place_label') }] : [])]
    : [];
}
