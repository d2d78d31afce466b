/** The words of the query editor: what can be chosen, how it is called and what it means. Written here once. */
import type { Unit } from '../../model/types';
import type { Basis } from '../../metrics/types';
import type { Comparison, FunnelEntity, FunnelPolicy, PeriodName, SalesQuery } from '../../plan/query';
import type { Grain } from '../../sql/Dialect';
import type { Choice } from '../parts/Choice';

export type QueryType = SalesQuery['type'];

export const queryTypes: ReadonlyArray<Choice<QueryType>> = [
  { value: 'metrics', label: 'Metrics', description: 'One or more metrics, over time and by dimensions' },
  { value: 'funnel', label: 'Funnel', description: 'How many reached each stage, and what was lost on the way' },
  { value: 'pipeline', label: 'Waterfall', description: 'What was open, what came and went, and what is open now' },
  { value: 'records', label: 'Records', description: 'The deals or leads behind a number, one row each' },
  { value: 'quality', label: 'Data quality', description: 'What in the data makes the other numbers doubtful' },
];

/** `none` stands for a query without a grain. */
export const grains: ReadonlyArray<Choice<Grain | 'none'>> = [
  { value: 'none', label: 'No time axis' },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
  { value: 'quarter', label: 'Quarter' },
  { value: 'year', label: 'Year' },
];

export const comparisons: ReadonlyArray<Choice<Comparison | 'none'>> = [
  { value: 'none', label: 'None' },
  { value: 'previous-period', label: 'Previous period' },
  { value: 'previous-year', label: 'Previous year' },
];

const namedPeriods: ReadonlyArray<Choice<PeriodName>> = [
  { value: 'this-month', label: 'This month' },
  { value: 'next-month', label: 'Next month' },
  { value: 'last-month', label: 'Last month' },
  { value: 'this-quarter', label: 'This quarter' },
  { value: 'next-quarter', label: 'Next quarter' },
  { value: 'last-quarter', label: 'Last quarter' },
  { value: 'this-year', label: 'This year' },
];

/** `none` stands for a query without a period. */
export const periods: ReadonlyArray<Choice<PeriodName | 'none'>> = [
  { value: 'none', label: "Dashboard's range" },
  ...namedPeriods,
];

/** Expected close dates of a waterfall. */
export const closings: ReadonlyArray<Choice<PeriodName | 'all'>> = [
  { value: 'all', label: 'Any time' },
  ...namedPeriods,
];

export const entityWords: Readonly<Record<FunnelEntity, { readonly label: string; readonly sentence: string }>> = {
  deal: { label: 'Deals', sentence: 'deals' },
  lead: { label: 'Leads', sentence: 'leads' },
  'lead-to-deal': { label: 'Lead to won deal', sentence: 'leads to won deals' },
};

export const policies: ReadonlyArray<Choice<FunnelPolicy> & { readonly sentence: string }> = [
  {
    value: 'reached',
    label: 'Reached',
    description: 'A stage counts when it or a later one was entered: skipped stages count as passed.',
    sentence: 'counting skipped stages as passed',
  },
  {
    value: 'strict',
    label: 'Strict',
    description: 'A stage counts only when every stage before it was entered too, in order.',
    sentence: 'counting only stages that were entered in order',
  },
  {
    value: 'any',
    label: 'Any',
    description: 'A stage counts when it was entered at all; a rate between stages can exceed 100 %.',
    sentence: 'counting every stage that was entered, in any order',
  },
];

export const measures: ReadonlyArray<Choice<'count' | 'amount'>> = [
  { value: 'count', label: 'Count', description: 'Rates are made of how many' },
  { value: 'amount', label: 'Amount', description: 'Rates are made of how much money' },
];

export const funnelBases: ReadonlyArray<Choice<'cohort' | 'event'>> = [
  {
    value: 'cohort',
    label: 'Entered in the range',
    description: 'Follows those that entered the funnel in the range, until now.',
  },
  {
    value: 'event',
    label: 'Stages reached in the range',
    description: 'Counts what happened in the range; step rates then mix different entries.',
  },
];

export const basisWords: Readonly<Record<Basis, string>> = {
  event: 'counted when it happened',
  cohort: 'counted by when it began',
  as_of: 'state at the end of the range or bucket',
};

export const unitWords: Readonly<Record<Unit, string>> = {
  count: 'number',
  percent: 'percent',
  money: 'money',
  days: 'days',
  hours: 'hours',
  ratio: 'ratio',
  moneyPerDay: 'money per day',
  score: 'score',
};

export const grainAdverbs: Readonly<Record<Grain, string>> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
};
