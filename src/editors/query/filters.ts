/**
 * Filters as the editor shows them. `is` and `is not` stand for two saved operators each: one constant is compared,
 * several values (or a variable, which may hold several) are looked up in a list. No value yet filters nothing.
 */
import type { Filter, FilterOperator } from '../../plan/query';
import { isVariable, type Choice } from '../parts/Choice';

export type Relation = 'is' | 'is not' | 'matches' | 'does not match';

export const relations: ReadonlyArray<Choice<Relation>> = [
  { value: 'is', label: 'is' },
  { value: 'is not', label: 'is not' },
  { value: 'matches', label: 'matches', description: 'A regular expression of the database' },
  { value: 'does not match', label: 'does not match', description: 'A regular expression of the database' },
];

export function relationOf(operator: FilterOperator): Relation {
  switch (operator) {
    case '=':
    case 'in':
      return 'is';
    case '!=':
    case 'not in':
      return 'is not';
    case '=~':
      return 'matches';
    case '!~':
      return 'does not match';
  }
}

export function operatorFor(relation: Relation, values: readonly string[]): FilterOperator {
  const single = values.length < 2 && !values.some(isVariable);
  switch (relation) {
    case 'is':
      return single ? '=' : 'in';
    case 'is not':
      return single ? '!=' : 'not in';
    case 'matches':
      return '=~';
    case 'does not match':
      return '!~';
  }
}

export const isPattern = (relation: Relation): boolean => relation === 'matches' || relation === 'does not match';

export const withValues = (filter: Filter, values: readonly string[]): Filter => ({
  ...filter,
  values,
  operator: operatorFor(relationOf(filter.operator), values),
});

/** The values stay; a pattern keeps the first one only. */
export function withRelation(filter: Filter, relation: Relation): Filter {
  const values = isPattern(relation) ? filter.values.slice(0, 1) : filter.values;
  return { ...filter, values, operator: operatorFor(relation, values) };
}

/** Values belong to their dimension. */
export const withDimension = (filter: Filter, dimension: string): Filter =>
  dimension === filter.dimension ? filter : { ...filter, dimension, values: [] };
