/** The deals or leads behind a number, one row each; the name opens the CRM where the model has a link. */
import { type PanelSpec, type Question } from './build';
import { chosenFilters } from './filters';

type Ask = Extract<Question, { type: 'records' }>;

export const records = ({
  ask,
  ...rest
}: Pick<PanelSpec, 'id' | 'title' | 'description' | 'at'> & { readonly ask: Omit<Ask, 'type' | 'filters'> }): PanelSpec => ({
  ...rest,
  type: 'table',
  ask: [{ type: 'records', limit: 200, filters: chosenFilters, ...ask }],
  options: { cellHeight: 'sm', showHeader: true },
  defaults: { noValue: '–', custom: { minWidth: 90 } },
});
