/** Groups whose text shows as nothing: named alike in a panel and in a rule, and found by that name. */
import { parseModelOrThrow } from '../../src/model/parse';
import type { FilterOperator, MetricsQuery } from '../../src/plan/query';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { askNative, askPanel, differences } from './parity';

const modelInput = {
  version: 1, calendar: { timeZone: 'UTC' }, currency: 'EUR',
  entities: {
    deal: {
      from: 'deals', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, outcome: { column: 'status', won: ['won'], lost: ['lost'] },
      dimensions: { region: 'region', owner: { join: 'users', on: 'owner_id', key: 'id', label: 'name' } },
    },
  },
};
const model = parseModelOrThrow(modelInput);

/** What Unicode calls white space, and a sign without width; DuckDB's driver drops a byte order mark. */
const signs = [...' \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2003\u2007\u2009\u2028\u2029\u202f\u205f\u3000\u200b'];
const texts = ['', ...signs, ' \u00a0', '\r\n', '\u2003 ', 'West', null];
/** Every text as a region, as an owner's name, and as an owner's id that nobody has. */
const users = texts.map((name, at): Row => ({ id: `u${at}`, name }));
const owners = [...users.map(({ id }) => id), ...texts];
const deals = [
  ...texts.map((region): Row => ({ region, owner_id: null })),
  ...owners.map((owner_id): Row => ({ region: 'West', owner_id })),
].map((row, id): Row => ({ ...row, id, created_at: new Date('2026-01-10T09:00:00Z'), status: 'open' }));

const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
const range = { from, to, now: to };
const counted = (query: Partial<MetricsQuery>): MetricsQuery => ({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['deals_created'], ...query });

describe.each(engineIds)('on %s', (id) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(id);
    await engine.load('users', [{ name: 'id', type: 'text' }, { name: 'name', type: 'text' }], users);
    await engine.load('deals', [
      { name: 'id', type: 'integer' }, { name: 'created_at', type: 'instant' }, { name: 'status', type: 'text' }, { name: 'region', type: 'text' }, { name: 'owner_id', type: 'text' },
    ], deals);
  });
  afterAll(() => engine.close());

  it.each(['region', 'owner'])('a panel and a rule label each %s the same', async (dimension) => {
    const query = counted({ by: [dimension] });
    const panel = await askPanel(engine, query, model, range);
    const rows = await askNative(engine, { query, model, window: { kind: 'range' }, from, to: new Date(to.getTime() - 1) }, { kind: 'table' });
    expect(differences(panel, rows, model)).toEqual([]);
    const labels = panel.columns.find(({ name }) => name === dimension)!.values.map(String);
    expect(labels.filter((label) => label.startsWith('(empty)'))).toHaveLength(8);
  });

  /** Keys by label: of all groups, or of those that a filter keeps. */
  async function groups(dimension: string, operator: FilterOperator = 'not in', ...values: string[]): Promise<Map<string | null, string>> {
    const filters = values.length > 0 ? [{ dimension, operator, values }] : [];
    const column = (await askPanel(engine, counted({ by: [dimension], filters }), model, range)).columns.find(({ name }) => name === dimension)!;
    return new Map(column.values.map((label, row) => [column.keys![row] ?? null, String(label)]));
  }

  describe.each([['region', 'West'], ['owner', 'West']])('a filter of %s by', (dimension, other) => {
    const isEmpty = (label: string): boolean => label.startsWith('(empty)');
    const cases: ReadonlyArray<readonly [FilterOperator, readonly string[], (label: string) => boolean]> = [
      ['=', ['(empty)'], isEmpty],
      ['!=', ['(empty)'], (label) => !isEmpty(label)],
      ['in', ['(empty)', '(none)'], (label) => isEmpty(label) || label === '(none)'],
      ['not in', ['(empty)', '(none)'], (label) => !isEmpty(label) && label !== '(none)'],
      ['in', ['(empty)', other], (label) => isEmpty(label) || label.startsWith(other)],
      ['not in', [other, '(empty)'], (label) => !isEmpty(label) && !label.startsWith(other)],
      ['=', ['(empty) (\t)'], (label) => label === '(empty) (\t)'],
      ['!=', ['(empty) ()'], (label) => label !== '(empty) ()'],
    ];

    it.each(cases)('%s %j keeps the groups that are shown so', async (operator, values, keeps) => {
      const all = await groups(dimension);
      const wanted = [...all].filter(([, label]) => keeps(label)).map(([key]) => key);
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.length).toBeLessThan(all.size);
      expect([...(await groups(dimension, operator, ...values)).keys()].sort()).toEqual(wanted.sort());
    });
  });

  // The owner "West" has no name, and another one is named so.
  it.each([['=', true], ['!=', false]] as const)('who has no name is found by the key beside itself: %s', async (operator, keeps) => {
    const all = await groups('owner');
    expect([...all.values()]).toContain('West (West)');
    const wanted = [...all].filter(([, label]) => (label === 'West (West)') === keeps).map(([key]) => key);
    expect([...(await groups('owner', operator, 'West (West)')).keys()].sort()).toEqual(wanted.sort());
  });

  it('a rule that is filtered by it counts what the panel does', async () => {
    const query = counted({ by: ['owner'], filters: [{ dimension: 'owner', operator: '=', values: ['(empty)'] }] });
    const panel = await askPanel(engine, query, model, range);
    const rows = await askNative(engine, { query, model, window: { kind: 'range' }, from, to: new Date(to.getTime() - 1) }, { kind: 'table' });
    expect([panel.length, differences(panel, rows, model)]).toEqual([8, []]);
  });

  it.each(['table', 'rows'] as const)('leaves out the targets of what it leaves out, targets as %s', async (kind) => {
    const targets = [{ region: ' ', value: 10 }, { region: 'West', value: 20 }, { region: '\u2003', value: 40 }].map((row) => ({ metric: 'deals_created', period: '2026-01', ...row }));
    await engine.run('DROP TABLE IF EXISTS targets');
    await engine.load('targets', [{ name: 'metric', type: 'text' }, { name: 'period', type: 'text' }, { name: 'region', type: 'text' }, { name: 'value', type: 'number' }], targets);
    const mapped = { from: 'targets', metric: 'metric', period: 'period', value: 'value', dimensions: { region: 'region' } };
    const own = parseModelOrThrow({ ...modelInput, entities: { ...modelInput.entities, target: kind === 'table' ? mapped : { rows: targets } } });
    for (const [operator, values, target] of [['=', ['(empty)'], 10], ['!=', ['(empty)'], 60], ['in', ['(empty)', 'West'], 30]] as const) {
      const query = counted({ metrics: ['deals_created.target'], filters: [{ dimension: 'region', operator, values }] });
      const panel = await askPanel(engine, query, own, range);
      const rows = await askNative(engine, { query, model: own, window: { kind: 'range' }, from, to: new Date(to.getTime() - 1) }, { kind: 'table' });
      expect([panel.columns.find(({ name }) => name === 'deals_created.target')!.values[0], rows[0]!['deals_created.target']]).toEqual([target, target]);
    }
  });
});
