/** The small company of the golden files: its model as an administrator writes it, and its tables. */
import type { EngineColumn } from '../engines/engines';
import { parseModelOrThrow } from '../../src/model/parse';
import type { SalesModel } from '../../src/model/types';

const instant = (column: string) => ({ column, is: 'instant' });
const date = (column: string) => ({ column, is: 'date' });

const owner = { join: 'users', on: 'owner_id', key: 'id', label: 'name' };
const team = { join: 'users', on: 'owner_id', key: 'id', column: 'team' };

const entities = {
  deal: {
    from: 'deals', id: 'id', lead: 'lead_id', stage: 'stage', amount: 'amount',
    createdAt: instant('created_at'), closedAt: date('closed_on'), expectedClose: date('close_date'),
    where: { deleted: false },
    dimensions: { region: 'region', owner, team },
  },
  stageChange: { from: 'deal_stages', item: 'deal_id', to: 'stage', at: instant('changed_at'), seq: 'id' },
  lead: {
    from: 'leads', id: 'id', stage: 'stage', createdAt: instant('created_at'), qualifiedAt: instant('qualified_at'),
    dimensions: { region: 'region', source: 'source', owner },
  },
  leadStageChange: { from: 'lead_stages', item: 'lead_id', to: 'stage', at: instant('changed_at') },
  owner: { from: 'users', id: 'id', name: 'name', team: 'team', active: 'active' },
};

const base = {
  calendar: { timeZone: 'Europe/Berlin' },
  currency: 'EUR',
  horizon: { lead: 90, deal: 180 },
  pipelines: [
    {
      id: 'new', of: 'deal', label: 'New business',
      stages: [{ id: 'prospect' }, { id: 'proposal' }, { id: 'contract' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }],
    },
    {
      id: 'inbound', of: 'lead', label: 'Inbound',
      stages: [{ id: 'fresh' }, { id: 'contacted' }, { id: 'converted', kind: 'won' }, { id: 'rejected', kind: 'lost' }],
    },
  ],
  entities,
};

const parsed = (changes: object, deal: object = {}): SalesModel =>
  parseModelOrThrow({ ...base, ...changes, entities: { ...entities, ...('entities' in changes ? (changes.entities as object) : {}), deal: { ...entities.deal, ...deal } } });

export const models = {
  plain: parsed({}),
  /** Deals are stored by date, and by wall-clock time of New York; weeks start on Sunday and years in April. */
  dates: parsed(
    { calendar: { timeZone: 'Europe/Berlin', weekStart: 'sunday', fiscalYearStart: 4 }, entities: { stageChange: undefined } },
    { createdAt: date('created_on'), closedAt: { column: 'closed_local', is: 'local', zone: 'America/New_York' } }
  ),
  /** What was changed in deals is kept, also when they were handed to somebody else. */
  changes: parsed({ entities: { dealChange: { from: 'deal_changes', item: 'deal_id', at: instant('changed_at'), field: 'field', old: 'old_value', new: 'new_value', seq: 'id' } } }),
  currencies: parsed({ entities: { rate: { from: 'rates', currency: 'code', date: 'day', rate: 'rate' } } }, { currency: 'currency' }),
  /** Deals have an address in a CRM. */
  linked: parsed({}, { link: 'https://crm.example/deals/${id}?stage=${stage}' }),
  /** Amounts in several currencies, and nothing that converts them. */
  unconverted: parsed({}, { currency: 'currency' }),
  targets: parsed({ entities: { target: { from: 'targets', metric: 'metric', period: 'period', value: 'value', dimensions: { region: 'region' } } } }),
} satisfies Readonly<Record<string, SalesModel>>;

const columns = (text: string): EngineColumn[] =>
  text.split(', ').map((one) => {
    const [name, type] = one.split(' ') as [string, string];
    return { name, type };
  });

export const tables: Readonly<Record<string, EngineColumn[]>> = {
  deals: columns(
    'id integer, lead_id integer, stage text, amount numeric(12,2), currency text, created_at instant, created_on date, ' +
      'closed_on date, closed_local local, close_date date, region text, owner_id integer, deleted boolean'
  ),
  deal_stages: columns('id integer, deal_id integer, stage text, changed_at instant'),
  deal_changes: columns('id integer, deal_id integer, field text, old_value text, new_value text, changed_at instant'),
  leads: columns('id integer, stage text, created_at instant, qualified_at instant, region text, source text, owner_id integer'),
  lead_stages: columns('lead_id integer, stage text, changed_at instant'),
  users: columns('id integer, name text, team text, active boolean'),
  rates: columns('code text, day date, rate number'),
  targets: columns('metric text, period text, value number, region text'),
};
