/** Groups whose text shows as nothing: named alike in a panel and in a rule. */
import { parseModelOrThrow } from '../../src/model/parse';
import type { MetricsQuery } from '../../src/plan/query';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { askNative, askPanel, differences } from './parity';

const model = parseModelOrThrow({
  version: 1, calendar: { timeZone: 'UTC' }, currency: 'EUR',
  entities: {
    deal: {
      from: 'deals', id: 'id', createdAt: { column: 'created_at', is: 'instant' }, outcome: { column: 'status', won: ['won'], lost: ['lost'] },
      dimensions: { region: 'region', owner: { join: 'users', on: 'owner_id', key: 'id', label: 'name' } },
    },
  },
});

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
});
