/**
 * Columns that `records` can show of an entity: its fields, its dimensions (shown by label), and what follows from
 * them. Where a field and a dimension share an id, the dimension is meant, because people read labels; the id, the
 * amount and times are always the fields.
 */
import { entityFields } from '../model/fields';
import { humanise } from '../model/label';
import type { Dimension, Entity, ItemName, SalesModel, TimeColumn } from '../model/types';
import { hasOutcome, missing } from '../metrics/needs';
import { needsOfRow, type Row } from '../metrics/rows';

interface Base {
  readonly id: string;
  readonly label: string;
  /** Tells who somebody is: shown only where the model allows it. */
  readonly isPersonal?: boolean;
}

export type RecordColumn =
  | (Base & { readonly kind: 'field'; readonly column: string; readonly type: 'text' | 'number' })
  | (Base & { readonly kind: 'time'; readonly time: TimeColumn })
  | (Base & { readonly kind: 'dimension'; readonly dimension: Dimension })
  /** Amounts in the model's currency; `age` up to closing, or to the as-of instant; the last three of open deals only. */
  | (Base & { readonly kind: 'amount' | 'age' | 'pushes' | 'weighted' | 'inStage' | 'stalled' });

const labels: Readonly<Record<string, string>> = {
  id: 'ID', createdAt: 'Created', closedAt: 'Closed', expectedClose: 'Expected close', qualifiedAt: 'Qualified', convertedAt: 'Converted',
  disqualifiedAt: 'Disqualified', email: 'E-mail',
};
const labelOf = (id: string): string => labels[id] ?? humanise(id);
const numbers = ['score', 'probability'];
const personal = ['name', 'email', 'phone'];

/** Columns of the lead's table that tell who somebody is. A deal's name is that of a company or a project. */
function personalColumns(entity: Entity, model: SalesModel): ReadonlySet<string> {
  const fields = personal.flatMap((field) => entity.columns[field] ?? []);
  return new Set(entity.name === 'lead' ? [...fields, ...model.contactFields] : []);
}

/** Whether the model lets the column be shown. */
export const mayShow = ({ isPersonal }: RecordColumn, { records }: SalesModel): boolean => !isPersonal || records.personalData;

const can = (row: Row, model: SalesModel): boolean => missing(needsOfRow(row, 'deal'), model) === undefined;

/** Every column that the entity can show, personal ones included; one for each id. */
export function recordColumns(name: ItemName, model: SalesModel): readonly RecordColumn[] {
  const entity = model.entities[name]!;
  const hidden = personalColumns(entity, model);
  const isPersonal = (column: string | undefined) => (column !== undefined && hidden.has(column) ? { isPersonal: true } : {});
  const field = (id: string): RecordColumn[] => {
    const column = entity.columns[id];
    return column === undefined ? [] : [{ kind: 'field', id, label: labelOf(id), column, type: numbers.includes(id) ? 'number' : 'text', ...isPersonal(column) }];
  };
  const times = entityFields[name].times.flatMap((id): RecordColumn[] => {
    const time = entity.times[id];
    return time ? [{ kind: 'time', id, label: labelOf(id), time }] : [];
  });
  const dimensions = Object.values(entity.dimensions).map((dimension): RecordColumn => ({
    kind: 'dimension', id: dimension.id, label: dimension.label, dimension, ...isPersonal(dimension.kind === 'column' ? dimension.column : undefined),
  }));
  const amount: RecordColumn[] = name === 'deal' && entity.columns['amount'] ? [{ kind: 'amount', id: 'amount', label: 'Amount' }] : [];
  const derived: RecordColumn[] =
    name === 'deal' && hasOutcome(entity, model)
      ? [
          { kind: 'age', id: 'age_days', label: 'Age' },
          { kind: 'inStage', id: 'days_in_stage', label: 'Time in stage' },
          { kind: 'stalled', id: 'stalled', label: 'Stalled' },
          ...(can({ row: 'amount', weighted: true }, model) ? [{ kind: 'weighted' as const, id: 'weighted_amount', label: 'Weighted amount' }] : []),
          ...(can({ row: 'pushes' }, model) ? [{ kind: 'pushes' as const, id: 'pushes', label: 'Times pushed' }] : []),
        ]
      : [];
  const others = entityFields[name].columns.filter((id) => id !== 'id' && id !== 'amount').flatMap(field);
  const contact = model.contactFields
    .filter((column) => name === 'lead' && !Object.values(entity.columns).includes(column))
    .map((column): RecordColumn => ({ kind: 'field', id: column, label: humanise(column), column, type: 'text', isPersonal: true }));
  const all = [...field('id'), ...amount, ...times, ...derived, ...dimensions, ...others, ...contact];
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}
