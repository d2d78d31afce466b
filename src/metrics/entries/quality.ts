import type { Metric } from '../Metric';
import { passedCaveat } from './risk';

const problem = (
  id: string,
  number: string,
  label: string,
  compute: string,
  of: string,
  meaning: string,
  caveat: string
): Metric => ({
  id, number, label, group: 'Data quality', unit: 'count', direction: 'down', basis: 'as_of', additivity: 'stock', interval: 'none',
  formula: `${label.toLowerCase()}, over the whole table`, compute, numerator: compute, denominator: of,
  parts: { share: `${compute} / ${of}` }, meaning, caveat,
});

/** DQ1–DQ8: counts over the whole table as of now, whatever the range, with their share. */
export const quality: readonly Metric[] = [
  problem('dq_no_history', 'DQ1', 'Deals without stage history', 'all_without_history', 'all_deals',
    'Deals that have no row in the stage history.', 'They are judged by their present stage.'),
  problem('dq_reversed_dates', 'DQ2', 'Closed before created', 'all_reversed', 'all_with_both_dates',
    'Deals whose closed date lies before their created date.', 'Their cycle is negative and pulls means down.'),
  problem('dq_won_without_amount', 'DQ3', 'Won without an amount', 'all_won_without_amount', 'all_won',
    'Won deals whose amount is missing or zero.', 'Bookings lack what they brought; the average deal size leaves out the missing amounts and counts the zeros.'),
  problem('dq_close_date_passed', 'DQ4', 'Open past their close date', 'all_open_past_close', 'all_open',
    'Open deals whose expected close date has passed.', passedCaveat),
  problem('dq_unassigned', 'DQ5', 'Without owner or source', 'all_unassigned', 'all_deals',
    'Deals that lack an owner or a source.', 'They appear as (none) in breakdowns by what they lack.'),
  problem('dq_bulk_moves', 'DQ6', 'Moved in bulk', 'all_bulk_moved', 'all_deals',
    'Deals with two or more stage changes in the same second.', 'A bulk edit: times in stage are not real.'),
  {
    id: 'dq_age_hours', number: 'DQ7', label: 'Age of the newest record', group: 'Data quality', unit: 'hours', direction: 'down',
    basis: 'as_of', additivity: 'order', interval: 'none',
    formula: 'hours from the newest created, closed or changed deal to now', compute: 'newest_age_hours',
    meaning: 'How old the newest deal, close or stage change of a deal is: a large number means the data no longer arrives.',
    caveat: 'Nights and weekends without new records are normal. Leads and other changes are not looked at.',
  },
  problem('dq_import_dates', 'DQ8', 'Created on import days', 'all_imported', 'all_deals',
    'Deals created on days with more than 20 times the median day’s count.', 'An import: their created date is not real.'),
];
