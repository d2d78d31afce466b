import fc from 'fast-check';
import { expandWith } from './variableValues';
import { replaceWith } from './testing/variables';

const expand = expandWith(
  replaceWith({
    region: { value: ['West', 'East'], text: 'West + East', includeAll: true },
    one: { value: 'West' },
    everything: { value: ['West', 'East'], text: 'All', includeAll: true },
    regex: { value: '$__all', text: 'All', includeAll: true, customAll: '.*' },
    none: { value: [] },
    named: { value: ['All'], text: 'All' },
    hostile: { value: ["'); DROP TABLE deals; --", '$one', '${__from}', '[[region]]', 'a,b', '{x}', '\0' + '1\0'] },
  }),
  { scoped: { text: 'Ann', value: 'u1' }, many: { text: 'x', value: ['p', 'q,r'] } }
);

it.each<[string, boolean, string[]]>([
  ['West', false, ['West']],
  ['', false, ['']],
  ['$one', false, ['West']],
  ['[[one]]', false, ['West']],
  ['${region}', false, ['West', 'East']],
  ['Tier $one', false, ['Tier West']],
  ['$one/$region', false, ['West/West', 'West/East']],
  ['$scoped', false, ['u1']],
  ['$many', false, ['p', 'q,r']],
  ['$none', false, []],
  ['$everything', true, ['West', 'East']],
  ['Tier $everything', false, ['Tier West', 'Tier East']],
  ['$regex', true, ['.*']],
  ['$__all', true, []],
  ['$named', false, ['All']],
  ['$100', false, ['$100']],
  ['costs $dollars or so', false, ['costs $dollars or so']],
  ['${region:csv}', false, ['{West,East}']],
])('%s is all: %s, values: %j', (text, all, values) => {
  expect(expand(text)).toEqual({ all, values });
});

it('hands hostile values on as they are, and replaces nothing inside them', () => {
  expect(expand('$hostile').values).toEqual([
    "'); DROP TABLE deals; --",
    '$one',
    '${__from}',
    '[[region]]',
    'a,b',
    '{x}',
    '\0' + '1\0',
  ]);
  expect(expand('$hostile $one').values[6]).toBe('\0' + '1\0 West');
});

it('gives back any value unchanged', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (values) => {
      expect(expandWith(replaceWith({ v: { value: values } }), undefined)('$v').values).toEqual(
        values.filter((value) => value !== '$__all')
      );
    }),
    { seed: 1 }
  );
});

it.each(['$owner', '${owner}', '[[owner]]', '$_x'])(
  'refuses %s where no such variable exists, as in Explore',
  (text) => {
    expect(() => expand(text)).toThrow(expect.objectContaining({ code: 'query/unknown-variable' }));
  }
);
