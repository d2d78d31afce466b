/** What a list of rows can be asked for: sets and columns that the model has, and why others cannot be had. */
import type { ItemName, SalesModel } from '../../model/types';
import type { RecordsQuery } from '../../plan/query';
import { mayShow, recordColumns } from '../../plan/recordColumns';
import { componentOf, recordSets } from '../../plan/recordSets';
import type { Choice } from '../parts/Choice';
import { recordWords } from './recordWords';

export interface RecordChoices {
  /** The query's, or the one that stands for none. */
  readonly entity: ItemName;
  readonly entities: ReadonlyArray<Choice<ItemName>>;
  readonly sets: readonly Choice[];
  /** Personal data that the model does not show is listed with the reason, and cannot be chosen. */
  readonly columns: readonly Choice[];
}

const words: Readonly<Record<ItemName, string>> = { deal: 'Deals', lead: 'Leads' };
const items: readonly ItemName[] = ['deal', 'lead'];

export function recordChoices(model: SalesModel | undefined, query?: RecordsQuery): RecordChoices {
  const entity = query?.entity ?? (model && !model.entities.deal ? 'lead' : 'deal');
  return {
    entity,
    entities: items
      .filter((item) => item === query?.entity || model?.entities[item])
      .map((value) => ({ value, label: words[value] })),
    sets: recordSets(entity)
      .filter((set) => set.id === query?.which || (model && 'component' in componentOf(set, model)))
      .map(({ id }) => ({
        value: id,
        label: recordWords[entity][id]?.label ?? id,
        description: recordWords[entity][id]?.meaning,
      })),
    columns: model?.entities[entity]
      ? recordColumns(entity, model).map((column) => ({
          value: column.id,
          label: column.label,
          isDisabled: !mayShow(column, model),
          ...(mayShow(column, model) ? {} : { description: 'Personal data, which the sales model does not show' }),
        }))
      : [],
  };
}
