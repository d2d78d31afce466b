/** Keys that must be unique for joins to be many-to-one: items by id, joined tables by key. */
import type { From, SalesModel } from '../../model/types';
import { binary, cast, column, countRows, isNotNull, literal } from '../../sql/build';
import type { Select } from '../../sql/tree';
import { existing, source } from '../entity';
import { nameOf, type Probe } from './Probe';

export function joinProbes(model: SalesModel): readonly Probe[] {
  const found = new Map<string, Probe>();
  const add = (place: string, from: From, key: string, where: Select['where'] = []) => {
    const id = `duplicates ${JSON.stringify([from, key])}`;
    found.set(id, found.get(id) ?? duplicateProbe(id, place, from, key, where));
  };
  for (const entity of Object.values(model.entities)) {
    const place = `entities.${entity!.name}`;
    if (entity!.columns['id'] && ['lead', 'deal', 'customer', 'owner'].includes(entity!.name)) {
      add(`${place}.id`, entity!.from, entity!.columns['id'], existing(entity!.where, 'row'));
    }
    for (const dimension of Object.values(entity!.dimensions)) {
      if (dimension.kind === 'join') {
        add(`${place}.dimensions.${dimension.id}`, dimension.table, dimension.key);
      }
    }
  }
  return [...found.values()];
}

function duplicateProbe(id: string, place: string, from: From, key: string, where: Select['where']): Probe {
  const of = column(key, 'row');
  return {
    id,
    place,
    select: {
      kind: 'select',
      comment: 'keys that occur more than once',
      columns: [
        { as: 'key', of: cast(of, 'text') },
        { as: 'n', of: countRows() },
      ],
      from: source(from, 'row'),
      where: [...(where ?? []), isNotNull(of)],
      groupBy: [of],
      having: [binary(countRows(), '>', literal(1))],
      limit: 3,
    },
    judge: (outcome) =>
      'rows' in outcome && outcome.rows.length > 0
        ? [
            {
              severity: 'error',
              message: `"${key}" of ${nameOf(from)} is not unique (${outcome.rows.map((row) => `${String(row['key'])}: ${String(row['n'])} times`).join(', ')}): rows would be counted twice; map a unique column`,
            },
          ]
        : [],
  };
}
