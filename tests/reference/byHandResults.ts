/** What by-hand.md derives for its deals, as its own lines. Nothing here is computed. */
import type { FunnelQuery } from '../../src/plan/query';
import type { handModel } from './byHand';

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
  'D12 | 0 ? - - | 0 ? - - | 0 - - - | - - -',
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
      'prospecting | 24 | 21400 | - | 24/24 | 7 | 1/24 | 0 | - | -',
      'qualified | 17 | 16950 | 17/24 | 17/24 | 8 | 3/17 | 17 | 7 | 21',
      'proposal | 9 | 10750 | 9/17 | 9/24 | 7 | 1/9 | 9 | 8 | 18.4',
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
];
