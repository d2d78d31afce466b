import type { Component } from '../components';
import type { Metric } from '../Metric';
import { amount, closedAt, createdAt, days, squared, won } from '../rows';

const cycle = days(createdAt, closedAt);
const wonDeals = { kind: 'event', entity: 'deal', time: closedAt, closed: true } as const;
const squares = (of: typeof cycle): Component => ({ source: wonDeals, of: { fn: 'sum', value: squared(of), where: won } });

/** Of a mean of independent values: the root of their sample variance over their number; none for fewer than two. */
const ofMean = (sum: string, all: string, n: string): string => `sqrt((${all} - ${sum} * ${sum} / ${n}) / (${n} - 1) / ${n})`;

const shared = { group: 'Results', direction: 'neutral', basis: 'event', additivity: 'order', interval: 'none' } as const;

/** How far chance alone moves sums and means over won deals: alert rules ask for them. */
export const spread: readonly Metric[] = [
  {
    ...shared, id: 'bookings_error', number: 'M62', label: 'Bookings, standard error', unit: 'money',
    formula: 'square root of the sum of squared won amounts', compute: 'sqrt(won_amount_squares)',
    meaning: 'How far chance alone moves the bookings of such a period, when deals are won independently of each other.',
    caveat: 'A team that wins many deals of one customer at once varies more than this.',
    components: { won_amount_squares: squares(amount) },
  },
  {
    ...shared, id: 'average_deal_size_error', number: 'M64', label: 'Average deal size, standard error', unit: 'money',
    formula: 'sample deviation of won amounts / square root of their number',
    compute: ofMean('won_amount', 'won_amount_squares', 'won_with_amount'), n: 'won_with_amount',
    meaning: 'How far chance alone moves the average deal size of such a period.',
    caveat: 'With few deals one large deal decides it; no value under two deals.',
    components: { won_amount_squares: squares(amount) },
  },
  {
    ...shared, id: 'sales_cycle_won_error', number: 'M50', label: 'Sales cycle, won, standard error', unit: 'days',
    formula: 'sample deviation of the days / square root of their number',
    compute: ofMean('won_cycle_sum', 'won_cycle_squares', 'won_cycle_count'), n: 'won_cycle_count',
    meaning: 'How far chance alone moves the mean sales cycle of such a period.',
    caveat: 'A few forgotten deals make it large; no value under two deals.',
    components: { won_cycle_squares: squares(cycle) },
  },
];
