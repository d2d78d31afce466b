/** The deals of by-hand.md as data, and the model that maps them. */
import type { Range } from '../../src/plan/query';
import type { Json, ModelInput } from './model';
import type { Tables } from './rows';

/** A date alone is 09:00 UTC, the middle of a working day in Berlin. */
const at = (text: string | null): string | null => (text === null || text.includes('T') ? text : `${text}T09:00:00Z`);

type Deal = [id: string, created: string | null, stage: string, closed: string | null, closedOn: string | null, amount: number | null];

const newDeals: Deal[] = [
  ['D01', '2026-01-05', 'won', '2026-02-02', '2026-02-02', 1000],
  ['D02', '2026-01-06', 'lost', '2026-02-20', '2026-02-20', 800],
  ['D03', '2026-01-07', 'won', '2026-01-17', '2026-01-17', 500],
  ['D04', '2026-01-08', 'lost', '2026-01-28', '2026-01-28', 700],
  ['D05', '2026-01-09', 'won', '2026-02-23T21:00:00Z', '2026-02-23', 2000],
  ['D06', '2026-01-12', 'lost', '2026-02-11', '2026-02-11', 900],
  ['D07', '2026-01-13', 'won', '2026-03-14', '2026-03-14', 3000],
  ['D08', '2026-01-14T10:00:00Z', 'proposal', null, null, 400],
  ['D09', '2026-01-15T10:00:00Z', 'lost', '2026-02-01', '2026-02-01', 600],
  ['D10', '2026-01-16', 'proposal', null, null, 300],
  ['D11', '2026-01-19', 'qualified', null, null, 1200],
  ['D12', '2026-01-20', 'qualified', null, null, 1100],
  ['D13', '2026-01-21', 'won', '2026-02-20T15:00:00Z', '2026-02-20', 1500],
  ['D14', '2026-01-22', 'lost', '2026-03-01', '2026-03-01', 250],
  ['D15', '2026-02-02', 'proposal', null, null, 350],
  ['D16', '2026-02-03', 'won', '2026-07-05', '2026-07-05', 4000],
  ['D17', '2026-02-04', 'lost', '2026-02-24', '2026-02-24', 450],
  ['D18', '2026-02-05', 'won', '2026-03-01T23:24:00Z', '2026-03-02', 1300],
  ['D19', '2026-02-06T12:00:00Z', 'won', '2026-02-06T12:00:00Z', '2026-02-06', 100],
  ['D20', null, 'proposal', null, null, 650],
  ['D21', '2026-02-09', 'qualified', null, null, null],
  ['D22', '2026-02-10', 'proposal', null, null, 0],
  ['D23', '2026-02-11', 'lost', '2026-07-01T08:00:00Z', '2026-07-01', 750],
  ['D24', '2025-12-20', 'won', '2026-01-15', '2026-01-15', 5000],
  ['D25', '2026-06-15', 'qualified', null, null, 150],
  ['D26', '2026-03-02', 'proposal', null, null, 50],
];

const enterpriseDeals: Deal[] = [
  ['E01', '2026-01-05', 'signed', '2026-03-06', '2026-03-06', 10000],
  ['E02', '2026-01-06', 'rejected', '2026-02-05', '2026-02-05', 8000],
  ['E03', '2026-01-07', 'proof', null, null, 6000],
  ['E04', '2026-01-08', 'rejected', '2026-02-17', '2026-02-17', 7000],
];

/** Stage and time, in the order of seq. */
const history: Record<string, string> = {
  D01: 'prospecting 2026-01-05, qualified 2026-01-12, proposal 2026-01-20, won 2026-02-02',
  D02: 'prospecting 2026-01-06, qualified 2026-01-10, proposal 2026-01-26, lost 2026-02-20',
  D03: 'prospecting 2026-01-07, won 2026-01-17',
  D04: 'prospecting 2026-01-08, proposal 2026-01-18, lost 2026-01-28',
  D05: 'prospecting 2026-01-09, proposal 2026-01-19, qualified 2026-01-24, proposal 2026-02-13, won 2026-02-23T21:00:00Z',
  D06: 'prospecting 2026-01-12, qualified 2026-01-14, won 2026-01-22, qualified 2026-02-01, lost 2026-02-11',
  D07: 'prospecting 2026-01-13, qualified 2026-01-15, lost 2026-01-20, qualified 2026-02-09, proposal 2026-02-12, won 2026-03-14',
  D08: 'prospecting 2026-01-14T10:00:00Z, qualified 2026-01-14T10:00:00Z, proposal 2026-01-14T10:00:00Z',
  D09: 'prospecting 2026-01-15T10:00:00Z, proposal 2026-01-20T10:00:00Z, qualified 2026-01-20T10:00:00Z, lost 2026-02-01',
  D10: 'proposal 2026-01-16',
  D11: 'qualified 2026-02-28',
  D15: 'prospecting 2026-02-02, qualified 2026-02-12, proposal 2026-07-10',
  D16: 'prospecting 2026-02-03, qualified 2026-02-10, proposal 2026-02-20, won 2026-07-05',
  D17: 'prospecting 2026-02-04, parked 2026-02-10, qualified 2026-02-14, lost 2026-02-24',
  D18: 'prospecting 2026-02-05, qualified 2026-02-15',
  D19: 'prospecting 2026-02-06T12:00:00Z, won 2026-02-06T12:00:00Z',
  D20: 'prospecting 2026-02-07, qualified 2026-02-17, proposal 2026-02-27',
  D21: 'prospecting 2026-02-09, qualified 2026-02-19, lost 2026-02-24, qualified 2026-03-02',
  D22: 'prospecting 2026-02-10, qualified 2026-02-12, proposal 2026-02-14, won 2026-02-20, proposal 2026-03-01',
  D23: 'prospecting 2026-02-11, qualified 2026-02-21, lost 2026-07-01T08:00:00Z',
  D24: 'prospecting 2025-12-20, qualified 2026-01-05, won 2026-01-15',
  D25: 'prospecting 2026-06-15, qualified 2026-06-20',
  D26: 'prospecting 2026-03-02, qualified 2026-04-01, proposal 2026-04-01T11:24:00Z',
  E01: 'discovery 2026-01-05, scoping 2026-01-15, proof 2026-02-04, negotiation 2026-02-24, signed 2026-03-06',
  E02: 'discovery 2026-01-06, proof 2026-01-16, rejected 2026-02-05',
  E03: 'discovery 2026-01-07, scoping 2026-01-17, negotiation 2026-01-27, proof 2026-02-16',
  E04: 'discovery 2026-01-08, proof 2026-01-18, signed 2026-02-07, rejected 2026-02-17',
};

/** Odd numbers are in the North, even ones in the South. */
const dealRow =
  (pipeline: string) =>
  ([id, created, stage, closed, closedOn, amount]: Deal): Record<string, unknown> => ({
    id, pipeline, stage, amount,
    created_at: at(created),
    closed_at: at(closed),
    closed_on: closedOn,
    region: Number(id.slice(1)) % 2 === 1 ? 'North' : 'South',
  });

const historyRows = Object.entries(history).flatMap(([deal, text]) =>
  text.split(', ').map((part) => {
    const [stage, time] = part.split(' ');
    return { deal_id: deal, stage, changed_at: at(time!) };
  })
);

export const handTables: Tables = {
  deals: {
    columns: [
      { name: 'id', type: 'text' }, { name: 'pipeline', type: 'text' }, { name: 'stage', type: 'text' },
      { name: 'amount', type: 'double precision' }, { name: 'created_at', type: 'timestamptz' },
      { name: 'closed_at', type: 'timestamptz' }, { name: 'closed_on', type: 'date' }, { name: 'region', type: 'text' },
    ],
    rows: [...newDeals.map(dealRow('new')), ...enterpriseDeals.map(dealRow('enterprise'))],
  },
  history: {
    columns: [
      { name: 'deal_id', type: 'text' }, { name: 'stage', type: 'text' }, { name: 'changed_at', type: 'timestamptz' },
      { name: 'seq', type: 'integer' },
    ],
    rows: historyRows.map((row, i) => ({ ...row, seq: i + 1 })),
  },
};

const stages = (open: string[], won: string, lost: string): Json => [
  ...open.map((id) => ({ id, label: id, kind: 'open' })),
  { id: won, label: won, kind: 'won' },
  { id: lost, label: lost, kind: 'lost' },
];

/** `closed`: which column says when a deal was closed. Without history every deal is judged by its present state. */
export function handModel({ closed = 'instant', history: withHistory = true }: { closed?: 'instant' | 'date'; history?: boolean } = {}): ModelInput {
  return {
    version: 1,
    calendar: { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [] },
    currency: 'EUR',
    horizon: { lead: 90, deal: 90 },
    pipelines: [
      { id: 'new', of: 'deal', label: 'New business', stages: stages(['prospecting', 'qualified', 'proposal'], 'won', 'lost') },
      {
        id: 'enterprise', of: 'deal', label: 'Enterprise',
        stages: stages(['discovery', 'scoping', 'proof', 'negotiation'], 'signed', 'rejected'),
      },
    ],
    entities: {
      deal: {
        from: 'deals', id: 'id', pipeline: 'pipeline', stage: 'stage', amount: 'amount',
        createdAt: { column: 'created_at', is: 'instant', nullable: true },
        closedAt: closed === 'date' ? { column: 'closed_on', is: 'date' } : { column: 'closed_at', is: 'instant' },
        dimensions: { region: 'region' },
      },
      ...(withHistory
        ? { stageChange: { from: 'history', item: 'deal_id', to: 'stage', at: { column: 'changed_at', is: 'instant' }, seq: 'seq' } }
        : {}),
    },
  };
}

/** The first half of 2026 in Berlin, seen at its end. */
export const handRange: Range = {
  from: new Date('2025-12-31T23:00:00Z'),
  to: new Date('2026-06-30T22:00:00Z'),
  now: new Date('2026-06-30T22:00:00Z'),
};
