import { getAt, setAt, textOf } from './path';

const model = { currency: 'EUR', pipelines: [{ id: 'a' }, { id: 'b' }], entities: { deal: { from: 'deals' } } };

it('reads places that exist, and undefined elsewhere', () => {
  expect(getAt(model, ['pipelines', 1, 'id'])).toBe('b');
  expect(getAt(model, ['entities', 'lead', 'from'])).toBeUndefined();
  expect(getAt('text', ['a', 0])).toBeUndefined();
});

it('writes into a copy, making the objects on the way', () => {
  const changed = setAt(model, ['entities', 'lead', 'from'], 'leads');
  expect(getAt(changed, ['entities', 'lead', 'from'])).toBe('leads');
  expect(model.entities).toEqual({ deal: { from: 'deals' } });
});

it('keeps the order of the keys', () => {
  expect(Object.keys(setAt(model, ['currency'], 'USD') as object)).toEqual(['currency', 'pipelines', 'entities']);
});

it('removes a key together with the objects that are empty without it', () => {
  expect(setAt(model, ['entities', 'deal', 'from'], undefined)).toEqual({
    currency: 'EUR',
    pipelines: model.pipelines,
  });
});

it('adds nothing when there is nothing to remove', () => {
  expect(setAt(model, ['calendar', 'timeZone'], undefined)).toEqual(model);
});

it('removes an item of a list', () => {
  expect(getAt(setAt(model, ['pipelines', 0], undefined), ['pipelines'])).toEqual([{ id: 'b' }]);
});

it('shows what provisioning turned into numbers and booleans as text', () => {
  expect([textOf(7), textOf(false), textOf(null), textOf({})]).toEqual(['7', 'false', '', '']);
});
