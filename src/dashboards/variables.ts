/** What is chosen at the top of a dashboard. */
import { chosen, pluginId } from './build';
import type { Variable } from './schema';

export const dataSourceVariable: Variable = {
  type: 'datasource',
  name: 'ds',
  label: 'Data source',
  query: pluginId,
  current: {},
  refresh: 1,
  regex: '',
  options: [],
};

export const adHocVariable: Variable = {
  type: 'adhoc',
  name: 'filters',
  label: 'Filter',
  description: 'Any other dimension. Numbers that lack it say so.',
  datasource: chosen,
  baseFilters: [],
  filters: [],
};

/** A choice of a dimension's values; several may be chosen, and "All" filters nothing. */
const dimensionVariable = (dimension: string, label: string): Variable => ({
  type: 'query',
  name: dimension,
  label,
  datasource: chosen,
  query: { refId: dimension, kind: 'dimension', dimension },
  definition: label,
  current: { text: ['All'], value: ['$__all'] },
  includeAll: true,
  multi: true,
  allowCustomValue: false,
  // When the dashboard is loaded, in alphabetical order.
  refresh: 1,
  sort: 1,
  regex: '',
  options: [],
});

/** The dimensions that every dashboard filters by. */
export const dimensionVariables: readonly Variable[] = [
  dimensionVariable('region', 'Region'),
  dimensionVariable('team', 'Team'),
  dimensionVariable('owner', 'Owner'),
  dimensionVariable('source', 'Source'),
  dimensionVariable('product', 'Product'),
];

type Choice = readonly [value: string, text: string];

/** A choice among a few texts; the first is chosen unless another is named. */
function choiceVariable(name: string, label: string, choices: readonly Choice[], current = choices[0]?.[0]): Variable {
  const [value, text] = choices.find(([one]) => one === current) ?? ['', ''];
  return {
    type: 'custom',
    name,
    label,
    query: choices.map(([one, shown]) => (one === shown ? one : `${shown} : ${one}`)).join(','),
    current: { text, value },
    options: choices.map(([one, shown]) => ({ text: shown, value: one, selected: one === current })),
    includeAll: false,
    multi: false,
  };
}

export const grainVariable = choiceVariable('grain', 'Trends by', [
  ['month', 'month'],
  ['week', 'week'],
  ['quarter', 'quarter'],
]);

/** For what lies ahead, which a time picker that looks back does not reach. */
export const periodVariable = (current?: string): Variable =>
  choiceVariable(
    'period',
    'Ahead',
    [
      ['this-month', 'this month'],
      ['next-month', 'next month'],
      ['last-month', 'last month'],
      ['this-quarter', 'this quarter'],
      ['next-quarter', 'next quarter'],
      ['last-quarter', 'last quarter'],
    ],
    current
  );

/** By which dimension panels compare that leave it open. */
export const splitVariable = (current?: string): Variable =>
  choiceVariable(
    'split',
    'Compare by',
    [
      ['region', 'region'],
      ['team', 'team'],
      ['segment', 'segment'],
      ['source', 'source'],
      ['product', 'product'],
      ['owner', 'owner'],
    ],
    current
  );

export const riskVariable = choiceVariable('risk', 'Deals at risk', [
  ['stalled', 'stalled'],
  ['passed_close', 'past their close date'],
  ['pushed', 'pushed twice or more'],
  ['untouched', 'without recent activity'],
  ['open', 'all open'],
]);

export const outcomeVariable = (current?: string): Variable =>
  choiceVariable(
    'deals',
    'Deals listed',
    [
      ['won', 'won'],
      ['lost', 'lost'],
      ['closed', 'won and lost'],
      ['created', 'created'],
      ['open', 'open'],
    ],
    current
  );
