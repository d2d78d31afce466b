import type { ValuesPlan } from '../plan/Plan';
import { binary, call, cast, countRows, literal, or } from '../sql/build';
import type { Select } from '../sql/tree';
import { aliasOf, dimensionSql } from './dimension';
import { existing, source as tableOf } from './entity';

/** Values of one dimension with the number of rows that have each, most frequent first. */
export function compileValues(plan: ValuesPlan): Select {
  const entity = plan.model.entities[plan.entity]!;
  const alias = plan.entity;
  const { key, label, join } = dimensionSql(plan.dimension, entity, alias, plan.model);
  const as = aliasOf(plan.dimension);
  const needle = plan.search?.toLowerCase();
  const contains = (text: typeof key) => binary(call('STRPOS', call('LOWER', cast(text, 'text')), literal(needle ?? '')), '>', literal(0));
  return {
    kind: 'select',
    comment: 'values of a dimension',
    columns: [
      { as, of: cast(key, 'text') },
      ...(label ? [{ as: `${as}_label`, of: cast(call('MAX', label), 'text') }] : []),
      { as: 'row_count', of: countRows() },
    ],
    from: tableOf(entity.from, alias),
    joins: join ? [join] : [],
    where: [...existing(entity.where, alias), ...(needle ? [or(...[key, ...(label ? [label] : [])].map(contains))] : [])],
    groupBy: [key],
    orderBy: [{ of: countRows(), descending: true }],
    limit: plan.limit + 1,
  };
}
