import { parseModelOrThrow } from '../model/parse';
import { planRecords } from './planRecords';
import type { RecordsQuery } from './query';

const instant = (column: string) => ({ column, is: 'instant' });
const written = {
  currency: 'EUR',
  pipelines: [{ id: 'new', stages: [{ id: 'demo' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }] }],
  contactFields: ['email', 'linkedin'],
  entities: {
    deal: {
      from: 'deals', id: 'id', name: 'title', stage: 'stage', amount: 'amount', createdAt: instant('created'), closedAt: instant('closed'),
      link: 'https://crm.example/${id}',
      dimensions: { region: 'region', owner: { join: 'users', on: 'owner_id', key: 'id', label: 'name' }, lost_reason: 'reason' },
    },
    lead: {
      from: 'leads', id: 'id', name: 'full_name', email: 'email', phone: 'phone', createdAt: instant('created'), link: 'https://crm.example/search?q=${email}',
      dimensions: { source: 'source', person: 'full_name' },
    },
  },
};
const model = parseModelOrThrow(written);
const open = parseModelOrThrow({ ...written, records: { personalData: true } });
const range = { from: new Date('2026-01-01'), to: new Date('2026-02-01'), now: new Date('2026-01-20') };
const past = { ...range, now: new Date('2026-03-01') };
const plan = (rest: Partial<RecordsQuery> = {}, of = model, within = range) => planRecords({ refId: 'A', schemaVersion: 1, type: 'records', ...rest }, of, within);
const ids = (of: ReturnType<typeof plan>): string[] => of.columns.map(({ id }) => id);

test('deals created in the range, newest first, when nothing is said', () => {
  const found = plan();
  expect(found).toMatchObject({ entity: 'deal', limit: 100, order: { column: { id: 'createdAt' }, descending: true } });
  expect(ids(found)).toEqual(['name', 'stage', 'owner', 'amount', 'createdAt']);
});

test('shows of a set what it is about', () => {
  expect(ids(plan({ which: 'lost' }))).toEqual(['name', 'stage', 'owner', 'amount', 'lost_reason', 'closedAt']);
  expect(plan({ which: 'open' }).order).toMatchObject({ column: { id: 'amount' }, descending: true });
});

test('leaves out the stage of a past that no history tells, and refuses it when it is asked for', () => {
  expect(ids(plan({ which: 'open' }, model, past))).not.toContain('stage');
  expect(() => plan({ which: 'open', columns: ['stage'] }, model, past)).toThrow('need the stage history');
  expect(() => plan({ which: 'open', columns: ['id'], orderBy: { column: 'stage' } }, model, past)).toThrow('need the stage history');
});

describe('personal data', () => {
  test.each(['name', 'email', 'phone', 'linkedin', 'person'])('%s of leads is refused', (id) => {
    expect(() => plan({ entity: 'lead', columns: [id] })).toThrow(`"${id}" is personal data of leads, which this model does not show`);
    expect(() => plan({ entity: 'lead', columns: ['id'], orderBy: { column: id } })).toThrow('is personal data');
  });

  test('is neither among the usual columns nor in the address', () => {
    const found = plan({ entity: 'lead' });
    expect(ids(found)).toEqual(['id', 'source', 'createdAt']);
    expect(found.link).toBeUndefined();
  });

  test('is shown where the model allows it', () => {
    expect(ids(plan({ entity: 'lead', columns: ['email', 'linkedin'] }, open))).toEqual(['email', 'linkedin']);
    expect(plan({ entity: 'lead' }, open).link).toEqual({ template: 'https://crm.example/search?q=${email}', columns: ['email'] });
  });

  test('is not the name of a deal', () => {
    expect(ids(plan({ columns: ['name'] }))).toEqual(['name']);
  });
});

test.each<[Partial<RecordsQuery>, string]>([
  [{ entity: 'person' as 'deal' }, 'unknown entity "person": records are of deal or lead'],
  [{ which: 'stalld' as 'stalled' }, 'records of deals have no set "stalld": did you mean "stalled"?'],
  [{ entity: 'lead', which: 'won' }, 'records of leads have no set "won": use created, qualified, converted'],
  [{ entity: 'lead', which: 'qualified' }, 'the list "qualified" of leads needs lead.qualifiedAt'],
  [{ which: 'untouched' }, 'the list "untouched" of deals needs'],
  [{ columns: ['amuont'] }, 'records of deals have no column "amuont": did you mean "amount"?'],
  [{ orderBy: { column: 'nothing' } }, 'records of deals have no column "nothing"'],
  [{ filters: [{ dimension: 'source', operator: '=', values: ['a'] }] }, 'the list "created" of deals has no dimension "source"'],
  [{ limit: 1001 }, 'a list has 1 to 1000 rows, and the limit is 1001'],
  [{ limit: 2.5 }, 'the limit is 2.5'],
])('%j is refused', (query, words) => {
  expect(() => plan(query)).toThrow(words);
});

test('an empty range is refused', () => {
  expect(() => plan({}, model, { ...range, to: range.from })).toThrow('the time range is empty');
});
