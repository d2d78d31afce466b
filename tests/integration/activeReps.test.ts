/** Who is an active rep where no column says so: owners of leads that only their stage history closes, too. */
import { parseModelOrThrow } from '../../src/model/parse';
import type { MetricsQuery, Range } from '../../src/plan/query';
import { engineIds, openEngine, type Engine, type Row } from '../engines/engines';
import { compareMetrics, expectMetrics } from '../reference/compare';
import { readModel } from '../reference/model';
import { randomCompany } from '../reference/randomCompany';
import { randomRange } from '../reference/randomQuestions';
import { askNative, askPanel, differences } from './parity';

const asked = (query: Partial<MetricsQuery>): MetricsQuery => ({ refId: 'A', schemaVersion: 1, type: 'metrics', metrics: ['open_deals_per_rep'], grain: 'month', ...query });
const at = (day: string): Date => new Date(`${day}T09:00:00Z`);
const instant = (column: string) => ({ column, is: 'instant' });
const stages = (...ids: string[]) => ids.map((id) => ({ id, kind: ['won', 'lost'].find((kind) => id.startsWith(kind)) ?? 'open' }));

const model = (more: Readonly<Record<string, unknown>> = {}) => parseModelOrThrow({
  version: 1, calendar: { timeZone: 'UTC' }, currency: 'EUR',
  pipelines: [
    { id: 'deals', of: 'deal', stages: stages('open', 'won', 'lost') },
    { id: 'small', of: 'lead', stages: stages('fresh', 'won_lead', 'lost_lead') },
    ...('pipeline' in more ? [{ id: 'large', of: 'lead', stages: stages('fresh', 'lost_large', 'won_large') }] : []),
  ],
  entities: {
    deal: { from: 'deals', id: 'id', stage: 'stage', createdAt: instant('created'), closedAt: instant('closed'), dimensions: { owner: 'owner' } },
    lead: { from: 'leads', id: 'id', stage: 'stage', createdAt: instant('created'), dimensions: { owner: 'owner' }, ...more },
    leadStageChange: { from: 'changes', item: 'lead', to: 'stage', at: instant('at'), seq: 'seq' },
  },
});

/** Two deals of one rep are open all the time; leads of others were made before. */
const deals = ['a', 'b'].map((id): Row => ({ id, owner: 'u1', stage: 'open', created: at('2025-12-01') }));
const lead = (id: string, owner: string, stage: string, more: Row = {}): Row => ({ id, owner, stage, created: at('2025-12-01'), ...more });
const changes = (id: string, text: string): Row[] => text.split(', ').map((part, seq) => ({ lead: id, stage: part.split(' ')[0], at: at(part.split(' ')[1]!), seq }));

describe.each(engineIds)('on %s', (id) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openEngine(id);
  });
  afterEach(() => engine.close());

  async function perRep(leads: Row[], history: Row[], of = model(), range: Partial<Range> = {}): Promise<unknown> {
    const texts = (...names: string[]) => names.map((name) => ({ name, type: 'text' as const }));
    const times = (...names: string[]) => names.map((name) => ({ name, type: 'instant' as const }));
    await engine.load('deals', [...texts('id', 'owner', 'stage'), ...times('created', 'closed')], deals);
    await engine.load('leads', [...texts('id', 'owner', 'stage', 'pipeline'), ...times('created', 'dropped')], leads);
    await engine.load('changes', [...texts('lead', 'stage'), ...times('at'), { name: 'seq', type: 'integer' }], history);
    const whole = { from: new Date('2026-01-01'), to: new Date('2026-04-01'), now: new Date('2026-04-01'), ...range };
    return (await askPanel(engine, asked({}), of, whole)).columns.find(({ name }) => name === 'open_deals_per_rep')!.values;
  }

  // docs/catalogue.md M11: owners with a record created or closed in the range. Lost twice, a lead was closed the last time.
  const leads = [lead('x', 'u2', 'lost_lead'), lead('y', 'u3', 'fresh'), lead('z', 'u4', 'won_lead')];
  const history = [...changes('x', 'lost_lead 2026-01-20, fresh 2026-02-01, lost_lead 2026-02-10'), ...changes('y', 'lost_lead 2026-01-10, fresh 2026-01-12'), ...changes('z', 'won_lead 2026-03-10')];

  it('a lead is closed when it last entered the stage that it ended in', async () => {
    expect(await perRep(leads, history)).toEqual([2, 1, 1]);
  });

  it('a rule says the same', async () => {
    await perRep(leads, history);
    const [from, to] = [new Date('2026-02-01'), new Date('2026-03-01')];
    const query = asked({ grain: undefined, evidence: true });
    const panel = await askPanel(engine, query, model(), { from, to, now: to });
    const rows = await askNative(engine, { query, model: model(), window: { kind: 'range' }, from, to: new Date(to.getTime() - 1) }, { kind: 'table' });
    expect([panel.columns.find(({ name }) => name === 'open_deals_per_rep')!.values, differences(panel, rows, model())]).toEqual([[1], []]);
  });

  it('history after now does not exist', async () => {
    expect(await perRep(leads, history, model(), { now: new Date('2026-02-05') })).toEqual([1, 2, null]);
  });

  it('a mapped date is believed, also where it is missing', async () => {
    const dated = leads.map((row): Row => ({ ...row, dropped: row['id'] === 'x' ? at('2026-03-05') : null }));
    expect(await perRep(dated, history, model({ disqualifiedAt: instant('dropped') }))).toEqual([2, 2, 2 / 3]);
  });

  it('a stage counts in the pipeline of the lead', async () => {
    const two = [lead('x', 'u2', 'lost_large', { pipeline: 'large' }), lead('y', 'u3', 'lost_lead', { pipeline: 'small' })];
    const moved = [...changes('x', 'lost_large 2026-01-20, lost_lead 2026-02-10'), ...changes('y', 'lost_large 2026-02-20, lost_lead 2026-03-10')];
    expect(await perRep(two, moved, model({ pipeline: 'pipeline' }))).toEqual([1, 2, 1]);
  });

  // Companies in which it makes a difference, and no random question showed it.
  it.each([19, 45, 106, 398])('weeks of the random company %i are those of the reference', async (seed) => {
    const { modelInput, tables } = randomCompany(seed);
    const base = { model: readModel(modelInput), parsed: parseModelOrThrow(modelInput), tables, range: randomRange(seed, { modelInput, tables }) };
    const question = { ...base, query: asked({ grain: 'week', metrics: ['open_deals_per_rep', 'leads_per_rep', 'bookings_per_rep'] }) };
    const { wanted, differences } = expectMetrics(question);
    expect([wanted.size, differences]).toEqual([3, []]);
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      await engine.load(name, columns, rows);
    }
    expect(await compareMetrics(engine, question, wanted)).toEqual([]);
  });
});
