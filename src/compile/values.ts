import type { ValuesPlan } from '../plan/Plan';
import { binary, call, cast, countRows, literal, or } from '../sql/build';
import type { Select, Sql } from '../sql/tree';
import { aliasOf, dimensionSql } from './dimension';
import { existing, source as tableOf } from './entity';

/** Values of one dimension with the number of rows that have each, most frequent first. */
export function compileValues(plan: ValuesPlan): Select {
  const entity = plan.model.entities[plan.entity]!;
  const alias = plan.entity;
  const { key, label, join } = dimensionSql(plan.dimension, entity, alias, plan.model);
  const as = aliasOf(plan.dimension);
  const lower = (of: Sql): Sql => call('LOWER', of);
  // Both sides in the database's own lower case: what it makes of É depends on its locale.
  const contains = (text: Sql): Sql => binary(call('STRPOS', lower(cast(text, 'text')), lower(literal(plan.search ?? ''))), '>', literal(0));
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
    where: [...existing(entity.where, alias), ...(plan.search ? [or(...[key, ...(label ? [label] : [])].map(contains))] : [])],
    groupBy: [key],
    orderBy: [{ of: countRows(), descending: true }],
    limit: plan.limit + 1,
  };
}
