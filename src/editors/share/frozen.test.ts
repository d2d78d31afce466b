import { chosen, frozenFields } from './frozen';

it('offers the variables that an export freezes, with the values that were saved', () => {
  const fields = frozenFields({
    templating: {
      list: [
        { type: 'datasource', name: 'ds', current: { value: 'sales' } },
        { type: 'adhoc', name: 'filters' },
        {
          type: 'query',
          name: 'region',
          label: 'Region',
          multi: true,
          includeAll: true,
          current: { value: ['$__all'] },
        },
        { type: 'custom', name: 'grain', current: { value: 'month' }, options: [{ text: 'month', value: 'month' }] },
      ],
    },
  });
  expect(fields).toEqual([
    {
      name: 'region',
      label: 'Region',
      values: ['$__all'],
      choices: [{ value: '$__all', label: 'All' }],
      isMulti: true,
    },
    { name: 'grain', label: 'grain', values: ['month'], choices: [{ value: 'month', label: 'month' }], isMulti: false },
  ]);
});

it('has no fields without variables', () => {
  expect(frozenFields({ panels: [] })).toEqual([]);
});

it('keeps All alone', () => {
  expect(chosen(['$__all'], ['$__all', 'West'])).toEqual(['West']);
  expect(chosen(['West'], ['West', '$__all'])).toEqual(['$__all']);
  expect(chosen(['West', 'North'], ['North'])).toEqual(['North']);
});
