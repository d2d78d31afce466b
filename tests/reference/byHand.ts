/**
 * The deals of by-hand.md as data, and the results that it derives, as its own lines: a test compares both files, the
 * reference and the compiled SQL with them. Nothing here is computed.
 */
import type { FunnelQuery, Range } from '../../src/plan/query';
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
        createdAt: { column: 'created_at', is: 'instant' },
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

/**
 * Deal | reached | any | strict | days between steps: days after creation at which each step was first reached. `-` not
 * reached; `?` at an unknown time; `~30.25` no later than that, but nobody knows when. D20 has no creation: dates.
 */
export const handDeals: readonly string[] = [
  'D01 | 0 7 15 28 | 0 7 15 28 | 0 7 15 28 | 7 8 13',
  'D02 | 0 4 20 - | 0 4 20 - | 0 4 20 - | 4 16 -',
  'D03 | 0 10 10 10 | 0 - - 10 | 0 - - - | - - -',
  'D04 | 0 10 10 - | 0 - 10 - | 0 - - - | - - -',
  'D05 | 0 10 10 45.5 | 0 15 10 45.5 | 0 15 - - | 15 - 35.5',
  'D06 | 0 2 10 - | 0 2 10 - | 0 2 10 - | 2 8 -',
  'D07 | 0 2 30 60 | 0 2 30 60 | 0 2 30 60 | 2 28 30',
  'D08 | 0 0 0 - | 0 0 0 - | 0 0 0 - | 0 0 -',
  'D09 | 0 5 5 - | 0 5 5 - | 0 5 5 - | 5 0 -',
  'D10 | 0 0 0 - | 0 - 0 - | 0 - - - | - - -',
  'D11 | 0 40 - - | 0 40 - - | 0 40 - - | 40 - -',
  'D12 | 0 ? - - | 0 ? - - | 0 ? - - | - - -',
  'D13 | 0 ~30.25 ~30.25 30.25 | 0 - - 30.25 | 0 - - - | - - -',
  'D14 | 0 - - - | 0 - - - | 0 - - - | - - -',
  'D15 | 0 10 - - | 0 10 - - | 0 10 - - | 10 - -',
  'D16 | 0 7 17 - | 0 7 17 - | 0 7 17 - | 7 10 -',
  'D17 | 0 10 - - | 0 10 - - | 0 10 - - | 10 - -',
  'D18 | 0 10 24.6 24.6 | 0 10 - 24.6 | 0 10 - - | 10 - -',
  'D19 | 0 0 0 0 | 0 - - 0 | 0 - - - | - - -',
  'D20 | 02-07 02-17 02-27 - | 02-07 02-17 02-27 - | 02-07 02-17 02-27 - | 10 10 -',
  'D21 | 0 10 - - | 0 10 - - | 0 10 - - | 10 - -',
  'D22 | 0 2 4 - | 0 2 4 - | 0 2 4 - | 2 2 -',
  'D23 | 0 10 - - | 0 10 - - | 0 10 - - | 10 - -',
  'D24 | 0 16 26 26 | 0 16 - 26 | 0 16 - - | 16 - -',
  'D25 | 0 5 - - | 0 5 - - | 0 5 - - | 5 - -',
  'D26 | 0 30 30.1 - | 0 30 30.1 - | 0 30 30.1 - | 30 0.1 -',
  'E01 | 0 10 30 50 60 | 0 10 30 50 60 | 0 10 30 50 60 | 10 20 20 10',
  'E02 | 0 10 10 - - | 0 - 10 - - | 0 - - - - | - - - -',
  'E03 | 0 10 20 20 - | 0 10 40 20 - | 0 10 40 - - | 10 30 - -',
  'E04 | 0 10 10 30 - | 0 - 10 30 - | 0 - - - - | - - 20 -',
];

/** The same with the closing date in a date column, where that differs. */
export const handDealsByDate: readonly string[] = [
  'D05 | 0 10 10 45 | 0 15 10 45 | 0 15 - - | 15 - 35',
  'D13 | 0 ~30 ~30 30 | 0 - - 30 | 0 - - - | - - -',
  'D18 | 0 10 25 25 | 0 10 - 25 | 0 10 - - | 10 - -',
];

export interface HandFunnel {
  /** Its heading in by-hand.md. */
  readonly title: string;
  readonly model?: Parameters<typeof handModel>[0];
  readonly query: Partial<FunnelQuery>;
  /** Group of `by`. */
  readonly group?: string;
  /** Stage | reached | value | step | cumulative | drop-off | lost | days: n | p50 | p90. A dash is NULL. */
  readonly rows: readonly string[];
}

export const handFunnels: readonly HandFunnel[] = [
  {
    title: 'reached, cohort',
    query: {},
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 1 | 1/24 | 0 | - | -',
      'qualified | 23 | 21150 | 23/24 | 23/24 | 7 | 3/23 | 17 | 7 | 21',
      'proposal | 16 | 17150 | 16/23 | 16/24 | 9 | 2/16 | 9 | 8 | 18.4',
      'won | 7 | 9400 | 7/16 | 7/24 | - | 0/7 | 3 | - | -',
    ],
  },
  {
    title: 'reached, cohort, 30 days',
    query: { window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 4 | 1/24 | 0 | - | -',
      'qualified | 20 | 17350 | 20/24 | 20/24 | 6 | 3/20 | 16 | 7 | 12.5',
      'proposal | 14 | 15600 | 14/20 | 14/24 | 10 | 2/14 | 8 | 8 | 19.6',
      'won | 4 | 2900 | 4/14 | 4/24 | - | 0/4 | 1 | - | -',
    ],
  },
  {
    title: 'reached, event',
    query: { basis: 'event' },
    rows: [
      'prospecting | 25 | 22050 | - | 25/25 | 2 | 1/25 | 0 | - | -',
      'qualified | 23 | 24200 | 23/25 | 23/25 | 6 | 3/23 | 19 | 10 | 18.8',
      'proposal | 17 | 21300 | 17/23 | 17/25 | 9 | 2/17 | 10 | 8 | 17.2',
      'won | 8 | 14400 | 8/17 | 8/25 | - | 0/8 | 3 | - | -',
    ],
  },
  {
    title: 'reached, event, 30 days',
    query: { basis: 'event', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 3 | 1/24 | 0 | - | -',
      'qualified | 21 | 22350 | 21/24 | 21/24 | 6 | 3/21 | 17 | 7 | 15.4',
      'proposal | 15 | 20600 | 15/21 | 15/24 | 10 | 2/15 | 8 | 8 | 19.6',
      'won | 5 | 7900 | 5/15 | 5/24 | - | 0/5 | 1 | - | -',
    ],
  },
  {
    title: 'any, cohort',
    query: { policy: 'any' },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 6 | 1/24 | 0 | - | -',
      'qualified | 18 | 18050 | 18/24 | 18/24 | 6 | 3/18 | 17 | 7 | 21',
      'proposal | 12 | 13750 | 12/18 | 12/24 | 5 | 2/12 | 9 | 8 | 18.4',
      'won | 7 | 9400 | 7/12 | 7/24 | - | 0/7 | 3 | - | -',
    ],
  },
  {
    title: 'any, cohort, 30 days',
    query: { policy: 'any', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 8 | 1/24 | 0 | - | -',
      'qualified | 16 | 15750 | 16/24 | 16/24 | 5 | 3/16 | 16 | 7 | 12.5',
      'proposal | 11 | 13700 | 11/16 | 11/24 | 7 | 2/11 | 8 | 8 | 19.6',
      'won | 4 | 2900 | 4/11 | 4/24 | - | 0/4 | 1 | - | -',
    ],
  },
  {
    title: 'any, event',
    query: { policy: 'any', basis: 'event' },
    rows: [
      'prospecting | 25 | 22050 | - | 25/25 | 6 | 1/25 | 0 | - | -',
      'qualified | 19 | 22600 | 19/25 | 19/25 | 6 | 3/19 | 19 | 10 | 18.8',
      'proposal | 13 | 14400 | 13/19 | 13/25 | 5 | 2/13 | 10 | 8 | 17.2',
      'won | 8 | 14400 | 8/13 | 8/25 | - | 0/8 | 3 | - | -',
    ],
  },
  {
    title: 'any, event, 30 days',
    query: { policy: 'any', basis: 'event', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 7 | 1/24 | 0 | - | -',
      'qualified | 17 | 20750 | 17/24 | 17/24 | 6 | 3/17 | 17 | 7 | 15.4',
      'proposal | 11 | 13700 | 11/17 | 11/24 | 6 | 2/11 | 8 | 8 | 19.6',
      'won | 5 | 7900 | 5/11 | 5/24 | - | 0/5 | 1 | - | -',
    ],
  },
  {
    title: 'strict, cohort',
    query: { policy: 'strict' },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 6 | 1/24 | 0 | - | -',
      'qualified | 18 | 18050 | 18/24 | 18/24 | 9 | 3/18 | 17 | 7 | 21',
      'proposal | 9 | 10750 | 9/18 | 9/24 | 7 | 1/9 | 9 | 8 | 18.4',
      'won | 2 | 4000 | 2/9 | 2/24 | - | 0/2 | 2 | - | -',
    ],
  },
  {
    title: 'strict, cohort, 30 days',
    query: { policy: 'strict', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 8 | 1/24 | 0 | - | -',
      'qualified | 16 | 15750 | 16/24 | 16/24 | 8 | 3/16 | 16 | 7 | 12.5',
      'proposal | 8 | 10700 | 8/16 | 8/24 | 7 | 1/8 | 8 | 8 | 19.6',
      'won | 1 | 1000 | 1/8 | 1/24 | - | 0/1 | 1 | - | -',
    ],
  },
  {
    title: 'strict, event',
    query: { policy: 'strict', basis: 'event' },
    rows: [
      'prospecting | 25 | 22050 | - | 25/25 | 6 | 1/25 | 0 | - | -',
      'qualified | 19 | 22600 | 19/25 | 19/25 | 9 | 3/19 | 19 | 10 | 18.8',
      'proposal | 10 | 11400 | 10/19 | 10/25 | 8 | 1/10 | 10 | 8 | 17.2',
      'won | 2 | 4000 | 2/10 | 2/25 | - | 0/2 | 2 | - | -',
    ],
  },
  {
    title: 'strict, event, 30 days',
    query: { policy: 'strict', basis: 'event', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 7 | 1/24 | 0 | - | -',
      'qualified | 17 | 20750 | 17/24 | 17/24 | 9 | 3/17 | 17 | 7 | 15.4',
      'proposal | 8 | 10700 | 8/17 | 8/24 | 7 | 1/8 | 8 | 8 | 19.6',
      'won | 1 | 1000 | 1/8 | 1/24 | - | 0/1 | 1 | - | -',
    ],
  },
  {
    title: 'enterprise, reached, cohort',
    query: { pipeline: 'enterprise' },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 0 | 0/4 | 0 | - | -',
      'scoping | 4 | 31000 | 4/4 | 4/4 | 0 | 0/4 | 2 | - | -',
      'proof | 4 | 31000 | 4/4 | 4/4 | 1 | 1/4 | 2 | - | -',
      'negotiation | 3 | 23000 | 3/4 | 3/4 | 2 | 1/3 | 2 | - | -',
      'signed | 1 | 10000 | 1/3 | 1/4 | - | 0/1 | 1 | - | -',
    ],
  },
  {
    title: 'enterprise, reached, cohort, 30 days',
    query: { pipeline: 'enterprise', window: 30 },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 0 | 0/4 | 0 | - | -',
      'scoping | 4 | 31000 | 4/4 | 4/4 | 0 | 0/4 | 2 | - | -',
      'proof | 4 | 31000 | 4/4 | 4/4 | 2 | 1/4 | 2 | - | -',
      'negotiation | 2 | 13000 | 2/4 | 2/4 | 2 | 1/2 | 1 | - | -',
      'signed | 0 | 0 | 0/2 | 0/4 | - | 0/0 | 0 | - | -',
    ],
  },
  {
    title: 'enterprise, any, cohort',
    query: { pipeline: 'enterprise', policy: 'any' },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 2 | 0/4 | 0 | - | -',
      'scoping | 2 | 16000 | 2/4 | 2/4 | -2 | 0/2 | 2 | - | -',
      'proof | 4 | 31000 | 4/2 | 4/4 | 1 | 1/4 | 2 | - | -',
      'negotiation | 3 | 23000 | 3/4 | 3/4 | 2 | 1/3 | 2 | - | -',
      'signed | 1 | 10000 | 1/3 | 1/4 | - | 0/1 | 1 | - | -',
    ],
  },
  {
    title: 'enterprise, any, cohort, 30 days',
    query: { pipeline: 'enterprise', policy: 'any', window: 30 },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 2 | 0/4 | 0 | - | -',
      'scoping | 2 | 16000 | 2/4 | 2/4 | -1 | 0/2 | 2 | - | -',
      'proof | 3 | 25000 | 3/2 | 3/4 | 1 | 1/3 | 1 | - | -',
      'negotiation | 2 | 13000 | 2/3 | 2/4 | 2 | 1/2 | 1 | - | -',
      'signed | 0 | 0 | 0/2 | 0/4 | - | 0/0 | 0 | - | -',
    ],
  },
  {
    title: 'enterprise, strict, cohort',
    query: { pipeline: 'enterprise', policy: 'strict' },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 2 | 0/4 | 0 | - | -',
      'scoping | 2 | 16000 | 2/4 | 2/4 | 0 | 0/2 | 2 | - | -',
      'proof | 2 | 16000 | 2/2 | 2/4 | 1 | 0/2 | 2 | - | -',
      'negotiation | 1 | 10000 | 1/2 | 1/4 | 0 | 0/1 | 1 | - | -',
      'signed | 1 | 10000 | 1/1 | 1/4 | - | 0/1 | 1 | - | -',
    ],
  },
  {
    title: 'enterprise, strict, cohort, 30 days',
    query: { pipeline: 'enterprise', policy: 'strict', window: 30 },
    rows: [
      'discovery | 4 | 31000 | - | 4/4 | 2 | 0/4 | 0 | - | -',
      'scoping | 2 | 16000 | 2/4 | 2/4 | 1 | 0/2 | 2 | - | -',
      'proof | 1 | 10000 | 1/2 | 1/4 | 1 | 0/1 | 1 | - | -',
      'negotiation | 0 | 0 | 0/1 | 0/4 | 0 | 0/0 | 0 | - | -',
      'signed | 0 | 0 | 0/0 | 0/4 | - | 0/0 | 0 | - | -',
    ],
  },
  {
    title: 'reached, cohort, in the North',
    query: { by: 'region' },
    group: 'North',
    rows: [
      'prospecting | 13 | 11600 | - | 13/13 | 0 | 0/13 | 0 | - | -',
      'qualified | 13 | 11600 | 13/13 | 13/13 | 6 | 2/13 | 10 | 10 | 17.5',
      'proposal | 7 | 8700 | 7/13 | 7/13 | 1 | 0/7 | 3 | - | -',
      'won | 6 | 8100 | 6/7 | 6/13 | - | 0/6 | 3 | - | -',
    ],
  },
  {
    title: 'reached, cohort, in the South',
    query: { filters: [{ dimension: 'region', operator: '=', values: ['South'] }] },
    rows: [
      'prospecting | 11 | 9800 | - | 11/11 | 1 | 1/11 | 0 | - | -',
      'qualified | 10 | 9550 | 10/11 | 10/11 | 1 | 1/10 | 7 | 4 | 18',
      'proposal | 9 | 8450 | 9/10 | 9/11 | 8 | 2/9 | 6 | 5 | 13',
      'won | 1 | 1300 | 1/9 | 1/11 | - | 0/1 | 0 | - | -',
    ],
  },
  {
    title: 'reached, cohort, qualified and won only',
    query: { steps: ['won', 'qualified'] },
    rows: [
      'qualified | 23 | 21150 | - | 23/23 | 16 | 3/23 | 0 | - | -',
      'won | 7 | 9400 | 7/23 | 7/23 | - | 0/7 | 4 | - | -',
    ],
  },
  {
    title: 'strict, cohort, without prospecting and proposal',
    query: { policy: 'strict', exclude: ['prospecting', 'proposal'] },
    rows: [
      'qualified | 18 | 18050 | - | 18/18 | 14 | 3/18 | 0 | - | -',
      'won | 4 | 7300 | 4/18 | 4/18 | - | 0/4 | 4 | - | -',
    ],
  },
  {
    title: 'reached, cohort, mature only',
    query: { matureOnly: true },
    rows: [
      'prospecting | 23 | 21250 | - | 23/23 | 1 | 1/23 | 0 | - | -',
      'qualified | 22 | 21000 | 22/23 | 22/23 | 6 | 3/22 | 16 | 8.5 | 22.5',
      'proposal | 16 | 17150 | 16/22 | 16/23 | 9 | 2/16 | 9 | 8 | 18.4',
      'won | 7 | 9400 | 7/16 | 7/23 | - | 0/7 | 3 | - | -',
    ],
  },
  {
    title: 'reached, cohort, in money',
    query: { measure: 'amount' },
    rows: [
      'prospecting | 24 | 21400 | - | 21400/21400 | 1 | 1/24 | 0 | - | -',
      'qualified | 23 | 21150 | 21150/21400 | 21150/21400 | 7 | 3/23 | 17 | 7 | 21',
      'proposal | 16 | 17150 | 17150/21150 | 17150/21400 | 9 | 2/16 | 9 | 8 | 18.4',
      'won | 7 | 9400 | 9400/17150 | 9400/21400 | - | 0/7 | 3 | - | -',
    ],
  },
  {
    title: 'closing dates without time, reached, cohort, 30 days',
    model: { closed: 'date' },
    query: { window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 3 | 1/24 | 0 | - | -',
      'qualified | 21 | 18850 | 21/24 | 21/24 | 6 | 3/21 | 16 | 7 | 12.5',
      'proposal | 15 | 17100 | 15/21 | 15/24 | 10 | 2/15 | 8 | 8 | 19.6',
      'won | 5 | 4400 | 5/15 | 5/24 | - | 0/5 | 1 | - | -',
    ],
  },
  {
    title: 'closing dates without time, reached, event, 30 days',
    model: { closed: 'date' },
    query: { basis: 'event', window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 3 | 1/24 | 0 | - | -',
      'qualified | 21 | 22350 | 21/24 | 21/24 | 6 | 3/21 | 17 | 7 | 15.4',
      'proposal | 15 | 20600 | 15/21 | 15/24 | 9 | 2/15 | 8 | 8 | 19.6',
      'won | 6 | 9400 | 6/15 | 6/24 | - | 0/6 | 1 | - | -',
    ],
  },
  {
    title: 'no history, reached, cohort',
    model: { history: false },
    query: {},
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 8 | 6/24 | 0 | - | -',
      'qualified | 16 | 12950 | 16/24 | 16/24 | 4 | 0/16 | 0 | - | -',
      'proposal | 12 | 10500 | 12/16 | 12/24 | 5 | 0/12 | 0 | - | -',
      'won | 7 | 9400 | 7/12 | 7/24 | - | 0/7 | 0 | - | -',
    ],
  },
  {
    title: 'no history, reached, cohort, 30 days',
    model: { history: false },
    query: { window: 30 },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 20 | 6/24 | 0 | - | -',
      'qualified | 4 | 2900 | 4/24 | 4/24 | 0 | 0/4 | 0 | - | -',
      'proposal | 4 | 2900 | 4/4 | 4/24 | 0 | 0/4 | 0 | - | -',
      'won | 4 | 2900 | 4/4 | 4/24 | - | 0/4 | 0 | - | -',
    ],
  },
  {
    title: 'no history, reached, event',
    model: { history: false },
    query: { basis: 'event' },
    rows: [
      'prospecting | 24 | 21400 | - | 24/24 | 24 | 6/24 | 0 | - | -',
      'qualified | 0 | 0 | 0/24 | 0/24 | 0 | 0/0 | 0 | - | -',
      'proposal | 0 | 0 | 0/0 | 0/24 | -8 | 0/0 | 0 | - | -',
      'won | 8 | 14400 | 8/0 | 8/24 | - | 0/8 | 0 | - | -',
    ],
  },
];
