import type { Metric } from '../Metric';

const shared = { group: 'Pipeline', basis: 'as_of' } as const;
const stock = { ...shared, additivity: 'stock', interval: 'none', direction: 'down' } as const;
const share = { ...shared, additivity: 'ratio', interval: 'wilson', unit: 'percent', direction: 'down' } as const;
const activityCaveat = 'Only what is logged counts, whoever began it; a meeting still to come is none yet.';
/** Of what is open past its date; quality.ts says it, too. */
export const passedCaveat = 'Forecasts miss those due in an earlier period, and still count those due earlier in the running one.';
const pushCaveat = 'A date that is moved in the database without a change being kept is not seen.';

/** Open deals that may not close when they are said to: past their date, pushed, without activity; and what slipped. */
export const risk: readonly Metric[] = [
  {
    ...stock, id: 'passed_close_deals', number: 'DQ4', label: 'Deals past their close date', unit: 'count',
    formula: 'open deals whose expected close date has passed', compute: 'open_passed',
    meaning: 'Open deals whose expected close date has passed.', caveat: passedCaveat,
  },
  {
    ...share, id: 'passed_close_share', number: 'DQ4', label: 'Share past the close date',
    formula: 'open deals whose expected close date has passed / open deals', compute: 'open_passed / open', numerator: 'open_passed', denominator: 'open',
    meaning: 'Share of the open deals whose expected close date has passed.', caveat: 'Deals without an expected close date count as not passed.',
  },
  {
    ...stock, id: 'passed_close_value', number: 'DQ4', label: 'Value past the close date', unit: 'money',
    formula: 'sum of the amounts of open deals whose expected close date has passed', compute: 'open_passed_amount',
    meaning: 'Amounts of the open deals whose expected close date has passed.', caveat: passedCaveat,
  },
  {
    ...shared, id: 'push_count', number: 'M58', label: 'Pushes per open deal', unit: 'ratio', direction: 'down', additivity: 'ratio', interval: 'none',
    formula: 'moves of the expected close to a later date / open deals', compute: 'open_pushes / open', numerator: 'open_pushes', denominator: 'open',
    meaning: 'How often the expected close of an open deal was moved to a later date, on average.', caveat: pushCaveat,
  },
  {
    ...share, id: 'pushed_deals_share', number: 'M58', label: 'Share pushed twice or more',
    formula: 'open deals pushed at least twice / open deals', compute: 'open_pushed_again / open', numerator: 'open_pushed_again', denominator: 'open',
    meaning: 'Share of the open deals whose expected close was moved to a later date at least twice.', caveat: pushCaveat,
  },
  {
    ...stock, id: 'pushed_value', number: 'M58', label: 'Value pushed twice or more', unit: 'money',
    formula: 'sum of the amounts of open deals pushed at least twice', compute: 'open_pushed_again_amount',
    meaning: 'Amounts of the open deals whose expected close was moved to a later date at least twice.', caveat: pushCaveat,
  },
  {
    ...shared, id: 'activities_per_open_deal', number: 'M23', label: 'Activities per open deal', unit: 'ratio', direction: 'up', additivity: 'ratio', interval: 'none',
    formula: 'activities of the last 30 days with open deals / open deals', compute: 'open_activities / open', numerator: 'open_activities', denominator: 'open',
    meaning: 'Activities of the 30 days before the end of the period, or before now while it is running, per open deal.', caveat: activityCaveat,
  },
  {
    ...share, id: 'untouched_open_deals_share', number: 'M23', label: 'Untouched open deals',
    formula: 'open deals without an activity in the last 30 days / open deals', compute: 'open_untouched / open', numerator: 'open_untouched', denominator: 'open',
    meaning: 'Share of the open deals without an activity in the 30 days before the end of the period, or before now while it is running.',
    caveat: `${activityCaveat} Deals younger than 30 days count too.`,
  },
  {
    ...stock, id: 'untouched_value', number: 'M23', label: 'Untouched value', unit: 'money',
    formula: 'sum of the amounts of open deals without an activity in the last 30 days', compute: 'open_untouched_amount',
    meaning: 'Amounts of the open deals without an activity in the last 30 days.', caveat: activityCaveat,
  },
  {
    id: 'slip_rate', number: 'M57', label: 'Slip rate', group: 'Pipeline', unit: 'percent', direction: 'down',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'slipped deals / deals expected to close in the period at its start', compute: 'due_slipped / due', numerator: 'due_slipped', denominator: 'due',
    meaning: 'Of the deals that were open at the start of the period and expected to close in it, the share that is still open and no longer expected in it, or past its date.',
    caveat: 'Deals that were lost did not slip; while the period is running, more may.',
  },
  {
    id: 'slip_rate_by_value', number: 'M57', label: 'Slip rate by value', group: 'Pipeline', unit: 'percent', direction: 'down',
    basis: 'event', additivity: 'ratio', interval: 'kish',
    formula: 'amount of slipped deals / amount of the deals expected to close in the period at its start', compute: 'due_slipped_amount / due_amount',
    numerator: 'due_slipped_amount', denominator: 'due_amount', squares: 'due_amount_squares', n: 'due',
    meaning: 'The slip rate by the amounts that the deals had at the start of the period.', caveat: 'One large deal can decide it.',
  },
];
