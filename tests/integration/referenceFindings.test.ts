/**
 * Small databases on which compiled SQL and reference once differed: what is right, and by which rule. Each case says
 * its own numbers, so that it stands without the reference.
 */
import { parseModelOrThrow } from '../../src/model/parse';
import type { FunnelQuery, MetricsQuery, Range } from '../../src/plan/query';
import type { Result } from '../../src/result/Result';
import { openEngine } from '../engines/engines';
import { ask } from '../reference/compare';
import { readModel, type Json } from '../reference/model';
import type { Row, Table } from '../reference/rows';

type Entities = Record<string, Json>;
type Columns = Record<string, string>;

const table = (columns: Columns, rows: Row[]): Table => ({ columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows });
const dealColumns: Columns = {
  id: 'text', pipeline: 'text', stage: 'text', amount: 'double precision', region: 'text', owner: 'text', lead: 'text',
  created: 'timestamptz', closed: 'timestamptz', expected: 'date', created_on: 'date', at_q: 'timestamptz', at_p: 'timestamptz', p_on: 'date',
};
const historyColumns: Columns = { deal: 'text', stage: 'text', at: 'timestamptz', seq: 'integer' };
const at = (day: string): string => (day.includes('T') ? day : `${day}T09:00:00Z`);
const deal = (id: string, created: string | null, stage: string, closed: string | null = null, more: Row = {}): Row => ({
  id, stage, amount: 100, region: 'West', ...(created ? { created: at(created) } : {}), ...(closed ? { closed: at(closed) } : {}), ...more,
});
/** `a: 1-stage 2026-01-05, …` */
const changes = (id: string, text: string): Row[] =>
  text.split(', ').map((part, i) => ({ deal: id, stage: part.split(' ')[0], at: at(part.split(' ')[1]!), seq: i }));

const instant = (column: string): Json => ({ column, is: 'instant' });
const dealEntity: Entities = {
  from: 'deals', id: 'id', stage: 'stage', amount: 'amount', createdAt: { column: 'created', is: 'instant', nullable: true }, closedAt: instant('closed'),
  dimensions: { region: 'region' },
};
const stageChange: Json = { from: 'history', item: 'deal', to: 'stage', at: instant('at'), seq: 'seq' };
const stages = (...ids: string[]): Json =>
  ids.map((id) => ({ id, label: `Stage ${id}`, kind: id.startsWith('won') ? 'won' : id.startsWith('lost') ? 'lost' : 'open' }));
const onePipeline: Json = [{ id: 'new', of: 'deal', label: 'New', stages: stages('p', 'q', 'r', 'won', 'lost') }];

interface Case {
  readonly deals?: Row[];
  readonly history?: Row[];
  readonly tables?: Record<string, Table>;
  readonly deal?: Entities;
  readonly entities?: Entities;
  readonly pipelines?: Json;
  readonly settings?: Record<string, Json>;
  readonly range?: Partial<Range>;
}

async function answer(of: Case, query: Partial<MetricsQuery> | Partial<FunnelQuery>): Promise<Result> {
  const input = {
    version: 1, calendar: { timeZone: 'UTC' }, currency: 'EUR', pipelines: of.pipelines ?? onePipeline, ...of.settings,
    entities: { deal: { ...dealEntity, ...of.deal }, ...(of.history ? { stageChange } : {}), ...of.entities },
  };
  const range = { from: new Date('2026-01-01'), to: new Date('2026-04-01'), now: new Date('2026-04-01'), ...of.range };
  const tables = { deals: table(dealColumns, of.deals ?? []), history: table(historyColumns, of.history ?? []), ...of.tables };
  const engine = await openEngine('duckdb');
  try {
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      await engine.load(name, columns, rows);
    }
    const full = { refId: 'A', schemaVersion: 1, ...query } as MetricsQuery | FunnelQuery;
    return await ask(engine, { query: full, parsed: parseModelOrThrow(input), model: readModel(input), tables, range });
  } finally {
    await engine.close();
  }
}

async function values(of: Case, metric: string, query: Partial<MetricsQuery> = {}): Promise<unknown[]> {
  const result = await answer(of, { type: 'metrics', metrics: [metric], ...query });
  return [...result.columns.find(({ name }) => name === metric)!.values];
}

async function rows(of: Case, column: string, query: Partial<FunnelQuery> = {}): Promise<unknown[]> {
  const result = await answer(of, { type: 'funnel', ...query });
  return [...result.columns.find(({ name }) => name === column)!.values];
}

describe('sums', () => {
  // docs/metrics.md R13: a sum over no rows is 0.
  it('of won deals are 0 where all closed deals were lost', async () => {
    const lost = { deals: [deal('a', '2026-01-05', 'lost', '2026-01-20'), deal('b', '2026-01-05', 'won', '2026-02-20')] };
    expect(await values(lost, 'bookings', { grain: 'month' })).toEqual([0, 100, 0]);
    expect(await values(lost, 'win_rate_by_value', { grain: 'month' })).toEqual([0, 1, null]);
  });

  it('of stalled deals are 0 where all open deals are young', async () => {
    expect(await values({ deals: [deal('a', '2026-03-30', 'p')] }, 'stalled_value')).toEqual([0]);
  });

  // M63 on R13: nothing after something is a fall by 100 %.
  it('fall by 100 % to a period in which everything was lost', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'won', '2026-01-20'), deal('b', '2026-01-05', 'lost', '2026-02-20')] };
    expect(await values(of, 'bookings_growth', { grain: 'month' })).toEqual([null, -1, null]);
  });
});

describe('targets', () => {
  const target = (...of: Json[]): Entities => ({ target: { rows: of } });
  const january = { metric: 'bookings', period: '2026-01', value: 2200 };

  // R15: prorated by working days; January 2026 has 22. x/0 is NULL.
  it('a day that is not worked has none', async () => {
    const of = { deals: [deal('a', '2026-01-01', 'won', '2026-01-03')], entities: target(january), range: { from: new Date('2026-01-02'), to: new Date('2026-01-05') } };
    expect(await values(of, 'quota_attainment', { grain: 'day' })).toEqual([0, null, null]);
  });

  it('a group that sold nothing keeps its target', async () => {
    const of = { deals: [deal('a', '2026-01-01', 'won', '2026-01-13')], entities: target({ ...january, region: 'West' }, { ...january, region: 'East' }), range: { to: new Date('2026-02-01') } };
    const result = await answer(of, { type: 'metrics', metrics: ['quota_attainment'], by: ['region'] });
    const byRegion = result.columns[0]!.values.map((region, i) => [region, result.columns.find(({ name }) => name === 'quota_attainment')!.values[i]]);
    expect(byRegion.sort()).toEqual([['East', 0], ['West', 100 / 2200]]);
  });

  // M60: won *to date*. Ten of 22 working days begin before the 15th.
  it('the gap counts what was won before now', async () => {
    const of = {
      deals: [deal('a', '2026-01-01', 'won', '2026-01-13'), deal('b', '2026-01-01', 'won', '2026-01-20')],
      entities: target(january), range: { to: new Date('2026-02-01'), now: new Date('2026-01-15') },
    };
    expect(await values(of, 'gap_to_target')).toEqual([100 - 1000]);
  });

  // M55 asks about periods to come: open amount that is expected then, over what is left of the target.
  it('coverage of a period that has not begun', async () => {
    const of = {
      deals: [deal('a', '2026-01-01', 'p', null, { amount: 300, expected: '2026-02-10' })],
      deal: { expectedClose: { column: 'expected', is: 'date' } }, entities: target({ metric: 'bookings', period: '2026-02', value: 100 }),
      range: { to: new Date('2026-03-01'), now: new Date('2026-01-20') },
    };
    expect((await values(of, 'pipeline_coverage', { grain: 'month' }))[1]).toBe(3);
  });
});

describe('growth', () => {
  // R of M03, M63: the running period, cut by now, against the equal elapsed part.
  it('compares what both periods had by the same day', async () => {
    const of = {
      deals: [deal('a', '2026-01-01', 'won', '2026-01-05'), deal('b', '2026-01-01', 'won', '2026-02-05'), deal('c', '2026-01-01', 'won', '2026-02-20')],
      range: { from: new Date('2026-02-01'), to: new Date('2026-03-01'), now: new Date('2026-02-10') },
    };
    expect(await values(of, 'bookings_growth')).toEqual([0]);
  });

  // 14 and 15 March are days 73 and 74 of their quarter; the quarter before has them, too.
  it('of a quarter that the range cuts at both ends', async () => {
    const of = {
      deals: [deal('a', '2025-12-01', 'won', '2025-12-12T12:00:00Z'), deal('b', '2026-03-01', 'won', '2026-03-14T12:00:00Z')],
      range: { from: new Date('2026-03-14'), to: new Date('2026-04-03'), now: new Date('2026-03-15') },
    };
    expect((await values(of, 'bookings_growth', { grain: 'quarter' }))[0]).toBe(0);
  });

  it('does not make its neighbours unanswerable', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'p'), deal('b', '2026-01-05', 'won', '2026-01-10')] };
    const filters = [{ dimension: 'stage', operator: '!=' as const, values: ['q'] }];
    const query = { type: 'metrics' as const, metrics: ['open_deals', 'bookings_growth'], filters };
    expect(await values(of, 'open_deals', { filters })).toEqual([1]);
    expect((await answer(of, query)).columns.find(({ name }) => name === 'open_deals')!.values).toEqual([1]);
  });
});

describe('rows without a created date', () => {
  const undated = [deal('a', null, 'q'), deal('b', '2026-01-05', 'q')];

  // docs/decisions/0008: a created date may be NULL in a row, whatever the model says of the column.
  it('are open now without a word about them in the model', async () => {
    expect(await values({ deals: undated, deal: { createdAt: instant('created') } }, 'open_deals')).toEqual([2]);
  });

  it('make their owner an active rep', async () => {
    const of = {
      deals: [deal('a', null, 'q', null, { owner: 'u1' }), deal('b', '2026-01-05', 'q', null, { owner: 'u2' })],
      deal: { dimensions: { owner: 'owner' } },
    };
    expect(await values(of, 'open_deals_per_rep')).toEqual([1]);
  });

  // 0007: every history row is an entry at its time; won at its closed date.
  it('count in an event funnel where history dates them', async () => {
    const of = { deals: [deal('a', null, 'q'), deal('b', null, 'won', '2026-02-01')], history: changes('a', 'p 2026-01-05, q 2026-01-10') };
    expect(await rows(of, 'reached', { basis: 'event' })).toEqual([1, 1, 0, 1]);
  });
});

describe('stages', () => {
  const two: Json = [
    { id: 'new', of: 'deal', label: 'New', stages: stages('lost_n', 'n1', 'n2', 'won_n') },
    { id: 'old', of: 'deal', label: 'Old', stages: stages('o1', 'o2', 'won_o', 'lost_o') },
  ];

  // R6: the initial stage counts as entered at creation: that of the deal's own pipeline, by rank.
  it('the first one is that of rank 1 in the pipeline of the deal', async () => {
    const of = {
      deals: [deal('a', '2026-01-05', 'n2', null, { pipeline: 'new' }), deal('b', '2026-01-05', 'o2', null, { pipeline: 'old' })],
      history: [...changes('a', 'n2 2026-03-01'), ...changes('b', 'o2 2026-03-01')],
      deal: { pipeline: 'pipeline' }, pipelines: two, range: { to: new Date('2026-02-01') },
    };
    const result = await answer(of, { type: 'metrics', metrics: ['open_deals'], by: ['stage'] });
    expect([...result.columns.find(({ name }) => name === 'stage')!.keys!].sort()).toEqual(['n1', 'o1']);
  });

  it('with one id in two pipelines mean what they mean in the pipeline of the deal', async () => {
    const of = {
      deals: [deal('a', '2026-01-05', '3', '2026-02-01', { pipeline: 'new' }), deal('b', '2026-01-05', '3', null, { pipeline: 'old' })],
      deal: { pipeline: 'pipeline' },
      pipelines: [
        { id: 'new', of: 'deal', label: 'New', stages: [{ id: '1', kind: 'open' }, { id: '2', kind: 'lost' }, { id: '3', kind: 'won' }] },
        { id: 'old', of: 'deal', label: 'Old', stages: [{ id: '1', kind: 'open' }, { id: '3', kind: 'open' }, { id: '4', kind: 'won' }] },
      ],
    };
    expect([await values(of, 'open_deals'), await values(of, 'won_deals')]).toEqual([[1], [1]]);
  });

  // query.ts: a filter is on the key or the label.
  it('are found by a regular expression on their label', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'q')] };
    expect(await values(of, 'deals_created', { filters: [{ dimension: 'stage', operator: '=~', values: ['^Stage'] }] })).toEqual([1]);
  });

  // 0007: rows into stages that the pipeline does not list are ignored.
  it('that nobody lists re-open nothing', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'lost', '2026-01-10')], history: changes('a', 'p 2026-01-05, lost 2026-01-10, parked 2026-01-20') };
    expect(await values(of, 'reopen_rate')).toEqual([0]);
  });

  // R9: seconds, unless one of the two ends (here history and now) is a date; the created date is neither.
  it('stall by the hour where history has hours', async () => {
    const of = {
      deals: [deal('a', null, 'q', null, { created_on: '2026-03-01' })], history: changes('a', 'q 2026-03-01T02:00:00Z'),
      deal: { createdAt: { column: 'created_on', is: 'date' } }, range: { to: new Date('2026-03-31T12:00:00Z'), now: new Date('2026-03-31T12:00:00Z') },
    };
    expect(await values(of, 'stalled_deals')).toEqual([1]);
  });
});

describe('dated columns as history', () => {
  // The order of stages tells equal times apart: lost at r.
  it.each(['q first', 'r first'])('are in stage order where they are equal (%s in the model)', async (order) => {
    const columns: Array<[string, Json]> = [['q', instant('at_q')], ['r', instant('at_p')]];
    const of = {
      deal: { stageDates: Object.fromEntries(order === 'q first' ? columns : columns.reverse()) },
      deals: [deal('a', '2026-01-05', 'lost', '2026-02-01', { at_q: at('2026-01-10'), at_p: at('2026-01-10') })],
    };
    expect((await rows(of, 'drop_off_rate')).slice(0, 3)).toEqual([0, 0, 1]);
  });

  it.each(['q', 'r'])('may be instants and dates side by side (a date for %s)', async (date) => {
    const day: Json = { column: 'p_on', is: 'date' };
    const of = {
      deal: { stageDates: date === 'q' ? { q: day, r: instant('at_p') } : { q: instant('at_q'), r: day } },
      deals: [
        deal('a', '2026-01-05', 'r', null, date === 'q' ? { p_on: '2026-01-10', at_p: at('2026-01-20') } : { at_q: at('2026-01-10'), p_on: '2026-01-20' }),
      ],
    };
    expect(await rows(of, 'reached', { window: 10 })).toEqual([1, 1, 0, 0]);
    expect(await values(of, 'stalled_deals')).toEqual([1]);
  });

  it('of deals do not collide with the table "deals" on the way from leads', async () => {
    const of = {
      deal: { lead: 'lead', stageDates: { q: instant('at_q'), r: instant('at_p') } },
      deals: [deal('a', '2026-01-05', 'q', null, { lead: 'l', at_q: at('2026-01-10') })],
      entities: { lead: { from: 'leads', id: 'id', createdAt: instant('created') } },
      tables: { leads: table({ id: 'text', created: 'timestamptz' }, [{ id: 'l', created: at('2026-01-02') }]) },
    };
    expect(await rows(of, 'reached', { entity: 'lead-to-deal' })).toEqual([1, 1, 1, 0, 0]);
  });
});

describe('funnels', () => {
  const cohort = [deal('a', '2026-01-05', 'won', '2026-02-01')];

  // 0007: items judged by their present state have no time for the stages between the first and won.
  it('by event date no stage of which nobody knows when', async () => {
    expect(await rows({ deals: cohort, history: changes('other', 'p 2026-01-05') }, 'reached', { basis: 'event' })).toEqual([1, 0, 0, 1]);
  });

  // 0007: an undone win counts as an entry into the last open stage; the deal was lost from there.
  it('lose a deal whose win was undone at the last open stage', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'lost', '2026-02-10')], history: changes('a', 'p 2026-01-05, won 2026-02-01, lost 2026-02-10') };
    expect((await rows(of, 'drop_off_rate')).slice(0, 3)).toEqual([0, 0, 1]);
  });

  // 0007, Losses: of the items that reached the stage, whatever the basis.
  it('tell losses by event, too', async () => {
    const of = { deals: [deal('a', '2026-01-05', 'lost', '2026-02-10')], history: changes('a', 'p 2026-01-05, q 2026-02-01, lost 2026-02-10') };
    expect((await rows(of, 'drop_off_rate', { basis: 'event' })).slice(0, 2)).toEqual([0, 1]);
  });

  // 0007, Losses: without any history row the first stage.
  it('lose deals without history at the first stage', async () => {
    expect((await rows({ deals: [deal('a', '2026-01-05', 'lost', '2026-02-10')] }, 'drop_off_rate')).slice(0, 2)).toEqual([1, null]);
  });

  // 0007: strict asks for every stage *of the funnel*; a hidden stage is not in it.
  it('are strict about the stages that they show', async () => {
    const of = { deals: cohort, history: changes('a', 'p 2026-01-05, r 2026-01-20, won 2026-02-01') };
    expect(await rows(of, 'reached', { policy: 'strict', exclude: ['q'] })).toEqual([1, 1, 1]);
  });

  it('close lost leads when they were disqualified', async () => {
    const of = {
      pipelines: [...(onePipeline as Json[]), { id: 'leads', of: 'lead', label: 'Leads', stages: stages('fresh', 'won', 'lost') }],
      entities: {
        lead: {
          from: 'leads', id: 'id', stage: 'stage', createdAt: instant('created'), convertedAt: instant('converted'), disqualifiedAt: instant('disqualified'),
        },
        leadStageChange: { from: 'lead_history', item: 'deal', to: 'stage', at: instant('at'), seq: 'seq' },
      },
      tables: {
        leads: table(
          { id: 'text', stage: 'text', created: 'timestamptz', converted: 'timestamptz', disqualified: 'timestamptz' },
          [{ id: 'l', stage: 'lost', created: at('2026-01-02'), disqualified: at('2026-05-01') }]
        ),
        lead_history: table(historyColumns, changes('l', 'fresh 2026-01-02')),
      },
    };
    // Open at now, 1 April: not lost yet.
    expect((await rows(of, 'drop_off_rate', { entity: 'lead' }))[0]).toBe(0);
  });

  // 0007, Days between steps: lead and qualification are dated, whatever is known of the deals.
  it('tell the days from lead to qualified without a history of deals', async () => {
    const of = {
      deal: { lead: 'lead' },
      entities: { lead: { from: 'leads', id: 'id', createdAt: instant('created'), qualifiedAt: instant('qualified') } },
      tables: {
        leads: table(
          { id: 'text', created: 'timestamptz', qualified: 'timestamptz' },
          Array.from({ length: 5 }, (_, i) => ({ id: `l${i}`, created: at('2026-01-02'), qualified: at('2026-01-04') }))
        ),
      },
    };
    expect((await rows(of, 'step_days_p50', { entity: 'lead-to-deal' }))[1]).toBe(2);
  });
});
