/** Values of a dimension, for filters, variables and the editor. */
import { map, type Observable } from 'rxjs';
import { blankValue, isBlankText } from '../compile/blank';
import { noValue } from '../compile/dimension';
import type { SalesModel } from '../model/types';
import { planDimensionValues } from '../plan/dimensionValues';
import type { Plan } from '../plan/Plan';
import { assemble } from '../result/assemble';
import type { Ask } from './pool';
import { groupBy } from './posts';
import type { RunRequest } from './runner';

export interface DimensionValue {
  readonly label: string;
  /** To filter by. */
  readonly value: string;
}

/** Most frequent first. @throws SalesError `query/unknown-dimension`, as the observable's error */
export function readValues(
  ask: Ask<Plan>,
  model: SalesModel,
  id: string,
  search: string | undefined,
  request: RunRequest
): Observable<DimensionValue[]> {
  const plan = planDimensionValues(model, id, search);
  return ask(plan, request).pipe(
    map(({ answers }) => {
      const column = assemble(plan, answers).columns.find(({ role }) => role === 'dimension');
      const labels = column?.values ?? [];
      return distinct(labels.map((label, row) => choiceOf(String(label ?? noValue), column?.keys?.[row] ?? noValue)));
    })
  );
}

/** Nothing can be chosen by a text that shows as nothing: `(empty)` stands for every one of them. */
const choiceOf = (label: string, key: string): DimensionValue =>
  label === blankValue && isBlankText(key) ? { label, value: blankValue } : { label, value: key };

/** One choice a value. Two keys that are shown alike get their key beside the label, as in answers. */
function distinct(all: readonly DimensionValue[]): DimensionValue[] {
  const values = [...new Map(all.map((one) => [one.value, one])).values()];
  const seen = groupBy(values, ({ label }) => label);
  return values.map(({ label, value }) => ({
    label: seen.get(label)!.length > 1 ? `${label} (${value})` : label,
    value,
  }));
}
