/**
 * Components: what the database adds up. A component is an aggregate over a source; a source says which rows of an
 * entity fall into a bucket. Metrics are formulas over components (entries/), so a sum is defined once however many
 * metrics use it.
 */
import type { EntityName } from '../model/types';
import {
  amount, asOf, both, closedAt, createdAt, days, firstWon, lost, notNull, pastAmount, squared, timeField, weightedAmount, won, type Row, type TimeRef,
} from './rows';

/** Which rows, and in which bucket. */
export type SourceSpec =
  /** Rows whose time lies in the range; the bucket is that of the time. `closed`: items with an outcome only. */
  | { readonly kind: 'event'; readonly entity: EntityName; readonly time: TimeRef; readonly closed?: boolean }
  /** Rows created in the range that are at least the horizon old when we look. */
  | { readonly kind: 'cohort'; readonly entity: 'lead' | 'deal' }
  /** Deals open at the bucket's end (at most now). `expected`: with an expected close inside the bucket. */
  | { readonly kind: 'open'; readonly expected?: boolean }
  /** Deals open at the bucket's start and then expected to close inside the bucket. */
  | { readonly kind: 'due' }
  /** Reps: active owners, or the owners of records in the bucket where the model does not say who is active. */
  | { readonly kind: 'reps' }
  /** Moves of a deal into a closed stage, from the history. */
  | { readonly kind: 'closes' }
  /** The whole table as of now, whatever the range. */
  | { readonly kind: 'all'; readonly entity: 'lead' | 'deal' };

export type Aggregate =
  | { readonly fn: 'count'; readonly where?: Row }
  | { readonly fn: 'sum'; readonly value: Row; readonly where?: Row }
  /** Neither adds up over groups: recomputed from rows at the wanted grain. */
  | { readonly fn: 'quantile'; readonly p: number; readonly value: Row; readonly where?: Row }
  | { readonly fn: 'max'; readonly value: Row; readonly where?: Row }
  /** Hours from the newest created, closed or changed instant to now. */
  | { readonly fn: 'freshness' };

export interface Component {
  readonly source: SourceSpec;
  readonly of: Aggregate;
}

const count = (source: SourceSpec, where?: Row): Component => ({ source, of: { fn: 'count', where } });
const sum = (source: SourceSpec, value: Row, where?: Row): Component => ({ source, of: { fn: 'sum', value, where } });

const leadsCreated: SourceSpec = { kind: 'event', entity: 'lead', time: createdAt };
const leadsWon: SourceSpec = { kind: 'event', entity: 'lead', time: firstWon };
const leadCohort: SourceSpec = { kind: 'cohort', entity: 'lead' };
const dealsCreated: SourceSpec = { kind: 'event', entity: 'deal', time: createdAt };
const dealsClosed: SourceSpec = { kind: 'event', entity: 'deal', time: closedAt, closed: true };
const dealCohort: SourceSpec = { kind: 'cohort', entity: 'deal' };
const dealsOpen: SourceSpec = { kind: 'open' };
const dealsExpected: SourceSpec = { kind: 'open', expected: true };
const dealsDue: SourceSpec = { kind: 'due' };
const revenueRows: SourceSpec = { kind: 'event', entity: 'revenue', time: timeField('at') };
const allDeals: SourceSpec = { kind: 'all', entity: 'deal' };

const cycle = days(createdAt, closedAt);
const age = days(createdAt, asOf);
const withoutProbability = both(notNull(pastAmount), { row: 'isNull', of: { row: 'probability' } });
const passedClose: Row = { row: 'passedClose' };
const pushedAgain: Row = { row: 'atLeast', of: { row: 'pushes' }, value: 2 };
/** Days without an activity after which an open deal is untouched (docs/catalogue.md M23). */
const recent = { days: 30 };
const untouched: Row = { row: 'untouched', ...recent };
const slipped: Row = { row: 'slipped' };
const leadTime = days(createdAt, firstWon);

/** Mean and percentiles of one duration over one source. */
const duration = (name: string, source: SourceSpec, value: Row, where?: Row): Record<string, Component> => ({
  [`${name}_sum`]: sum(source, value, where),
  [`${name}_count`]: count(source, where ? both(where, notNull(value)) : notNull(value)),
  [`${name}_p50_value`]: { source, of: { fn: 'quantile', p: 0.5, value, where } },
  [`${name}_p90_value`]: { source, of: { fn: 'quantile', p: 0.9, value, where } },
  [`${name}_max_value`]: { source, of: { fn: 'max', value, where } },
});

export const components: Readonly<Record<string, Component>> = {
  leads: count(leadsCreated),
  leads_to_date: count(leadsCreated, { row: 'before', of: createdAt, than: asOf }),
  leads_qualified: count({ kind: 'event', entity: 'lead', time: timeField('qualifiedAt') }),
  leads_converted_by_date: count({ kind: 'event', entity: 'lead', time: timeField('convertedAt') }),
  leads_converted_by_win: count(leadsWon),
  contact_filled: sum(leadsCreated, { row: 'contactFilled' }),
  contact_filled_squares: sum(leadsCreated, squared({ row: 'contactFilled' })),
  mature_leads: count(leadCohort),
  mature_leads_qualified: count(leadCohort, { row: 'withinHorizon', of: timeField('qualifiedAt') }),
  mature_leads_won: count(leadCohort, { row: 'withinHorizon', of: firstWon }),
  ...duration('lead_time', leadsWon, leadTime),

  created: count(dealsCreated),
  created_amount: sum(dealsCreated, amount),
  closed: count(dealsClosed),
  won: count(dealsClosed, won),
  lost: count(dealsClosed, lost),
  won_amount: sum(dealsClosed, amount, won),
  won_amount_to_date: sum(dealsClosed, amount, both(won, { row: 'before', of: closedAt, than: asOf })),
  won_with_amount: count(dealsClosed, both(won, notNull(amount))),
  won_amount_p50_value: { source: dealsClosed, of: { fn: 'quantile', p: 0.5, value: amount, where: won } },
  closed_amount: sum(dealsClosed, amount),
  closed_amount_squares: sum(dealsClosed, squared(amount)),
  lost_with_amount: count(dealsClosed, both(lost, { row: 'not', of: { row: 'blankOrZero', of: amount } })),
  ...duration('won_cycle', dealsClosed, cycle, won),
  ...duration('closed_cycle', dealsClosed, cycle),
  mature_deals: count(dealCohort),
  mature_deals_won: count(dealCohort, both(won, { row: 'withinHorizon', of: closedAt })),
  close_events: count({ kind: 'closes' }),
  close_events_reopened: count({ kind: 'closes' }, { row: 'reopened' }),

  open: count(dealsOpen),
  open_amount: sum(dealsOpen, pastAmount),
  open_weighted: sum(dealsOpen, weightedAmount),
  open_without_probability: count(dealsOpen, withoutProbability),
  open_expected: count(dealsExpected),
  open_expected_amount: sum(dealsExpected, pastAmount),
  open_expected_weighted: sum(dealsExpected, weightedAmount),
  expected_without_probability: count(dealsExpected, withoutProbability),
  stalled: count(dealsOpen, { row: 'stalled' }),
  stalled_amount: sum(dealsOpen, pastAmount, { row: 'stalled' }),
  open_passed: count(dealsOpen, passedClose),
  open_passed_amount: sum(dealsOpen, pastAmount, passedClose),
  open_pushes: sum(dealsOpen, { row: 'pushes' }),
  open_pushed_again: count(dealsOpen, pushedAgain),
  open_pushed_again_amount: sum(dealsOpen, pastAmount, pushedAgain),
  open_activities: sum(dealsOpen, { row: 'recentActivities', ...recent }),
  open_untouched: count(dealsOpen, untouched),
  open_untouched_amount: sum(dealsOpen, pastAmount, untouched),
  ...duration('open_age', dealsOpen, age),
  due: count(dealsDue),
  due_slipped: count(dealsDue, slipped),
  due_amount: sum(dealsDue, pastAmount),
  due_slipped_amount: sum(dealsDue, pastAmount, slipped),
  due_amount_squares: sum(dealsDue, squared(pastAmount)),

  revenue_amount: sum(revenueRows, amount),
  revenue_amount_to_date: sum(revenueRows, amount, { row: 'before', of: timeField('at'), than: asOf }),
  customers_started: count({ kind: 'event', entity: 'customer', time: timeField('startedAt') }),
  reps: count({ kind: 'reps' }),

  all_deals: count(allDeals),
  all_won: count(allDeals, won),
  all_without_history: count(allDeals, { row: 'noHistory' }),
  all_reversed: count(allDeals, { row: 'reversed', from: createdAt, to: closedAt }),
  all_with_both_dates: count(allDeals, both({ row: 'hasTime', of: createdAt }, { row: 'hasTime', of: closedAt })),
  all_won_without_amount: count(allDeals, both(won, { row: 'blankOrZero', of: amount })),
  all_open: count(allDeals, both({ row: 'not', of: won }, { row: 'not', of: lost })),
  all_open_past_close: count(
    allDeals,
    both({ row: 'not', of: won }, { row: 'not', of: lost }, passedClose)
  ),
  all_unassigned: count(allDeals, { row: 'dimensionMissing', dimensions: ['owner', 'source'] }),
  all_bulk_moved: count(allDeals, { row: 'bulkMove' }),
  all_imported: count(allDeals, { row: 'importDay' }),
  newest_age_hours: { source: allDeals, of: { fn: 'freshness' } },
};
