/** A dashboard's ad hoc filters, whatever their operator: taken over, or refused by name. */
import { SalesError } from '../sql/SalesError';
import type { Filter, FilterOperator } from './query';

/** As Grafana saves and sends it. */
export interface AdHocFilter {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly values?: readonly string[];
}

const operators: Readonly<Record<string, FilterOperator>> = {
  '=': '=',
  '!=': '!=',
  '=|': 'in',
  '!=|': 'not in',
  '=~': '=~',
  '!~': '!~',
};

/**
 * Filters of ours; those that match everything, or that are not filled in yet, are left out.
 * @throws SalesError `query/filter-operator` for a comparison such as `<`
 */
export function fromAdHoc(filters: readonly AdHocFilter[] | undefined): Filter[] {
  return (filters ?? []).filter((filter) => filter.key !== '' && !matchesAll(filter)).map(toFilter);
}

/** Values of a dashboard's filter are the viewer's: they are not searched for variables. */
function toFilter({ key, operator, value, values }: AdHocFilter): Filter {
  const known = operators[operator];
  if (!known) {
    throw new SalesError(
      'query/filter-operator',
      `the dashboard filter "${key} ${operator} ${value}" cannot be applied: dimensions are text and have no order; use =, !=, one of, not one of, or a regular expression`
    );
  }
  return { dimension: key, operator: known, values: values?.length ? values : [value] };
}

function matchesAll({ operator, value, values }: AdHocFilter): boolean {
  const given = values?.length ? values : [value];
  return (
    given.includes('$__all') || (operator === '=~' && given.includes('.*')) || (given.length === 1 && given[0] === '')
  );
}
