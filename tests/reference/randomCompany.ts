/**
 * Small random sales databases and the models that map them, from a seed. They lean towards what
 * goes wrong: clock changes, midnights, month ends, equal seconds, missing values, all three kinds of time columns.
 *
 * Every row has its own random numbers, so that a database of fewer rows with the same seed is a part of the larger one.
 */
import type { Json, ModelInput } from './model';
import { hour, Random, worldOf, type World } from './random';
import { randomBlanks } from './randomBlanks';
import { cell, randomInstant, randomKind, randomStretch, sqlType, timeColumn } from './randomTimes';
import { randomDealing } from './randomDealing';
import type { Table, Tables } from './rows';

export interface RandomCompany {
  readonly modelInput: ModelInput;
  readonly tables: Tables;
}

export interface Size {
  readonly deals: number;
  readonly leads: number;
  readonly changes: number;
}

function randomAmount(r: Random): number | null {
  switch (r.whole(0, 11)) {
    case 0:
      return null;
    case 1:
      return 0;
    case 2:
      return -r.whole(1, 400) / 4;
    case 3:
      return r.whole(1, 9) * 1e9;
    default:
      return r.whole(1, 20_000) / 4;
  }
}

interface RandomPipeline {
  readonly id: string;
  readonly open: readonly string[];
  readonly won: string;
  readonly lost: string;
}

const pipelineInput = ({ id, open, won, lost }: RandomPipeline, of: string, r: Random, chances: (stage: string) => Json | undefined = () => undefined): Json => ({
  id, of, label: `Pipeline ${id}`,
  stages: [
    // The order of kinds in the list means nothing to ranks.
    ...(r.chance(0.2) ? [{ id: lost, label: 'Lost', kind: 'lost' }] : []),
    ...open.map((stage) => ({ id: stage, label: `Stage ${stage}`, kind: 'open', ...(chances(stage) === undefined ? {} : { probability: chances(stage)! }) })),
    { id: won, label: 'Won', kind: 'won' },
    { id: lost, label: 'Lost', kind: 'lost' },
  ].filter((stage, i, all) => all.findIndex(({ id: other }) => other === stage.id) === i),
});

/** Where an item goes: stages and instants, in the order in which they were written. */
function randomWalk(r: Random, world: World, pipeline: RandomPipeline, created: number): Array<{ stage: string; at: number }> {
  const walk: Array<{ stage: string; at: number }> = [];
  const { open, won, lost } = pipeline;
  let rank = r.chance(0.8) ? 0 : r.whole(0, open.length - 1);
  let at = r.chance(0.8) ? created : created + randomStretch(r);
  const steps = r.whole(1, 6);
  for (let i = 0; i < steps; i++) {
    walk.push({ stage: r.chance(0.03) ? 'parked' : open[rank]!, at });
    at = r.chance(0.03) ? at - hour : at + randomStretch(r);
    const roll = r.next();
    if (roll < 0.2) {
      walk.push({ stage: roll < 0.11 ? won : lost, at });
      if (r.chance(0.7)) {
        return walk;
      }
      at += randomStretch(r);
    }
    rank = r.chance(0.15) ? r.whole(0, rank) : Math.min(open.length - 1, rank + r.pick([1, 1, 1, 2, 3]));
  }
  if (r.chance(0.45)) {
    walk.push({ stage: r.chance(0.5) ? won : lost, at });
  }
  return walk;
}

const column = (name: string, type: string): { name: string; type: string } => ({ name, type });

/** `prefix` goes before every table's name, for databases that share a schema. */
export function randomCompany(seed: number, size?: Partial<Size>, prefix = ''): RandomCompany {
  const world = worldOf(seed);
  const { zone } = world;
  const r = new Random(seed, 'model');
  const counts: Size = { deals: r.whole(0, 40), leads: r.whole(0, 40), changes: 150, ...size };
  const idType = r.pick(['text', 'integer']);
  const idOf = (kind: string, i: number): string | number => (idType === 'integer' ? i + 1 : `${kind}${i + 1}`);

  const pipelineNames = r.chance(0.35) ? ['new', 'old'] : ['new'];
  const sharedEnds = r.chance(0.5);
  const pipelines = pipelineNames.map((id): RandomPipeline => ({
    id,
    open: Array.from({ length: r.whole(2, 6) }, (_, i) => `${id}${i + 1}`),
    won: sharedEnds ? 'won' : `${id}_won`,
    lost: sharedEnds ? 'lost' : `${id}_lost`,
  }));
  const leadPipeline: RandomPipeline | undefined = r.chance(0.5)
    ? { id: 'leads', open: ['fresh', 'working', 'meeting'].slice(0, r.whole(2, 3)), won: 'converted', lost: 'dropped' }
    : undefined;
  const withPipelineColumn = pipelines.length > 1 || r.chance(0.4);
  const outcomeColumn = r.chance(0.4);
  const history = r.pick(['rows', 'rows', 'rows', 'rows', 'dates', 'none']);
  const leadHistory = leadPipeline !== undefined && r.chance(0.6);
  const link = r.pick(['deal', 'deal', 'lead', 'none']);
  const withDeleted = r.chance(0.3);
  const withActive = r.chance(0.6);
  const mapped = { qualified: r.chance(0.85), converted: r.chance(0.7), disqualified: r.chance(0.6) };
  const kinds = {
    created: randomKind(r, zone), closed: randomKind(r, zone), expected: r.chance(0.7) ? ({ is: 'date' } as const) : randomKind(r, zone),
    changed: randomKind(r, zone), lead: randomKind(r, zone), qualified: randomKind(r, zone), converted: randomKind(r, zone),
    disqualified: randomKind(r, zone), leadChanged: randomKind(r, zone), started: randomKind(r, zone), paid: randomKind(r, zone),
  };
  const dated = pipelines.flatMap(({ open, won, lost }) => [...open, won, lost]).filter((id, i, all) => all.indexOf(id) === i && r.chance(0.8));
  const datedKinds = Object.fromEntries(dated.map((id) => [id, kinds.changed]));

  const blanked = randomBlanks(seed);
  const users = ['Ann', 'Kim', 'Bob', 'Eve', 'Kim', 'Zoe'].map((name, i) => {
    const own = new Random(seed, 'user', i);
    const user = { id: idOf('u', i), name, team: own.pick(['red', 'blue', null]), active: own.pick([true, true, false, null]) };
    return blanked(user, ['name', 'team', ...(i === 0 && idType === 'text' ? ['id'] : [])], 'user', i);
  });
  const someone = (own: Random): { region: string | null; owner_id: string | number | null } => ({
    region: own.pick(['West', 'East', 'West', null]),
    owner_id: own.chance(0.1) ? null : own.pick(users).id,
  });

  const deals: Array<Record<string, unknown>> = [];
  const changes: Array<Record<string, unknown>> = [];
  for (let i = 0; i < counts.deals; i++) {
    const own = new Random(seed, 'deal', i);
    const pipeline = own.pick(pipelines);
    const created = randomInstant(own, world);
    const walk = randomWalk(own, world, pipeline, created);
    const last = walk.at(-1)!;
    const stage = own.chance(0.04) ? own.pick([null, 'parked', pipeline.open[0]!]) : last.stage;
    const said = own.chance(0.05) ? own.pick(['Won', 'Closed lost', 'Open', null]) : null;
    const outcome = said ?? (last.stage === pipeline.won ? own.pick(['Won', 'Sold']) : last.stage === pipeline.lost ? 'Closed lost' : 'Open');
    const isClosed = outcomeColumn ? !['Open', null].includes(outcome) : stage === pipeline.won || stage === pipeline.lost;
    const closed = isClosed ? (own.chance(0.06) ? null : own.chance(0.1) ? last.at + randomStretch(own) : last.at) : null;
    const known = history === 'rows' && own.chance(0.85);
    const row: Record<string, unknown> = {
      id: idOf('d', i), stage, status: outcome, amount: randomAmount(own), ...someone(own),
      pipeline: own.chance(0.03) ? null : pipeline.id,
      created: cell(kinds.created, own.chance(0.06) ? null : created, zone, own),
      closed: cell(kinds.closed, closed, zone, own),
      expected: cell(kinds.expected, own.chance(0.2) ? null : created + randomStretch(own), zone, own),
      competitor: own.pick(['Acme', 'Bolt', null]),
      lead_id: own.chance(0.3) ? null : idOf('l', own.whole(0, 39)),
      deleted: own.chance(0.1),
    };
    blanked(row, ['region', 'competitor', ...(idType === 'text' ? ['owner_id'] : [])], 'deal', i);
    for (const id of dated) {
      const at = walk.filter((change) => change.stage === id).map((change) => change.at);
      row[`at_${id}`] = history === 'dates' && at.length > 0 ? cell(datedKinds[id]!, own.pick(at), zone, own) : null;
    }
    deals.push(row);
    // Equal times are told apart by seq, which is not always the order of the walk.
    const seqs = walk.map((_, k) => i * 20 + k);
    if (own.chance(0.1)) {
      seqs.reverse();
    }
    if (known) {
      walk.forEach((change, k) => {
        changes.push({ deal_id: row.id, stage: change.stage, changed: cell(kinds.changed, change.at, zone, own), seq: seqs[k] });
      });
    }
  }

  const leads: Array<Record<string, unknown>> = [];
  const leadChanges: Array<Record<string, unknown>> = [];
  for (let i = 0; i < counts.leads; i++) {
    const own = new Random(seed, 'lead', i);
    const created = randomInstant(own, world);
    const walk = leadPipeline ? randomWalk(own, world, leadPipeline, created) : [];
    const last = walk.at(-1);
    const id = idOf('l', i);
    const ended = last && (last.stage === 'converted' || last.stage === 'dropped') ? last.at : created + randomStretch(own);
    leads.push(blanked({
      id, stage: last?.stage ?? null, ...someone(own), source: own.pick(['web', 'fair', 'referral', null]),
      created: cell(kinds.lead, own.chance(0.05) ? null : created, zone, own),
      qualified: cell(kinds.qualified, own.chance(0.4) ? null : created + randomStretch(own), zone, own),
      converted: cell(kinds.converted, last?.stage === 'converted' || own.chance(0.3) ? ended : null, zone, own),
      disqualified: cell(kinds.disqualified, last?.stage === 'dropped' || own.chance(0.2) ? ended : null, zone, own),
      deal_id: own.chance(0.4) ? null : idOf('d', own.whole(0, 39)),
      name: own.pick(['Ada', ' ', null]), email: own.pick(['a@example.org', '', null]), phone: own.pick(['+49 1', null]),
    }, ['region', 'source', ...(idType === 'text' ? ['owner_id'] : [])], 'lead', i));
    if (leadHistory && own.chance(0.85)) {
      walk.forEach((change, k) => {
        leadChanges.push({ lead_id: id, stage: change.stage, changed: cell(kinds.leadChanged, change.at, zone, own), seq: i * 20 + k });
      });
    }
  }

  const some = new Random(seed, 'others');
  const customers = Array.from({ length: r.whole(0, 15) }, (_, i) => blanked({
    id: i + 1, region: some.pick(['West', 'East', null]), started: cell(kinds.started, some.chance(0.1) ? null : randomInstant(some, world), zone, some),
  }, ['region'], 'customer', i));
  const revenue = Array.from({ length: r.whole(0, 25) }, (_, i) => blanked({
    id: i + 1, region: some.pick(['West', 'East', null]), amount: randomAmount(some),
    paid: cell(kinds.paid, some.chance(0.05) ? null : randomInstant(some, world), zone, some),
  }, ['region'], 'revenue', i));

  const table = (name: string): string => `${prefix}${name}`;
  const dealing = randomDealing({ seed, world, deals, idType, expected: kinds.expected, table });
  const id = column('id', idType);
  const tables: Record<string, Table> = {
    deals: {
      columns: [
        id, column('stage', 'text'), column('status', 'text'), column('amount', 'double precision'), column('region', 'text'),
        column('owner_id', idType), column('pipeline', 'text'), column('created', sqlType(kinds.created)), column('closed', sqlType(kinds.closed)),
        column('expected', sqlType(kinds.expected)), column('competitor', 'text'), column('lead_id', idType), column('deleted', 'boolean'),
        ...dated.map((stage) => column(`at_${stage}`, sqlType(datedKinds[stage]!))), ...dealing.dealColumns,
      ],
      rows: deals.map((row, i) => ({ ...row, ...dealing.dealValues[i] })),
    },
    changes: {
      columns: [column('deal_id', idType), column('stage', 'text'), column('changed', sqlType(kinds.changed)), column('seq', 'integer')],
      rows: changes.slice(0, counts.changes),
    },
    leads: {
      columns: [
        id, column('stage', 'text'), column('region', 'text'), column('owner_id', idType), column('source', 'text'),
        column('created', sqlType(kinds.lead)), column('qualified', sqlType(kinds.qualified)), column('converted', sqlType(kinds.converted)),
        column('disqualified', sqlType(kinds.disqualified)), column('deal_id', idType), column('name', 'text'), column('email', 'text'), column('phone', 'text'),
      ],
      rows: leads,
    },
    lead_changes: {
      columns: [column('lead_id', idType), column('stage', 'text'), column('changed', sqlType(kinds.leadChanged)), column('seq', 'integer')],
      rows: leadChanges.slice(0, counts.changes),
    },
    ...dealing.tables,
    users: { columns: [id, column('name', 'text'), column('team', 'text'), column('active', 'boolean')], rows: users },
    customers: { columns: [column('id', 'integer'), column('region', 'text'), column('started', sqlType(kinds.started))], rows: customers },
    revenue: {
      columns: [column('id', 'integer'), column('region', 'text'), column('amount', 'double precision'), column('paid', sqlType(kinds.paid))],
      rows: revenue,
    },
  };

  const people: Record<string, Json> = {
    region: 'region',
    owner: { join: table('users'), on: 'owner_id', key: 'id', label: 'name' },
    team: { join: table('users'), on: 'owner_id', key: 'id', column: 'team' },
  };
  const modelInput: ModelInput = {
    version: 1,
    calendar: {
      timeZone: zone, weekStart: r.pick(['monday', 'sunday', 'saturday']), fiscalYearStart: r.pick([1, 1, 2, 4, 10]),
      holidays: r.chance(0.5) ? ['2026-04-03', '2026-04-06', '2026-10-26', '2026-11-01'] : [],
    },
    currency: 'EUR',
    horizon: { lead: r.pick([7, 30]), deal: r.pick([14, 30, 45]) },
    stalledAfter: { default: r.pick([7, 30]), ...(r.chance(0.4) ? { new1: 3, new2: 14 } : {}) },
    pipelines: [
      ...pipelines.map((pipeline) => pipelineInput(pipeline, 'deal', r, dealing.chances)),
      ...(leadPipeline ? [pipelineInput(leadPipeline, 'lead', r)] : []),
    ],
    entities: {
      deal: {
        from: table('deals'), id: 'id', stage: 'stage', amount: 'amount',
        createdAt: { ...timeColumn('created', kinds.created), nullable: true }, closedAt: timeColumn('closed', kinds.closed),
        expectedClose: timeColumn('expected', kinds.expected),
        ...(withPipelineColumn ? { pipeline: 'pipeline' } : {}),
        ...dealing.deal,
        ...(outcomeColumn ? { outcome: { column: 'status', won: ['Won', 'Sold'], lost: ['Closed lost'] } } : {}),
        ...(link === 'deal' ? { lead: 'lead_id' } : {}),
        ...(withDeleted ? { where: { deleted: false } } : {}),
        ...(history === 'dates' ? { stageDates: Object.fromEntries(dated.map((stage) => [stage, timeColumn(`at_${stage}`, datedKinds[stage]!)])) } : {}),
        dimensions: { ...people, competitor: 'competitor' },
      },
      ...dealing.entities,
      ...(history === 'rows'
        ? { stageChange: { from: table('changes'), item: 'deal_id', to: 'stage', at: timeColumn('changed', kinds.changed), seq: 'seq' } }
        : {}),
      lead: {
        from: table('leads'), id: 'id', name: 'name', email: 'email', phone: 'phone',
        createdAt: { ...timeColumn('created', kinds.lead), nullable: true },
        ...(mapped.qualified ? { qualifiedAt: timeColumn('qualified', kinds.qualified) } : {}),
        ...(mapped.converted ? { convertedAt: timeColumn('converted', kinds.converted) } : {}),
        ...(mapped.disqualified ? { disqualifiedAt: timeColumn('disqualified', kinds.disqualified) } : {}),
        ...(leadPipeline ? { stage: 'stage' } : {}),
        ...(link === 'lead' ? { deal: 'deal_id' } : {}),
        dimensions: { ...people, source: 'source' },
      },
      ...(leadHistory
        ? { leadStageChange: { from: table('lead_changes'), item: 'lead_id', to: 'stage', at: timeColumn('changed', kinds.leadChanged), seq: 'seq' } }
        : {}),
      owner: { from: table('users'), id: 'id', name: 'name', team: 'team', ...(withActive ? { active: 'active' } : {}) },
      customer: { from: table('customers'), id: 'id', startedAt: timeColumn('started', kinds.started), dimensions: { region: 'region' } },
      revenue: { from: table('revenue'), id: 'id', amount: 'amount', at: timeColumn('paid', kinds.paid), dimensions: { region: 'region' } },
      ...(r.chance(0.8) ? { target: { rows: randomTargets(r, world) } } : {}),
    },
  };
  return { modelInput, tables: Object.fromEntries(Object.entries(tables).map(([name, value]) => [table(name), value])) };
}

/** Targets for bookings, at levels that contain each other. */
function randomTargets(r: Random, world: World): Json {
  const rows: Json[] = [];
  const months = world.centre < Date.UTC(2026, 6, 1) ? ['01', '02', '03', '04', '05', '06'] : ['08', '09', '10', '11', '12'];
  const levels: Array<Array<Record<string, string>>> = [
    [{}],
    [{ region: 'West' }, { region: 'East' }],
    [{ region: 'West', team: 'red' }, { region: 'West', team: 'blue' }, { region: 'East', team: 'red' }],
  ];
  for (const level of levels) {
    if (r.chance(0.45)) {
      continue;
    }
    const finest = r.pick(['month', 'quarter', 'year', 'mixed']);
    for (const member of level) {
      const add = (period: string): void => void rows.push({ metric: 'bookings', period, value: r.whole(1, 400) * 25, ...member });
      if (finest === 'year' || finest === 'mixed') {
        ['2026', '2027', ...(r.chance(0.5) ? ['2025'] : [])].forEach(add);
      }
      if (finest === 'quarter') {
        ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2'].forEach(add);
      }
      if (finest === 'month' || finest === 'mixed') {
        months.filter(() => r.chance(0.9)).forEach((month) => add(`2026-${month}`));
      }
    }
  }
  return rows;
}
