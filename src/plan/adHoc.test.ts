import { SalesError } from '../sql/SalesError';
import { fromAdHoc, type AdHocFilter } from './adHoc';
import { withOffered } from './offeredFilters';
import type { SalesQuery } from './query';

const filter = (operator: string, value = 'West', values?: string[], key = 'region'): AdHocFilter => ({
  key,
  operator,
  value,
  values,
});

it.each<[string, string[]]>([
  ['=', ['West']],
  ['!=', ['West']],
  ['=~', ['West']],
  ['!~', ['West']],
])('takes %s over', (operator, values) => {
  expect(fromAdHoc([filter(operator)])).toEqual([{ dimension: 'region', operator, values }]);
});

it('takes "one of" and "not one of" over with all their values', () => {
  expect(fromAdHoc([filter('=|', 'West', ['West', 'East']), filter('!=|', 'West', ['West'])])).toEqual([
    { dimension: 'region', operator: 'in', values: ['West', 'East'] },
    { dimension: 'region', operator: 'not in', values: ['West'] },
  ]);
});

it.each(['<', '>', '<=', '>=', '~'])('refuses %s by name', (operator) => {
  expect(() => fromAdHoc([filter(operator)])).toThrow(new RegExp(`"region ${operator} West" cannot be applied`));
});

it('drops what matches everything, and what is not filled in yet', () => {
  const all = [
    filter('=|', '$__all', ['$__all']),
    filter('=', '$__all'),
    filter('=~', '.*'),
    filter('=', ''),
    filter('=', 'x', undefined, ''),
  ];
  expect(fromAdHoc(all)).toEqual([]);
  expect(fromAdHoc(undefined)).toEqual([]);
});

it('does not look for variables in what a viewer chose', () => {
  expect(fromAdHoc([filter('=', '$owner')])[0]!.values).toEqual(['$owner']);
});

describe('filters that a query cannot take', () => {
  const query: SalesQuery = {
    refId: 'A',
    schemaVersion: 1,
    type: 'quality',
    filters: [{ dimension: 'team', operator: '=', values: ['1'] }],
  };
  const refuses = (code: string, dimension: string) => (tried: SalesQuery) => {
    if (tried.filters?.some((one) => one.dimension === dimension)) {
      throw new SalesError(code, `nothing has ${dimension}`);
    }
  };
  const both = fromAdHoc([filter('='), filter('=', 'x', undefined, 'channel')]);

  it.each(['query/dimension-missing', 'query/unknown-dimension'])('are skipped with a warning: %s', (code) => {
    const { query: filtered, notices } = withOffered(query, both, refuses(code, 'channel'));
    expect(filtered.filters?.map(({ dimension }) => dimension)).toEqual(['team', 'region']);
    expect(notices).toEqual([
      {
        severity: 'warning',
        text: expect.stringContaining('filter on "channel" is not applied to these numbers: nothing has channel'),
      },
    ]);
  });

  it('may stand in the query as optional ones', () => {
    const own = { ...query, filters: [...query.filters!, ...both.map((one) => ({ ...one, optional: true }))] };
    const { query: filtered, notices } = withOffered(own, [], refuses('query/dimension-missing', 'channel'));
    expect(filtered.filters).toEqual([query.filters![0], both[0]]);
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('nothing has channel')]);
  });

  it('are kept for the planner to refuse when the reason is another', () => {
    expect(withOffered(query, both, refuses('query/bad-text', 'channel')).notices).toEqual([]);
  });

  it('never hide what is wrong with the query itself', () => {
    expect(() => withOffered(query, both, refuses('query/dimension-missing', 'team'))).toThrow('nothing has team');
  });

  it('are not looked at when there are none', () => {
    expect(withOffered(query, [], refuses('query/dimension-missing', 'team'))).toEqual({ query, notices: [] });
  });
});
