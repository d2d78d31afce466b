import { describeModel } from './describe';
import { modelJsonSchema } from './jsonSchema';
import { humanise } from './label';
import { mergeInput } from './mergeInput';
import { parseModelOrThrow } from './parse';

test.each([
  ['lost_reason', 'Lost reason'],
  ['createdAt', 'Created at'],
  ['closed-won', 'Closed won'],
  ['NPS', 'NPS'],
  ['7', '7'],
  ['_', '_'],
])('%s reads %s', (id, label) => {
  expect(humanise(id)).toBe(label);
});

test('a model is described in a few lines', () => {
  const model = parseModelOrThrow({
    pipelines: [{ id: 'new', label: 'New business', stages: [{ id: 'talk' }, { id: 'won', kind: 'won' }] }],
    entities: {
      deal: { from: 'crm.deals', id: 'id', createdAt: { column: 'c', is: 'instant' }, stage: 's', dimensions: { region: 'region' } },
      stageChange: { from: { sql: 'select 1' }, item: 'd', to: 's', at: { column: 'c', is: 'instant' } },
      target: { rows: [] },
    },
  });
  expect(describeModel(model)).toEqual([
    'Tables: deal (crm.deals), stage changes of deals (SQL), 0 targets',
    'Pipeline "New business" of deals: Talk → Won',
    'Dimensions: Stage, Region',
    'Calendar: UTC, weeks start on Monday, fiscal years in month 1',
    'Money in USD; leads count as mature after 90 days, deals after 180',
  ]);
});

test('a preset is merged by key down to dimensions, and not below', () => {
  const base = { currency: 'EUR', entities: { deal: { from: 'a', id: 'id', dimensions: { owner: { join: 'users', on: 'o' }, region: 'r' } }, lead: { from: 'l' } } };
  const over = { entities: { deal: { from: { sql: 'x' }, dimensions: { owner: { column: 'o', label: null } }, where: { gone: null } }, lead: null } };
  expect(mergeInput(base, over)).toEqual({
    currency: 'EUR',
    entities: { deal: { from: { sql: 'x' }, id: 'id', dimensions: { owner: { column: 'o' }, region: 'r' }, where: { gone: null } } },
  });
});

test('the JSON schema knows entities, fields and their forms', () => {
  const schema = JSON.parse(JSON.stringify(modelJsonSchema()));
  const { deal, stageChange } = schema.properties.entities.properties;
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required ?? []).toEqual([]);
  expect(deal.required).toEqual(['from', 'id', 'createdAt']);
  expect(deal.properties.amount).toEqual({ type: 'string' });
  expect(deal.properties.createdAt.properties.is.enum).toEqual(['instant', 'local', 'date']);
  expect(stageChange.required).toEqual(['from', 'item', 'to', 'at']);
  expect(schema.properties.calendar.required ?? []).toEqual([]);
});
