/** What deals were at the two instants, from the changes of their fields and of their stages. */
import type { PipelinePlan } from '../../plan/Plan';
import { binary, call, cast, column, countRows, isIn, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Sql, SqlType, Step } from '../../sql/tree';
import { existing, sameId, source } from '../entity';
import { historyRows, newestFirst } from '../history';
import { isBefore, isFrom } from '../time';
import { readsOwner } from './places';
import { at, instantOf, sides, type Side } from './Side';

/** Fields of docs/model.md, Entities that a change may be of, as far as the answer needs them. */
const changedFields = (plan: PipelinePlan): readonly string[] => [
  ...(plan.hasAmount ? ['amount'] : []),
  ...(plan.closing ? ['expected_close'] : []),
  ...(readsOwner(plan) ? ['owner'] : []),
];

/** Instants whose values may differ from today's: not the present. */
export const changedSides = (plan: PipelinePlan): readonly Side[] =>
  plan.model.dealChange && changedFields(plan).length > 0 ? sides.filter((side) => side === 'start' || !plan.isNow) : [];

const count = (field: string): string => `${field}_changes`;

/**
 * One row a deal that was changed at the instant or later, with the old value of its first such change. That value may
 * be empty, so how many changes there were tells whether there is one.
 */
export const changeSteps = (plan: PipelinePlan, dialect: Dialect): readonly Step[] =>
  changedSides(plan).map((side): Step => {
    const { from, item, at: time, field, old, seq, where } = plan.model.dealChange!;
    const alias = 'change';
    const fields = changedFields(plan);
    const of = (name: string): Sql => column(name, alias);
    const is = (name: string): Sql => binary(of(field), '=', literal(name));
    // Of several at one time the smallest, as in compile/dealChanges.ts; other fields hold texts that may not be cast.
    const order = (name: string) => [{ of: of(time.column) }, { of: seq ? of(seq) : when(is(name), typed(plan, name, call('NULLIF', cast(of(old), 'text'), literal('')))) }];
    const columns: Column[] = fields.flatMap((name) => [
      { as: name, of: dialect.first(cast(of(old), 'text'), order(name), is(name)) },
      { as: count(name), of: countRows(is(name)) },
    ]);
    return {
      name: at('fields', side),
      comment: `what deals had at the ${side}: the old value of the first change since`,
      of: {
        kind: 'select',
        columns: [{ as: 'item', of: of(item) }, ...columns],
        from: source(from, alias),
        where: [
          ...existing(where, alias),
          isFrom({ of: of(time.column), time }, instantOf(plan, side), dialect, plan.model.calendar.timeZone),
          isIn(of(field), fields.map(literal)),
        ],
        groupBy: [of(item)],
      },
    };
  });

const typeOf = (plan: PipelinePlan, field: string): SqlType =>
  field === 'amount' ? 'decimal' : field === 'expected_close' ? plan.model.entities.deal!.times['expectedClose']!.is : 'text';

/** A text of history as the field holds it. */
const typed = (plan: PipelinePlan, field: string, text: Sql): Sql => (typeOf(plan, field) === 'text' ? text : cast(text, typeOf(plan, field)));

/** The field's value at the instant, from `deal` (today) and the step of changes; an empty old value is none. */
export function valueAt(plan: PipelinePlan, field: string, side: Side): Sql {
  const today = column(field, 'deal');
  if (!changedSides(plan).includes(side)) {
    return today;
  }
  const step = at('fields', side);
  const old = call('NULLIF', column(field, step), literal(''));
  return when(binary(column(count(field), step), '>', literal(0)), typed(plan, field, old), today);
}

/** Instants at which the stage is told by history: not the present, which the deal's own row tells. */
export const stageSides = (plan: PipelinePlan): readonly Side[] =>
  plan.hasHistory ? sides.filter((side) => side === 'start' || !plan.isNow) : [];

/** The stage of each deal at the instants: the last that it entered before. */
export function stageSteps(plan: PipelinePlan, dialect: Dialect): readonly Step[] {
  const { model } = plan;
  const known = stageSides(plan);
  const last = known.at(-1);
  const history = last && historyRows('deal', model, instantOf(plan, last), dialect);
  if (!history) {
    return [];
  }
  const changed = { of: column('at', 'change'), time: history.at };
  const before = (side: Side): Sql | undefined =>
    side === last ? undefined : isBefore(changed, instantOf(plan, side), dialect, model.calendar.timeZone);
  const item = column('item', 'change');
  return [
    {
      name: 'stages',
      comment: 'the last stage that each of them entered before',
      of: {
        kind: 'select',
        columns: [
          { as: 'item', of: item },
          ...known.map((side) => ({ as: at('stage', side), of: dialect.first(column('stage', 'change'), newestFirst(history, 'change'), before(side)) })),
        ],
        from: { kind: 'step', name: 'deals', as: 'deal' },
        joins: [{ how: 'inner', to: { kind: 'nested', of: history.relation, as: 'change' }, on: sameId(item, column('item', 'deal'), model) }],
        groupBy: [item],
      },
    },
  ];
}
