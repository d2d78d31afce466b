import type { EntityName, SalesModel } from '../../model/types';
import type { Path } from './path';
import { textOf } from './path';

/** What holds where the form is empty: the preset's mapping or the default, shown as the placeholder. */
export function effective(model: SalesModel | undefined, path: Path): string | undefined {
  if (!model) {
    return undefined;
  }
  const [first, second, third] = path.map(String);
  switch (first) {
    case 'calendar':
      return second === 'holidays' ? undefined : textOf(model.calendar[second as 'timeZone']);
    case 'currency':
      return model.currency;
    case 'minSample':
      return String(model.minSample);
    case 'horizon':
      return textOf(model.horizon[second as 'lead' | 'deal']);
    case 'stalledAfter':
      return String(model.stalledAfter.default);
    case 'entities':
      return mapped(model, second ?? '', third ?? '');
    default:
      return undefined;
  }
}

function mapped(model: SalesModel, name: string, field: string): string | undefined {
  const history =
    name === 'stageChange' ? model.history.deal : name === 'leadStageChange' ? model.history.lead : undefined;
  if (history) {
    return field === 'from'
      ? nameOf(history.from)
      : field === 'at'
        ? history.at.column
        : textOf(history[field as 'item']);
  }
  if (name === 'rate') {
    return model.rate && (field === 'from' ? nameOf(model.rate.from) : textOf(model.rate[field as 'currency']));
  }
  const entity = model.entities[name as EntityName];
  return entity && (field === 'from' ? nameOf(entity.from) : (entity.columns[field] ?? entity.times[field]?.column));
}

const nameOf = (from: { readonly table: readonly string[] } | { readonly sql: string }): string =>
  'table' in from ? from.table.join('.') : 'SQL';
