import type { ShapedQuery } from '../../datasource/types';
import { exampleJson, exampleModel } from '../example.fixture';
import { recordSets } from '../../plan/recordSets';
import { choicesFor, isListed } from './choices';
import { recordWords } from './recordWords';

const model = exampleModel();
const base = { refId: 'A', schemaVersion: 1 };
const asking = (...metrics: string[]): ShapedQuery => ({ ...base, type: 'metrics', metrics });
const values = (choices: ReadonlyArray<{ value: string }>): string[] => choices.map(({ value }) => value);

describe('metrics', () => {
  const { metrics } = choicesFor(model, asking());
  const find = (id: string) => metrics.find(({ value }) => value === id);

  it('are offered with their meaning, under their group', () => {
    expect(find('win_rate')).toMatchObject({
      label: expect.stringMatching(/^Win rate/),
      group: 'Results',
      description: expect.stringMatching(/won/),
    });
    expect(find('win_rate')?.isDisabled).toBe(false);
  });

  it('that lack a mapping are listed with the reason', () => {
    expect(find('qualified_leads')).toMatchObject({
      isDisabled: true,
      description: expect.stringMatching(/qualifiedAt/),
    });
  });

  it('that are not built yet are found by searching only', () => {
    const nps = find('nps')!;
    expect(nps).toMatchObject({ isDisabled: true, description: expect.stringMatching(/^Not in this version yet/) });
    expect([isListed(nps, ''), isListed(nps, 'promoter')]).toEqual([false, true]);
  });

  it('are found by words of their meaning', () => {
    expect(isListed(find('win_rate')!, 'results WIN')).toBe(true);
    expect(isListed(find('win_rate')!, 'churn')).toBe(false);
  });

  it('stand together by group, available ones first', () => {
    const groups = metrics.map(({ group }) => group);
    expect(groups.filter((group, at) => group !== groups[at - 1])).toEqual([...new Set(groups)]);
    const leads = metrics.filter(({ group }) => group === 'Leads').map(({ isDisabled }) => isDisabled);
    expect([...leads].sort()).toEqual(leads);
  });

  it('can be listed without a model', () => {
    expect(choicesFor(undefined, asking()).metrics.length).toBeGreaterThan(20);
  });
});

describe('targets', () => {
  const rows = [{ metric: 'bookings', period: '2026', value: 1000 }];
  const planned = exampleModel({ ...exampleJson, entities: { ...exampleJson.entities, target: { rows } } });

  it('are offered for the metrics that have some', () => {
    expect(values(choicesFor(planned, asking()).metrics)).toEqual(
      expect.arrayContaining(['bookings.target', 'bookings.attainment'])
    );
  });

  it('are not offered without any', () => {
    expect(values(choicesFor(model, asking('bookings')).metrics)).not.toContain('bookings.target');
  });
});

describe('dimensions', () => {
  it('are those of the model before a metric is chosen', () => {
    expect(values(choicesFor(model, asking()).dimensions)).toEqual(
      expect.arrayContaining(['region', 'owner', 'source'])
    );
  });

  it('are those that all chosen metrics have', () => {
    expect(values(choicesFor(model, asking('leads_created', 'win_rate')).dimensions)).toEqual(['region']);
  });

  it('of a funnel are its first entity’s', () => {
    expect(values(choicesFor(model, { ...base, type: 'funnel', entity: 'lead-to-deal' }).dimensions)).toEqual(
      expect.arrayContaining(['region', 'source'])
    );
  });
});

describe('records', () => {
  const { records, dimensions } = choicesFor(model, { ...base, type: 'records', entity: 'lead' });

  it('can be of what the model has, in the sets that it can tell', () => {
    expect(values(records.entities)).toEqual(['deal', 'lead']);
    expect(values(records.sets)).toEqual(['created', 'converted']);
    expect(values(choicesFor(model, { ...base, type: 'records' }).records.sets)).toEqual([
      'created',
      'closed',
      'won',
      'lost',
      'open',
      'stalled',
    ]);
  });

  it.each(['deal', 'lead'] as const)('of %s have words for each set', (entity) => {
    expect(Object.keys(recordWords[entity])).toEqual(recordSets(entity).map(({ id }) => id));
  });

  it('are filtered by the dimensions of their entity', () => {
    expect(values(dimensions)).toEqual(['region', 'source']);
  });

  it('list personal data with the reason why it cannot be chosen', () => {
    const { lead } = exampleJson.entities;
    const named = { ...exampleJson, entities: { ...exampleJson.entities, lead: { ...lead, email: 'email' } } };
    const emailOf = (json: unknown) =>
      choicesFor(exampleModel(json), { ...base, type: 'records', entity: 'lead' }).records.columns.find(
        ({ value }) => value === 'email'
      );
    expect(emailOf(named)).toMatchObject({ isDisabled: true, description: expect.stringMatching(/Personal data/) });
    expect(emailOf({ ...named, records: { personalData: true } })).toMatchObject({ isDisabled: false });
  });
});

describe('a funnel', () => {
  it('can be of what the model supports', () => {
    const { funnel } = choicesFor(model, { ...base, type: 'funnel' });
    expect(values(funnel.entities)).toEqual(['deal', 'lead-to-deal']);
    expect(funnel).toMatchObject({ entity: 'deal', amounts: true });
  });

  it('has the steps of its pipeline, without lost ones', () => {
    expect(values(choicesFor(model, { ...base, type: 'funnel' }).funnel.stages)).toEqual([
      'prospecting',
      'demo',
      'won',
    ]);
    expect(values(choicesFor(model, { ...base, type: 'funnel', entity: 'lead-to-deal' }).funnel.stages)[0]).toBe(
      'lead'
    );
  });

  it('keeps a saved entity that the model does not support in the list', () => {
    expect(values(choicesFor(model, { ...base, type: 'funnel', entity: 'lead' }).funnel.entities)).toContain('lead');
  });
});
