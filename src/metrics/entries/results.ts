import { durationMetrics } from './durations';
import type { Metric } from '../Metric';

/** Closed deals: how many were won, how much they brought, how long they took. */
export const results: readonly Metric[] = [
  {
    id: 'closed_deals', number: 'M43', label: 'Closed deals', group: 'Results', unit: 'count', direction: 'neutral',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'won + lost by closed date', compute: 'closed',
    meaning: 'Deals closed in the period, won or lost.', caveat: 'A re-opened deal counts at its last close.',
  },
  {
    id: 'won_deals', number: 'M43', label: 'Won deals', group: 'Results', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'won by closed date', compute: 'won',
    meaning: 'Deals won in the period.', caveat: 'A re-opened deal counts at its last close.',
  },
  {
    id: 'lost_deals', number: 'M43', label: 'Lost deals', group: 'Results', unit: 'count', direction: 'down',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'lost by closed date', compute: 'lost',
    meaning: 'Deals lost in the period.', caveat: 'A clean-up of old deals reads as a wave of losses.',
  },
  {
    id: 'win_rate', number: 'M44', label: 'Win rate (closed date)', group: 'Results', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'won / (won + lost), by closed date', compute: 'won / closed', numerator: 'won', denominator: 'closed',
    meaning: 'Share of the deals closed in the period that were won.',
    caveat: 'Unbiased only when intake and cycle are stable: wins and losses come from deals created at other times. Read win_rate_cohort beside it.',
  },
  {
    id: 'win_rate_cohort', number: 'M45', label: 'Win rate (cohort)', group: 'Results', unit: 'percent', direction: 'up',
    basis: 'cohort', additivity: 'ratio', interval: 'wilson',
    formula: 'won within the horizon / created and old enough to tell',
    compute: 'mature_deals_won / mature_deals', numerator: 'mature_deals_won', denominator: 'mature_deals',
    meaning: 'Of the deals created in the period, the share that was won within the horizon.',
    caveat: 'Only deals that are at least the horizon old count; younger ones have not had their chance yet.',
  },
  {
    id: 'win_rate_by_value', number: 'M47', label: 'Win rate by value', group: 'Results', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'kish',
    formula: 'amount won / (amount won + amount lost)', compute: 'won_amount / closed_amount',
    numerator: 'won_amount', denominator: 'closed_amount', squares: 'closed_amount_squares', n: 'closed',
    meaning: 'Share of the amount closed in the period that was won.',
    caveat: 'One large deal can decide it; where lost deals carry no amount it reads 100 %.',
    warning: { when: 'if_positive(1 - lost_with_amount, lost)', text: 'win_rate_by_value: no lost deal carries an amount, so it reads 100 %' },
  },
  {
    id: 'loss_share', number: 'M48', label: 'Loss mix', group: 'Results', unit: 'percent', direction: 'neutral',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'lost deals of the group / lost deals of all groups', compute: 'lost / total(lost)', numerator: 'lost', denominator: 'total(lost)',
    needsBy: ['lost_reason', 'competitor'],
    meaning: 'Share of a reason or competitor in the deals lost in the period, of all those that the filters keep.',
    caveat: 'Deals without a reason are a group of their own; a large one means the reasons are not kept.',
  },
  {
    id: 'competitive_win_rate', number: 'M49', label: 'Win rate against competitors', group: 'Results', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'won with the competitor / closed with the competitor', compute: 'won / closed', numerator: 'won', denominator: 'closed',
    needsBy: ['competitor'],
    meaning: 'Share of the closed deals that was won, by competitor; deals without one are a row of their own.',
    caveat: 'Competitors are often entered only when a deal is lost.',
  },
  ...durationMetrics({
    id: 'sales_cycle_won', number: 'M50', label: 'Sales cycle, won', group: 'Results', component: 'won_cycle',
    basis: 'event', formula: 'days from creation to close, over won deals',
    meaning: 'Days from creation to close of the deals won in the period.',
    caveat: 'Winners only; in a growing pipeline it reads short. Read sales_cycle_closed beside it.',
  }),
  ...durationMetrics({
    id: 'sales_cycle_closed', number: 'M51', label: 'Sales cycle, all closed', group: 'Results', component: 'closed_cycle',
    basis: 'event', formula: 'days from creation to close, over closed deals',
    meaning: 'Days from creation to close of all deals closed in the period, won or lost.',
    caveat: 'Deals still open are not in it.',
  }),
  {
    id: 'bookings', number: 'M62', label: 'Bookings', group: 'Results', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'sum of won amounts by closed date', compute: 'won_amount',
    meaning: 'Amounts of the deals won in the period.', caveat: 'What was signed, not what was invoiced: see revenue.',
  },
  {
    id: 'revenue', number: 'M62', label: 'Revenue', group: 'Results', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'sum of revenue by its date', compute: 'revenue_amount',
    meaning: 'Revenue rows of the period; refunds are negative.', caveat: 'Not taken from deals: see bookings.',
  },
  ...(['bookings', 'revenue'] as const).map((of): Metric => {
    const sum = of === 'bookings' ? 'won_amount' : 'revenue_amount';
    const label = of === 'bookings' ? 'Bookings growth' : 'Revenue growth';
    return {
      id: `${of}_growth`, number: 'M63', label, group: 'Results', unit: 'percent', direction: 'up',
      basis: 'event', additivity: 'ratio', interval: 'none',
      formula: `(${of} − ${of} of the period before) / ${of} of the period before`,
      compute: `if_positive(previous(${sum}), (${sum}_to_date - previous(${sum})) / previous(${sum}))`,
      numerator: `${sum}_to_date`, denominator: `previous(${sum})`,
      meaning: `Change of ${of} against the period before, its equal elapsed part when the running one is not over.`,
      caveat: of === 'bookings' ? 'No value where the period before had none.' : 'No value where the period before had none, or more refunds than revenue.',
    };
  }),
  {
    id: 'average_deal_size', number: 'M64', label: 'Average deal size', group: 'Results', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'none',
    formula: 'won amount / won deals with an amount', compute: 'won_amount / won_with_amount',
    numerator: 'won_amount', denominator: 'won_with_amount',
    meaning: 'Mean amount of the deals won in the period.',
    caveat: 'Deals without an amount are left out, zero is kept; a few large deals pull the mean: read the median beside it.',
  },
  {
    id: 'median_deal_size', number: 'M64', label: 'Median deal size', group: 'Results', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'order', interval: 'none',
    formula: 'median of won amounts', compute: 'won_amount_p50_value', n: 'won_with_amount', minimum: 5,
    meaning: 'Half of the deals won in the period were larger, half were smaller.',
    caveat: 'Deals without an amount are left out; no value under five deals.',
  },
  {
    id: 'new_customers', number: 'M77', label: 'New customers', group: 'Customers', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none', formula: 'number of customers by start date', compute: 'customers_started',
    meaning: 'Customers who started in the period.', caveat: 'Customers who came back are not told apart.',
  },
  {
    id: 'reopen_rate', number: 'M36', label: 'Re-open rate', group: 'Funnel', unit: 'percent', direction: 'down',
    basis: 'event', additivity: 'ratio', interval: 'wilson',
    formula: 'closes later undone / closes', compute: 'close_events_reopened / close_events',
    numerator: 'close_events_reopened', denominator: 'close_events',
    meaning: 'Share of the closes of the period, from the stage history, that were later re-opened.',
    caveat: 'Recent closes may still be re-opened.',
  },
];
