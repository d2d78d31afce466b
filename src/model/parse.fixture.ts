/** Models as they are written, for tests. */
export const instant = (column: string) => ({ column, is: 'instant' });
/** The least that is a model. */
export const minimal = {
  entities: { deal: { from: 'deals', id: 'id', createdAt: instant('created_at'), outcome: { column: 'status', won: ['won'], lost: ['lost'] } } },
};
const stages = [{ id: 'open', kind: 'open' }, { id: 'talk' }, { id: 'won', kind: 'won' }, { id: 'lost', kind: 'lost' }];
/** Every section and every form of it. */
export const full = {
  version: 1,
  preset: 'generic',
  calendar: { timeZone: 'Europe/Berlin', weekStart: 'sunday', fiscalYearStart: 4, holidays: ['2026-12-25'] },
  currency: 'EUR',
  horizon: { lead: 60 },
  minSample: 20,
  stalledAfter: { default: 45, talk: 10 },
  contactFields: ['email', 'mobile'],
  benchmarks: { win_rate: 0.25 },
  ids: 'text',
  metrics: [{ id: 'demo_rate', label: 'Demo rate', formula: 'demos / leads_created', unit: 'percent', direction: 'up' }],
  pipelines: [{ id: 'new', of: 'deal', label: 'New business', stages }],
  entities: {
    deal: {
      from: 'crm.deals',
      id: 'id',
      lead: 'lead_id',
      createdAt: instant('created_at'),
      closedAt: { column: 'closed_on', is: 'date' },
      expectedClose: { column: 'close_at', is: 'local', zone: 'America/New_York', nullable: true },
      stage: 'stage_id',
      pipeline: 'pipeline_id',
      amount: 'amount',
      where: { deleted: false, merged_into: null },
      dimensions: {
        region: 'region',
        lost_reason: { column: 'reason', label: 'Why lost' },
        owner: { join: 'crm.users', on: 'owner_id', key: 'id', label: 'name' },
        manager: { join: { sql: 'select * from users;' }, on: 'owner_id', key: 'id', column: 'manager' },
      },
      stageDates: { talk: instant('talked_at') },
      link: 'https://crm.example/deals/${id}',
    },
    lead: { from: { sql: 'SELECT * FROM leads' }, id: 'id', createdAt: instant('created_at'), email: 'e_mail' },
    stageChange: { from: 'crm.deal_stage_history', item: 'deal_id', to: 'stage_id', at: instant('changed_at'), seq: 'id' },
    owner: { from: 'users', id: 'id', name: 'name', team: 'team', active: 'active' },
    rate: { from: 'fx', currency: 'code', date: { column: 'day', is: 'date' }, rate: 'to_base' },
    target: { rows: [{ metric: 'bookings', period: '2026-Q4', region: 'West', value: '1200000' }, { metric: 'bookings', period: 2026, value: 5 }] },
  },
};
