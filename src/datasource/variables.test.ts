/** @jest-environment jsdom */
import { firstValueFrom } from 'rxjs';
import { readValues } from './dimensionValues';
import { database, salesModel } from './testing/salesModel';
import { replaceWith } from './testing/variables';
import { migrateVariableQuery, variableOptions } from './variables';

const model = salesModel();
const rows = [
  { owner: '7', owner_label: 'Ann', row_count: 5 },
  { owner: '8', owner_label: 'Ann', row_count: 3 },
  { owner: ' ', owner_label: null, row_count: 2 },
  { owner: '', owner_label: '\t', row_count: 2 },
  { owner: null, owner_label: null, row_count: 1 },
];
const on = database(() => ({ rows, notices: [] }));
const services = {
  model: () => model,
  replace: replaceWith({ which: { value: 'owner' } }),
  values: (of: typeof model, dimension: string) => readValues(on.ask, of, dimension, undefined, {}),
};
const options = (saved: unknown) => firstValueFrom(variableOptions(saved, {}, services));

it.each([[{ refId: 'v', kind: 'dimension', dimension: 'owner' }], [{ dimension: '$which' }], ['owner']])(
  'lists the values of a dimension: text to read, key to filter by: %j',
  async (saved) => {
    expect(await options(saved)).toEqual([
      { text: 'Ann (7)', value: '7' },
      { text: 'Ann (8)', value: '8' },
      { text: '(empty)', value: '(empty)' },
      { text: '(none)', value: '(none)' },
    ]);
  }
);

it('lists the metrics that the model has the columns for', async () => {
  const all = await options({ kind: 'metrics' });
  expect(all).toContainEqual({ text: 'Deals created', value: 'deals_created' });
  expect(all.map(({ value }) => value)).not.toContain('nps');
});

it('lists the stages that a funnel can show, of one pipeline or of all', async () => {
  expect(await options({ kind: 'stages', pipeline: 'new' })).toEqual([
    { text: 'Talk', value: 'talk' },
    { text: 'Won', value: 'won' },
  ]);
  expect((await options({ kind: 'stages' })).map(({ text }) => text)).toEqual([
    'Talk (New business)',
    'Won (New business)',
    'Due (Renewals)',
    'Kept (Renewals)',
  ]);
});

it.each([
  [{ kind: 'stages', pipeline: 'nwe' }, 'query/unknown-pipeline'],
  [{ kind: 'dimension', dimension: 'regoin' }, 'query/unknown-dimension'],
  [{ kind: 'words' }, 'query/bad-variable'],
])('refuses %j', async (saved, code) => {
  await expect(options(saved)).rejects.toMatchObject({ code });
});

it('reads what was saved as text as the id of a dimension, and twice as once', () => {
  const once = migrateVariableQuery('region');
  expect(once).toEqual({ refId: 'variable', kind: 'dimension', dimension: 'region' });
  expect(migrateVariableQuery(once)).toEqual(once);
});
