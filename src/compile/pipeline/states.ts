/** Each deal at both instants: first its values, then why it was not in the answer at the one and is not at the other. */
import type { Stage } from '../../model/types';
import type { PipelinePlan } from '../../plan/Plan';
import { and, binary, call, cast, column, isNotNull, isNull, literal, not, nothing } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Join, Sql, Step } from '../../sql/tree';
import { distinctJoins } from '../dimension';
import { outcomeOf, sameId, type Outcome } from '../entity';
import { isBefore, isFrom } from '../time';
import { convert, rateJoin, showsRates } from './currency';
import { hasCurrency, showsBookings } from './deals';
import { changedSides, stageSides, valueAt } from './history';
import { filtersMove, fixedPlace, groupMoves, placeAt, readsOwner, readsStage } from './places';
import { at, sides, type Side } from './Side';

const of = (name: string): Sql => column(name, 'deal');
const same = (name: string): Column => ({ as: name, of: of(name) });

/** Amount, expected close, owner and stage at both instants, beside what does not change. */
export function valuesStep(plan: PipelinePlan, dialect: Dialect): Step {
  const { model } = plan;
  const join = (name: string): Join => ({ how: 'left', to: { kind: 'step', name, as: name }, on: sameId(column('item', name), of('item'), model) });
  const both = (field: string): Column[] => sides.map((side) => ({ as: at(field, side), of: valueAt(plan, field, side) }));
  return {
    name: 'values',
    comment: 'the same deals with what they were at the start and at the end',
    of: {
      kind: 'select',
      columns: [
        ...keptColumns(plan, dialect),
        ...(plan.hasAmount ? both('amount') : []),
        ...(plan.closing ? both('expected_close') : []),
        ...(readsOwner(plan) ? both('owner') : []),
        ...(plan.hasHistory || readsStage(plan) ? stageColumns(plan) : []),
      ],
      from: { kind: 'step', name: 'deals', as: 'deal' },
      joins: [...changedSides(plan).map((side) => join(at('fields', side))), ...(plan.hasHistory ? [join('stages')] : [])],
    },
  };
}

/** Columns of the step of deals that go on as they are. */
function keptColumns(plan: PipelinePlan, dialect: Dialect): readonly Column[] {
  const place = fixedPlace(plan, dialect);
  return [
    ...sides.map((side) => same(at('existed', side))),
    same('outcome'),
    ...(plan.hasHistory && plan.model.entities.deal!.columns['pipeline'] ? [same('pipeline')] : []),
    ...(hasCurrency(plan) ? [same('currency')] : []),
    ...(place.key ? [same('place')] : []),
    ...(place.label ? [same('place_label')] : []),
    ...(showsBookings(plan) ? [same('is_booked'), same('booked')] : []),
  ];
}

/** From history; the present one is the deal's own. Before its first change a deal is in its first stage. */
function stageColumns(plan: PipelinePlan): readonly Column[] {
  const told = stageSides(plan);
  return sides.flatMap((side): Column[] => {
    if (!told.includes(side)) {
      return readsStage(plan) ? [{ as: at('stage', side), of: cast(of('stage'), 'text') }] : [];
    }
    const stage = cast(column(at('stage', side), 'stages'), 'text');
    return [{ as: at('stage', side), of: readsStage(plan) ? call('COALESCE', stage, firstStage(plan)) : stage }];
  });
}

function firstStage({ model }: PipelinePlan): Sql {
  const own = model.pipelines.filter((pipeline) => pipeline.of === 'deal');
  const first = (stages: readonly Stage[] | undefined): Sql => {
    const stage = stages?.find((one) => one.rank === 1);
    return stage ? literal(stage.id) : nothing;
  };
  return own.length < 2 || !model.entities.deal!.columns['pipeline']
    ? first(own[0]?.stages)
    : { kind: 'case', when: own.map((pipeline) => [binary(of('pipeline'), '=', literal(pipeline.id)), first(pipeline.stages)] as const), otherwise: nothing };
}

/** What the history said of the deal's outcome; undefined where it is not asked. */
function toldOutcome(plan: PipelinePlan, side: Side): Outcome | undefined {
  if (!stageSides(plan).includes(side)) {
    return undefined;
  }
  const { outcome: _, ...deal } = plan.model.entities.deal!;
  return outcomeOf({ ...deal, columns: { ...deal.columns, stage: at('stage', side) } }, 'deal', plan.model);
}

/** `came_by` and `left_by` name the bar of a deal that was not in the answer at the start, or is not at the end; else NULL. */
export function statesStep(plan: PipelinePlan, dialect: Dialect): Step {
  const [before, after] = sides.map((side) => placeAt(plan, side, dialect)) as [ReturnType<typeof placeAt>, ReturnType<typeof placeAt>];
  const place = fixedPlace(plan, dialect);
  const placeColumns = (side: Side, one: typeof before): Column[] => [
    ...(one.key ? [{ as: at('place', side), of: one.key }] : []),
    ...(one.label ? [{ as: at('place_label', side), of: cast(one.label, 'text') }] : []),
    ...(one.passes ? [{ as: at('passes', side), of: one.passes }] : []),
  ];
  return {
    name: 'states',
    comment: 'why a deal was not in the answer at the start (came_by) or is not at the end (left_by)',
    of: {
      kind: 'select',
      columns: [
        { as: 'came_by', of: cameBy(plan, dialect) },
        { as: 'left_by', of: leftBy(plan, dialect) },
        ...(plan.closing ? [{ as: 'is_expected_at_end', of: call('COALESCE', isExpected(plan, 'end', dialect), literal(false)) }] : []),
        ...(place.key ? [same('place')] : []),
        ...(place.label ? [same('place_label')] : []),
        ...placeColumns('start', before),
        ...placeColumns('end', after),
        ...(groupMoves(plan) || filtersMove(plan) ? [{ as: 'is_same_place', of: samePlace(before, after) }] : []),
        ...amountColumns(plan),
      ],
      from: { kind: 'step', name: 'values', as: 'deal' },
      joins: [...distinctJoins([...before.joins, ...after.joins]), ...(showsRates(plan) ? [rateJoin] : [])],
    },
  };
}

function amountColumns(plan: PipelinePlan): readonly Column[] {
  if (!plan.hasAmount) {
    return [];
  }
  const own = (side: Side): Sql => of(at('amount', side));
  const value = (side: Side): Sql => convert(own(side), side, plan);
  return [
    ...sides.map((side) => ({ as: at('value', side), of: value(side) })),
    ...(showsRates(plan) ? [{ as: 'start_by_end_rate', of: convert(own('start'), 'end', plan) }] : []),
    ...(hasCurrency(plan) ? sides.map((side) => same(at('amount', side))) : []),
    ...(showsBookings(plan) ? [same('is_booked'), same('booked')] : []),
  ];
}

function isExpected({ closing, model }: PipelinePlan, side: Side, dialect: Dialect): Sql {
  const close = { of: of(at('expected_close', side)), time: model.entities.deal!.times['expectedClose']! };
  const zone = model.calendar.timeZone;
  return and(isFrom(close, closing!.from, dialect, zone), isBefore(close, closing!.to, dialect, zone));
}

type Cases = ReadonlyArray<readonly [Sql, Sql]>;

function reason(cases: Cases, otherwise: string, plan: PipelinePlan, side: Side, dialect: Dialect): Sql {
  return plan.closing
    ? { kind: 'case', when: [...cases, [isExpected(plan, side, dialect), nothing]], otherwise: literal(otherwise) }
    : { kind: 'case', when: cases, otherwise: nothing };
}

function cameBy(plan: PipelinePlan, dialect: Dialect): Sql {
  const told = toldOutcome(plan, 'start');
  return reason([[not(of('existed_at_start')), literal('created')], ...(told ? [[told.closed, literal('reopened')] as const] : [])], 'pulled_in', plan, 'start', dialect);
}

/** By the deal's own outcome and date first: they are those of its last close. History tells of an earlier one. */
function leftBy(plan: PipelinePlan, dialect: Dialect): Sql {
  const told = toldOutcome(plan, 'end');
  const cases: Cases = [
    [not(of('existed_at_end')), literal('not created yet')],
    [isNotNull(of('outcome')), of('outcome')],
    ...(told ? ([[told.won, literal('won')], [told.lost, literal('lost')]] as const) : []),
  ];
  return reason(cases, 'pushed_out', plan, 'end', dialect);
}

function samePlace(before: ReturnType<typeof placeAt>, after: ReturnType<typeof placeAt>): Sql {
  const keys = [before.key, after.key];
  const sameKey = keys[0] && keys[1] ? [call('COALESCE', binary(keys[0], '=', keys[1]), and(isNull(keys[0]), isNull(keys[1])))] : [];
  const passes = [before.passes, after.passes].flatMap((one) => one ?? []);
  return and(...sameKey, ...passes);
}

