/** A sales database small enough to reason about, written row by row in a test. */
import { startOfDay } from '../../src/model/calendar';
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';
import { planQuery } from '../../src/plan/planQuery';
import type { FunnelQuery, MetricsQuery, Range, SalesQuery } from '../../src/plan/query';
import type { Result, Value } from '../../src/result/Result';
import { openEngine, type Engine, type EngineColumn, type EngineId, type Row } from '../engines/engines';
import { answer } from '../property/answers';

const zone = 'Europe/Berlin';
/** The start of a local day, or an instant. */
export const at = (text: string): Date => (text.includes('T') ? new Date(text) : startOfDay(text, zone));
export const range = (from: string, to: string, now = to): Range => ({ from: at(from), to: at(to), now: at(now) });

const instant = (column: string, nullable = false) => ({ column, is: 'instant', nullable });
const written = {
  calendar: { timeZone: zone },
  currency: 'EUR',
  horizon: { lead: 30, deal: 90 },
  minSample: 5,
  pipelines: [
    { id: 'new', label: 'New', stages: [{ id: 'prospect' }, { id: 'demo' }, { id: 'offer' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }] },
  ],
  entities: {
    deal: {
      from: 'deals', id: 'id', lead: 'lead_id', stage: 'stage', amount: 'amount', createdAt: instant('created_at'), closedAt: instant('closed_at'),
      dimensions: { region: 'region', rep: 'rep', lost_reason: 'reason' },
    },
    stageChange: { from: 'moves', item: 'deal_id', to: 'stage', at: instant('moved_at'), seq: 'id' },
    lead: { from: 'leads', id: 'id', createdAt: instant('created_at'), dimensions: { region: 'region', source: 'source' } },
  },
};

/** The model, with keys of its own and of its deals changed; `undefined` takes one away. */
export const modelWith = (changes: object = {}, deal: object = {}, entities: object = {}): SalesModel =>
  parseModelOrThrow(JSON.parse(JSON.stringify({ ...written, ...changes, entities: { ...written.entities, ...entities, deal: { ...written.entities.deal, ...deal } } })));

const columns: Readonly<Record<'deals' | 'moves' | 'leads', EngineColumn[]>> = {
  deals: ['id text', 'lead_id text', 'stage text', 'amount numeric(30,2)', 'currency text', 'created_at instant', 'closed_at instant', 'region text', 'rep text', 'reason text'].map(column),
  moves: ['id integer', 'deal_id text', 'stage text', 'moved_at instant'].map(column),
  leads: ['id text', 'created_at instant', 'region text', 'source text'].map(column),
};

function column(text: string): EngineColumn {
  const [name, type] = text.split(' ') as [string, string];
  return { name, type };
}

interface Deal {
  readonly won?: string;
  readonly lost?: string;
  readonly stage?: string;
  readonly amount?: number | string | null;
  readonly currency?: string;
  readonly region?: string | null;
  readonly rep?: string;
  readonly reason?: string;
  readonly lead?: string;
  /** Stages and when they were entered, in order. */
  readonly moves?: ReadonlyArray<readonly [stage: string, when: string]>;
}

let ids = 0;

/** A deal: closed when it is won or lost, else open in its last stage. */
export function deal(created: string | null, { won, lost, moves = [], stage, lead, ...rest }: Deal = {}): Row {
  ids += 1;
  const closed = won ?? lost;
  return {
    id: `d${ids}`, lead_id: lead, created_at: created && at(created), closed_at: closed && at(closed),
    stage: stage ?? (won ? 'won' : lost ? 'lost' : (moves.at(-1)?.[0] ?? 'prospect')), moves: moves.map(([to, when]) => [to, at(when)]), ...rest,
  };
}
export const lead = (id: string, created: string, rest: { region?: string; source?: string } = {}): Row => ({ id, created_at: at(created), ...rest });
export const times = <T>(count: number, make: (number: number) => T): T[] => Array.from({ length: count }, (_, number) => make(number));

export interface Small {
  readonly deals?: readonly Row[];
  readonly leads?: readonly Row[];
  readonly model?: SalesModel;
  readonly range: Range;
}

const asked = { refId: 'A', schemaVersion: 1 };
export const metrics = (ids: string, rest: Partial<MetricsQuery> = {}): MetricsQuery => ({ ...asked, type: 'metrics', metrics: ids.split(' '), ...rest });
export const funnel = (rest: Partial<FunnelQuery> = {}): FunnelQuery => ({ ...asked, type: 'funnel', ...rest });

/** A small database, open. */
export async function open(id: EngineId, { deals = [], leads = [] }: Pick<Small, 'deals' | 'leads'>): Promise<Engine> {
  const engine = await openEngine(id);
  let moved = 0;
  const moves = deals.flatMap((one) => (one['moves'] as ReadonlyArray<readonly [string, Date]>).map(([stage, moved_at]) => ({ id: (moved += 1), deal_id: one['id'], stage, moved_at })));
  await engine.load('deals', columns.deals, deals);
  await engine.load('moves', columns.moves, moves);
  await engine.load('leads', columns.leads, leads);
  return engine;
}

/** The answers to some questions about one small database. */
export async function ask(id: EngineId, { model = modelWith(), range: of, ...data }: Small, ...queries: SalesQuery[]): Promise<Result[]> {
  const engine = await open(id, data);
  try {
    const found: Result[] = [];
    for (const query of queries) {
      found.push(await answer(planQuery(query, model, of), engine));
    }
    return found;
  } finally {
    await engine.close();
  }
}

/** One column by its name. */
export const valuesOf = (result: Result | undefined, name: string): readonly Value[] | undefined => result?.columns.find((one) => one.name === name)?.values;
export const notices = (result: Result | undefined): string => result?.notices.map(({ text }) => text).join('\n') ?? '';
