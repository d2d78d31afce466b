/** Amounts of open deals in the model's currency (docs/metrics.md R10): by the latest rate on or before the instant's day. */
import type { PipelinePlan } from '../../plan/Plan';
import { binary, cast, column, literal, nothing } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Join, Sql, Step } from '../../sql/tree';
import { source } from '../entity';
import { dayOfMoment } from '../moment';
import { hasCurrency } from './deals';
import { at, instantOf, sides, type Side } from './Side';

export const showsRates = (plan: PipelinePlan): boolean => hasCurrency(plan) && plan.model.rate !== undefined;

export function rateSteps(plan: PipelinePlan, dialect: Dialect): readonly Step[] {
  if (!showsRates(plan)) {
    return [];
  }
  const { from, currency, date, rate } = plan.model.rate!;
  const of = (name: string): Sql => column(name, 'rate');
  const known = (side: Side): Sql => binary(of(date), '<=', dayOfMoment(instantOf(plan, side), dialect, plan.model.calendar.timeZone));
  return [
    {
      name: 'rates',
      comment: 'the rate of each currency on the two days, or the last one before',
      of: {
        kind: 'select',
        columns: [{ as: 'currency', of: of(currency) }, ...sides.map((side) => ({ as: at('rate', side), of: dialect.first(of(rate), [{ of: of(date), descending: true }, { of: of(rate) }], known(side)) }))],
        from: source(from, 'rate'),
        where: [known('end')],
        groupBy: [of(currency)],
      },
    },
  ];
}

export const rateJoin: Join = {
  how: 'left',
  to: { kind: 'step', name: 'rates', as: 'rate' },
  on: binary(column('currency', 'rate'), '=', column('currency', 'deal')),
};

/** `own` in the model's currency at the rate of an instant, with `deal` and `rate` at hand; NULL without a rate. */
export function convert(own: Sql, side: Side, plan: PipelinePlan): Sql {
  if (!hasCurrency(plan)) {
    return own;
  }
  const converted = showsRates(plan) ? cast(binary(own, '*', column(at('rate', side), 'rate')), 'decimal') : nothing;
  return { kind: 'case', when: [[binary(column('currency', 'deal'), '=', literal(plan.model.currency)), own]], otherwise: converted };
}
