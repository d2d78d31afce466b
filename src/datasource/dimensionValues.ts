/** Values of a dimension, for filters, variables and the editor. */
import { map, type Observable } from 'rxjs';
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

/** What stands for rows without a value, in filters and in variables. */

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
      return distinct(
        (column?.values ?? []).map((label, row) => ({
          label: String(label ?? noValue),
          value: column?.keys?.[row] ?? noValue,
        }))
      );
    })
  );
}

/** Two keys that are shown alike get their key beside the label, as in answers. */
function distinct(values: readonly DimensionValue[]): DimensionValue[] {
  const seen = groupBy(values, ({ label }) => label);
  return values.map(({ label, value }) => ({
    label: seen.get(label)!.length > 1 ? `${label} (${value})` : label,
    value,
  }));
}
