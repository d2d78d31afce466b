/** @jest-environment jsdom */
import type { Result } from '../result/Result';
import { toFrames } from './toFrames';

const result: Result = {
  columns: [
    { name: 'region', role: 'dimension', type: 'text', label: 'Region', values: ['West', 'West', 'North', 'North'] },
    { name: 'stage', role: 'stage', type: 'text', label: 'Stage', values: ['Lead', 'Demo', 'Lead', 'Won'] },
    { name: 'step', role: 'metric', type: 'number', label: 'Step', unit: 'percent', values: [null, 0.5, null, 0.25] },
  ],
  length: 4,
  notices: [],
  currency: 'EUR',
  modelHash: 'x',
  zone: 'UTC',
};
const calendar = { timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, holidays: [] } as never;
const fieldsOf = (one: Result, matrix: string) => toFrames(one, { refId: 'A', calendar, matrix })[0]!.fields;

it('has a row a stage with a value, and a column a group', () => {
  expect(fieldsOf(result, 'step').map(({ name, values }) => [name, values])).toEqual([
    ['stage', ['Demo', 'Won']],
    ['West', [0.5, null]],
    ['North', [null, 0.25]],
  ]);
  expect(fieldsOf(result, 'step')[1]!.config).toMatchObject({ displayNameFromDS: 'West', unit: 'percentunit' });
});

it('stays a table where the answer has no such column, or no groups', () => {
  expect(fieldsOf(result, 'other').map(({ name }) => name)).toEqual(['region', 'stage', 'step']);
  expect(fieldsOf({ ...result, columns: result.columns.slice(1) }, 'step').map(({ name }) => name)).toEqual(['stage', 'step']);
});
