import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SalesError } from '../sql/SalesError';
import { parseModel, parseModelOrThrow } from './parse';
import { full, instant, minimal } from './parse.fixture';
import type { SalesModel } from './types';

function modelOf(input: unknown): SalesModel {
  const parsed = parseModel(input);
  expect(parsed).not.toHaveProperty('problems');
  return (parsed as { model: SalesModel }).model;
}
const problemsOf = (input: unknown): Record<string, string> => {
  const parsed = parseModel(input);
  return 'problems' in parsed ? Object.fromEntries(parsed.problems.map(({ path: at, message }) => [at, message])) : {};
};
const withDeal = (more: object) => ({ ...minimal, entities: { deal: { ...minimal.entities.deal, ...more } } });

test('a table of deals with an id, a created date and an outcome is a model', () => {
  expect(modelOf(minimal)).toEqual({
    version: 1, preset: 'generic', calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, holidays: [] }, currency: 'USD',
    horizon: { lead: 90, deal: 180 }, minSample: 30, stalledAfter: { default: 30, stages: {} }, contactFields: [], benchmarks: {}, metrics: [],
    pipelines: [], history: {}, ids: 'native', records: { personalData: false }, hash: expect.stringMatching(/^[0-9a-f]{8}$/),
    entities: {
      deal: {
        name: 'deal', from: { table: ['deals'] }, columns: { id: 'id' }, times: { createdAt: { column: 'created_at', is: 'instant', nullable: false } },
        where: [], dimensions: {}, outcome: { column: 'status', won: ['won'], lost: ['lost'] }, stageDates: {},
      },
    },
  });
});

describe('a full model', () => {
  const model = modelOf(full);

  test('keeps what was written and fills in the rest', () => {
    expect(model).toMatchObject({ calendar: full.calendar, currency: 'EUR', horizon: { lead: 60, deal: 180 }, minSample: 20, ids: 'text' });
    expect(model.stalledAfter).toEqual({ default: 45, stages: { talk: 10 } });
    expect(model.metrics).toEqual([{ ...full.metrics[0], description: '' }]);
    expect(model.history.deal).toMatchObject({ from: { table: ['crm', 'deal_stage_history'] }, item: 'deal_id', seq: 'id', where: [] });
    expect(model.rate).toEqual({ from: { table: ['fx'] }, currency: 'code', date: 'day', rate: 'to_base' });
  });

  test('ranks open stages in order, with won last', () => {
    expect(model.pipelines[0]!.stages).toEqual([
      { id: 'open', label: 'Open', kind: 'open', rank: 1 },
      { id: 'talk', label: 'Talk', kind: 'open', rank: 2 },
      { id: 'won', label: 'Won', kind: 'won', rank: 3 },
      { id: 'lost', label: 'Lost', kind: 'lost' },
    ]);
  });

  test('reads dimensions in all their forms, and adds those that are implied', () => {
    expect(model.entities.deal!.dimensions).toEqual({
      stage: { kind: 'stage', id: 'stage', label: 'Stage', column: 'stage_id' },
      pipeline: { kind: 'pipeline', id: 'pipeline', label: 'Pipeline', column: 'pipeline_id' },
      region: { kind: 'column', id: 'region', label: 'Region', column: 'region' },
      lost_reason: { kind: 'column', id: 'lost_reason', label: 'Why lost', column: 'reason' },
      owner: { kind: 'join', id: 'owner', label: 'Owner', table: { table: ['crm', 'users'] }, on: 'owner_id', key: 'id', labelColumn: 'name' },
      manager: { kind: 'join', id: 'manager', label: 'Manager', table: { sql: 'select * from users' }, on: 'owner_id', key: 'id', column: 'manager' },
    });
    expect(model.entities.owner!.dimensions).toEqual({
      owner: { kind: 'join', id: 'owner', label: 'Owner', table: { table: ['users'] }, on: 'id', key: 'id', labelColumn: 'name' },
      team: { kind: 'column', id: 'team', label: 'Team', column: 'team' },
    });
  });

  test('reads times by how they are stored, and the rows that exist', () => {
    const { times, where, link } = model.entities.deal!;
    expect(times).toEqual({
      createdAt: { column: 'created_at', is: 'instant', nullable: false },
      closedAt: { column: 'closed_on', is: 'date', nullable: false },
      expectedClose: { column: 'close_at', is: 'local', zone: 'America/New_York', nullable: true },
    });
    expect(where).toEqual([['deleted', false], ['merged_into', null]]);
    expect(link).toBe('https://crm.example/deals/${id}');
  });

  test('reads targets and contact fields', () => {
    expect(model.targets).toEqual({
      kind: 'rows',
      rows: [
        { metric: 'bookings', period: '2026-Q4', value: 1_200_000, dimensions: { region: 'West' } },
        { metric: 'bookings', period: '2026', value: 5, dimensions: {} },
      ],
    });
    expect(model.contactFields).toEqual(['e_mail', 'mobile']);
  });
});

test('values that provisioning turned into numbers and booleans are text where text is meant', () => {
  const model = modelOf({
    ...withDeal({ outcome: { column: 'status', won: [1, true], lost: 0 }, stage: 2 }),
    horizon: { deal: '120' },
    minSample: '10',
    pipelines: [{ id: 7, stages: [{ id: 1 }, { id: 2, kind: 'won' }] }],
  });
  expect(model.entities.deal!.outcome).toEqual({ column: 'status', won: ['1', 'true'], lost: ['0'] });
  expect(model).toMatchObject({ horizon: { lead: 90, deal: 120 }, minSample: 10, pipelines: [{ id: '7', label: '7', stages: [{ id: '1' }, { id: '2' }] }] });
});

test('the hash follows the content, not the order of keys', () => {
  const { deal } = minimal.entities;
  const reordered = { entities: { deal: Object.fromEntries(Object.entries(deal).reverse()) }, version: 1 };
  expect(modelOf(reordered).hash).toBe(modelOf(minimal).hash);
  expect(modelOf(withDeal({ where: { deleted: false } })).hash).not.toBe(modelOf(minimal).hash);
});

test('personal data is not shown unless the model says so', () => {
  expect(modelOf(minimal).records).toEqual({ personalData: false });
  expect(modelOf({ ...minimal, records: { personalData: true } }).records).toEqual({ personalData: true });
});

test('null takes a key away, and is a value in where', () => {
  expect(modelOf({ ...withDeal({ amount: null, where: { deleted_at: null } }), currency: null }).entities.deal).toMatchObject({
    columns: { id: 'id' },
    where: [['deleted_at', null]],
  });
});

describe('what is refused', () => {
  test.each<[string, unknown, Record<string, string | RegExp>]>([
    ['no object', [], { '': /a model is an object/ }],
    ['nothing mapped', {}, { entities: /map "deal" or "lead"/ }],
    ['an unknown key', { ...minimal, curency: 'EUR' }, { curency: 'unknown key: did you mean "currency"?' }],
    ['an unknown entity', { entities: { ...minimal.entities, deall: {} } }, { 'entities.deall': 'unknown entity: did you mean "deal"?' }],
    ['an unknown field', withDeal({ amuont: 'a' }), { 'entities.deal.amuont': 'unknown key: did you mean "amount"?' }],
    ['a dimension among the fields', withDeal({ region: 'r' }), { 'entities.deal.region': /put columns to group by under "dimensions"/ }],
    ['a preset that is not there', { ...minimal, preset: 'generik' }, { preset: 'unknown preset "generik": did you mean "generic"?' }],
    ['a newer model', { ...minimal, version: 2 }, { version: /update the plugin/ }],
    ['a missing id', withDeal({ id: undefined }), { 'entities.deal.id': 'missing: write the name of a column' }],
    ['a time without its kind', withDeal({ createdAt: 'created_at' }), { 'entities.deal.createdAt': /"is": "instant"/ }],
    ['an unknown kind of time', withDeal({ createdAt: { column: 'c', is: 'instnat' } }), { 'entities.deal.createdAt.is': '"instnat" is unknown: did you mean "instant"?' }],
    ['a local time without a zone', withDeal({ createdAt: { column: 'c', is: 'local' } }), { 'entities.deal.createdAt.zone': /say which/ }],
    ['an unknown zone', { ...minimal, calendar: { timeZone: 'Europe/Berlni' } }, { 'calendar.timeZone': 'unknown time zone "Europe/Berlni": did you mean "Europe/Berlin"?' }],
    ['a month beyond 12', { ...minimal, calendar: { fiscalYearStart: 13 } }, { 'calendar.fiscalYearStart': '13 is out of range: write a month, 1 to 12' }],
    ['a holiday that is no day', { ...minimal, calendar: { holidays: ['2026-02-30'] } }, { 'calendar.holidays[0]': 'not a day: write it as 2026-12-25' }],
    ['a column with a quote', withDeal({ amount: 'a"b' }), { 'entities.deal.amount': /cannot be used as a table or column name/ }],
    ['a table with a macro', withDeal({ from: 'crm.$__x' }), { 'entities.deal.from[1]': /cannot be used/ }],
    ['an empty step of a path', withDeal({ from: 'crm..deals' }), { 'entities.deal.from[1]': /cannot be used/ }],
    ['a column in where', withDeal({ where: { 'a`b': 1 } }), { 'entities.deal.where.a`b': /cannot be used/ }],
    ['a join without its key', withDeal({ dimensions: { owner: { join: 'users', on: 'owner_id', label: 'name' } } }), { 'entities.deal.dimensions.owner.key': /missing/ }],
    ['a dimension id that is taken', withDeal({ dimensions: { time: 'x' } }), { 'entities.deal.dimensions.time': /every answer/ }],
    ['a link that runs code', withDeal({ link: 'javascript:alert(1)' }), { 'entities.deal.link': /an address begins with/ }],
    ['a link whose host is a column', withDeal({ link: 'https://${host}/deals' }), { 'entities.deal.link': /an address begins with/ }],
    ['a link without a host', withDeal({ link: 'https:///deals/${id}' }), { 'entities.deal.link': /an address begins with/ }],
    ['a link to another host in disguise', withDeal({ link: '/\\evil.example/${id}' }), { 'entities.deal.link': /an address begins with/ }],
    ['a link with a column that cannot be one', withDeal({ link: 'https://crm.example/${i"d}' }), { 'entities.deal.link': /a column that cannot be one/ }],
    ['personal data by a word', { ...minimal, records: { personalData: 'perhaps' } }, { 'records.personalData': /write true or false/ }],
    ['a value that is won and lost', withDeal({ outcome: { column: 's', won: ['x'], lost: ['x'] } }), { 'entities.deal.outcome.lost': '"x" is both won and lost: keep it in one list' }],
    ['a stage without a pipeline', withDeal({ outcome: undefined, stage: 's' }), { 'entities.deal.stage': /no pipeline lists the stages of deals/ }],
    ['neither outcome nor stage', withDeal({ outcome: undefined }), { 'entities.deal.outcome': /missing: map "outcome"/ }],
    [
      'no won stage',
      { ...withDeal({ outcome: undefined, stage: 's' }), pipelines: [{ id: 'p', stages: [{ id: 'a' }] }] },
      { 'pipelines[0].stages': 'no stage has kind "won": mark one' },
    ],
    [
      'two stages with one id',
      { ...minimal, pipelines: [{ id: 'p', stages: [{ id: 'a' }, { id: 'a', kind: 'won' }] }] },
      { 'pipelines[0].stages[1].id': /id of another stage/ },
    ],
    ['a percentage for a fraction', { ...minimal, pipelines: [{ id: 'p', stages: [{ id: 'a', probability: 20 }] }] }, { 'pipelines[0].stages[0].probability': /fraction from 0 to 1/ }],
    ['a history without its item', { entities: { ...minimal.entities, leadStageChange: { from: 'h', item: 'i', to: 't', at: instant('a') } } }, { 'entities.lead': /map their table/ }],
    ['a dated stage that is unknown', withDeal({ stageDates: { x: instant('a') } }), { 'entities.deal.stageDates.x': /"x" is no stage/ }],
    ['a formula that does not parse', { ...minimal, metrics: [{ id: 'a', formula: 'b / sum(c)' }] }, { 'metrics[0].formula': /unknown function "sum"/ }],
    ['an id that is a reserved word', { ...minimal, metrics: [{ id: 'total', formula: 'b' }] }, { 'metrics[0].id': /reserved word/ }],
    ['an id with a dot', { ...minimal, metrics: [{ id: 'a.b', formula: 'b' }] }, { 'metrics[0].id': /letters, digits and _/ }],
    ['metrics in a circle', { ...minimal, metrics: [{ id: 'a', formula: 'b' }, { id: 'b', formula: '1 - a.target' }] }, { 'metrics[0].formula': '"a" is defined by itself: a → b → a' }],
    ['a bad period', { entities: { ...minimal.entities, target: { rows: [{ metric: 'bookings', period: '2026-13', value: 1 }] } } }, { 'entities.target.rows[0].period': /is not a period/ }],
    ['a target by an unknown dimension', { entities: { ...minimal.entities, target: { rows: [{ metric: 'bookings', period: '2026', value: 1, regio: 'W' }] } } }, { 'entities.target.rows[0].regio': /is no dimension/ }],
  ])('%s', (_, input, expected) => {
    const found = problemsOf(input);
    for (const [at, message] of Object.entries(expected)) {
      expect(found).toHaveProperty([at], typeof message === 'string' ? message : expect.stringMatching(message));
    }
  });

  test('everything at once', () => {
    const found = problemsOf({
      calendar: { timeZone: 'Nowhere', weekStart: 'tuesday' },
      metrics: [{ id: 'a', formula: '1 +' }, { id: 'a' }],
      pipelines: [{ id: 'p', stages: [{ id: 'x', kind: 'opne' }] }],
      entities: { deal: { from: 'd', createdAt: instant('c'), ammount: 'x' }, owner: { from: 'o' } },
    });
    expect(Object.keys(found).sort()).toEqual([
      'calendar.timeZone', 'calendar.weekStart', 'entities.deal.ammount', 'entities.deal.id', 'entities.owner.id', 'metrics[0].formula',
      'metrics[1].formula', 'pipelines[0].stages[0].kind',
    ]);
  });

  test('a formula is marked where it is wrong', () => {
    const parsed = parseModel({ ...minimal, metrics: [{ id: 'a', formula: 'b / sum(c)' }] });
    expect(parsed).toMatchObject({ problems: [{ code: 'model/bad-formula', path: 'metrics[0].formula', formula: { from: 4, to: 7 } }] });
  });

  test('one error lists all problems', () => {
    expect(() => parseModelOrThrow(withDeal({ id: undefined, from: undefined }))).toThrow(
      expect.objectContaining({ code: 'model/invalid', message: expect.stringMatching(/2 problems:\nentities\.deal\.from: missing.*\nentities\.deal\.id: missing/) })
    );
    expect(() => parseModelOrThrow(null)).toThrow(SalesError);
  });
});

test.each([null, undefined, 'x', 5, { entities: 5 }, { entities: { deal: [] } }, { pipelines: {} }, { metrics: 'x' }, { entities: { target: 4 } }, { stalledAfter: { default: {} } }])(
  '%j never throws',
  (input) => {
    expect(parseModel(input)).toHaveProperty('problems');
  }
);

test('the demo company parses', () => {
  const text = readFileSync(path.join(__dirname, '../../examples/demo/model.json'), 'utf8');
  expect(problemsOf(JSON.parse(text))).toEqual({});
});
