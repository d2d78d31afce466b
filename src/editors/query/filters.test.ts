import type { Filter } from '../../plan/query';
import { operatorFor, relationOf, withDimension, withRelation, withValues } from './filters';

const filter: Filter = { dimension: 'region', operator: '=', values: ['West'] };

it('compares one constant, and looks several up in a list', () => {
  expect(withValues(filter, ['West'])).toEqual({ dimension: 'region', operator: '=', values: ['West'] });
  expect(withValues(filter, ['West', 'North']).operator).toBe('in');
  expect(withValues({ ...filter, operator: 'not in' }, ['West']).operator).toBe('!=');
});

it.each(['$region', '${region}', '[[region]]'])('looks %s up in a list, for it may hold several values', (variable) => {
  expect(withValues(filter, [variable]).operator).toBe('in');
});

it('filters nothing while it has no value', () => {
  expect(withValues(filter, []).operator).toBe('=');
});

it('keeps the values when the relation changes, and one of them for a pattern', () => {
  const several: Filter = { dimension: 'region', operator: 'in', values: ['West', 'North'] };
  expect(withRelation(several, 'is not')).toEqual({ ...several, operator: 'not in' });
  expect(withRelation(several, 'matches')).toEqual({ ...several, operator: '=~', values: ['West'] });
});

it('drops the values of another dimension', () => {
  expect(withDimension(filter, 'owner')).toEqual({ dimension: 'owner', operator: '=', values: [] });
  expect(withDimension(filter, 'region')).toBe(filter);
});

it('shows every operator as a relation that saves it again', () => {
  for (const operator of ['=', '!=', 'in', 'not in', '=~', '!~'] as const) {
    const values = operator === 'in' || operator === 'not in' ? ['a', 'b'] : ['a'];
    expect(operatorFor(relationOf(operator), values)).toBe(operator);
  }
});
