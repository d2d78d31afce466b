/** Changes of deals that name their fields by other words than ours would read as no changes at all. */
import type { SalesModel } from '../../model/types';
import { cast, column, countRows } from '../../sql/build';
import { existing, source } from '../entity';
import type { Finding, Probe } from './Probe';

/** Fields that may change: docs/model.md, Entities. */
const fields = ['amount', 'expected_close', 'owner'];

export function changeProbes({ dealChange }: SalesModel): readonly Probe[] {
  if (!dealChange) {
    return [];
  }
  const field = column(dealChange.field, 'change');
  return [
    {
      id: 'fields of dealChange',
      place: 'entities.dealChange.field',
      select: {
        kind: 'select',
        comment: 'fields of which changes are kept',
        columns: [
          { as: 'field', of: cast(field, 'text') },
          { as: 'n', of: countRows() },
        ],
        from: source(dealChange.from, 'change'),
        where: existing(dealChange.where, 'change'),
        groupBy: [field],
        orderBy: [{ of: countRows(), descending: true }],
        limit: 100,
      },
      judge: (outcome) => ('rows' in outcome ? judge(outcome.rows.map((row) => String(row['field']))) : []),
    },
  ];
}

function judge(found: readonly string[]): readonly Finding[] {
  const known = fields.filter((field) => found.includes(field));
  const remedy = `write ${fields.join(', ')} in this column, with SQL under "from" where the database has other words`;
  if (found.length === 0 || known.length === fields.length) {
    return [];
  }
  return known.length === 0
    ? [{ severity: 'error', message: `no change is of a field that is understood (found ${found.slice(0, 5).join(', ')}): ${remedy}` }]
    : [{ severity: 'warning', message: `no changes of ${fields.filter((field) => !known.includes(field)).join(' and ')} are kept, so those of past dates are today’s; if the database names them otherwise, ${remedy}` }];
}
