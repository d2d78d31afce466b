import { exampleJson, exampleModel } from '../example.fixture';
import { blank, draftOf, readDraft, store, textOfModel } from './draft';
import { effective } from './effective';
import { understood } from './understood';

const valid = readDraft(textOfModel(exampleJson));
const invalid = readDraft(textOfModel({ ...exampleJson, currency: 7, calendar: { timeZone: 'Mars' } }));
const unreadable = readDraft('{ "currency": "EUR", ');

describe('reading', () => {
  it('gives the model of a valid text', () => {
    expect(valid).toMatchObject({ problems: [], model: { currency: 'EUR' } });
  });

  it('says where a problem is', () => {
    expect(invalid.model).toBeUndefined();
    expect(invalid.problems).toContainEqual(
      expect.objectContaining({ path: 'calendar.timeZone', message: expect.stringMatching(/Mars/) })
    );
  });

  it('keeps text that is not JSON', () => {
    expect(unreadable).toMatchObject({
      text: '{ "currency": "EUR", ',
      problems: [{ message: expect.stringMatching(/not JSON/) }],
    });
    expect(readDraft('[]').problems[0]?.message).toMatch(/begins with {/);
  });
});

describe('storing', () => {
  const saved = { sqlDatasource: { uid: 'pg', type: 'postgres' }, model: exampleJson };

  it('replaces the model by a valid one', () => {
    expect(store({ ...saved, model: undefined, modelDraft: 'x' }, valid)).toEqual(saved);
  });

  it.each([
    ['problems', invalid],
    ['no JSON', unreadable],
  ])('keeps the last valid model beside a text with %s', (_, draft) => {
    expect(store(saved, draft)).toEqual({ ...saved, modelDraft: draft.text });
  });

  it('saves a model with problems where none is lost by it', () => {
    expect(store({ model: blank }, invalid)).toEqual({ model: invalid.value });
    expect(store({}, unreadable)).toEqual({ modelDraft: unreadable.text });
  });

  it('comes back with what was typed', () => {
    expect(draftOf(store(saved, unreadable)).text).toBe(unreadable.text);
    expect(draftOf({}).value).toEqual(blank);
  });
});

it('knows what holds where the form is empty', () => {
  const model = exampleModel();
  const at = (...path: string[]) => effective(model, path);
  expect([at('minSample'), at('horizon', 'deal'), at('calendar', 'weekStart')]).toEqual(['30', '180', 'monday']);
  expect([at('entities', 'deal', 'from'), at('entities', 'deal', 'createdAt'), at('entities', 'owner', 'id')]).toEqual([
    'crm.deals',
    'created_at',
    undefined,
  ]);
});

it('reads the model back', () => {
  const { lines, available, unavailable } = understood(exampleModel());
  expect(lines[0]).toMatch(/crm\.deals/);
  expect(available).toBeGreaterThan(10);
  expect(unavailable).toContainEqual({
    reason: expect.stringMatching(/qualifiedAt/),
    metrics: expect.arrayContaining(['Qualified leads']),
  });
});
