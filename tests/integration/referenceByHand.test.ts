/** The compiled SQL against the deals worked by hand (tests/reference/by-hand.md). */
import { parseModelOrThrow } from '../../src/model/parse';
import { engineIds, openEngine, type Engine } from '../engines/engines';
import { handModel, handRange, handTables } from '../reference/byHand';
import { handFunnels } from '../reference/byHandResults';
import { compareFunnel } from '../reference/compare';
import { readModel } from '../reference/model';

describe.each(engineIds)('by hand, on %s', (id) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine(id);
    for (const [name, table] of Object.entries(handTables)) {
      await engine.load(name, table.columns, table.rows);
    }
  });
  afterAll(() => engine.close());

  it.each(handFunnels)('$title', async ({ model, query }) => {
    const input = handModel(model);
    const differences = await compareFunnel(engine, {
      model: readModel(input), parsed: parseModelOrThrow(input), tables: handTables, range: handRange,
      query: { refId: 'A', schemaVersion: 1, type: 'funnel', ...query },
    });
    expect(differences).toEqual([]);
  });
});
