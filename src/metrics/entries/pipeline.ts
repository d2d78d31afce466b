import { durationMetrics } from './durations';
import type { Metric } from '../Metric';

const stalledCaveat = 'Age counts from the last stage change; without stage history from creation.';

/** Open deals: how many, how much, how old, and whether they are enough. */
export const pipeline: readonly Metric[] = [
  {
    id: 'open_deals', number: 'M40', label: 'Open deals', group: 'Pipeline', unit: 'count', direction: 'neutral',
    basis: 'as_of', additivity: 'stock', interval: 'none',
    formula: 'number of deals open at the end of the period', compute: 'open',
    meaning: 'Deals that are open at the end of the period, or now while it is running.',
    caveat: 'A stock: values of several months do not add up.',
  },
  {
    id: 'pipeline_value', number: 'M40', label: 'Pipeline value', group: 'Pipeline', unit: 'money', direction: 'neutral',
    basis: 'as_of', additivity: 'stock', interval: 'none',
    formula: 'sum of the amounts of open deals', compute: 'open_amount',
    meaning: 'Amounts of the deals that are open at the end of the period, or now while it is running.',
    caveat: 'At past dates the amounts of then where changes of deals are mapped, else today’s.',
  },
  {
    id: 'deals_created', number: 'M42', label: 'Deals created', group: 'Pipeline', unit: 'count', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none',
    formula: 'number of deals by created date', compute: 'created',
    meaning: 'Deals that were created in the period.', caveat: 'Says nothing about their quality.',
  },
  {
    id: 'pipeline_created', number: 'M42', label: 'Pipeline created', group: 'Pipeline', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'flow', interval: 'none',
    formula: 'sum of amounts by created date', compute: 'created_amount',
    meaning: 'Amounts of the deals created in the period.', caveat: 'Amounts are today’s, not those at creation.',
  },
  {
    id: 'stalled_deals', number: 'M39', label: 'Stalled deals', group: 'Pipeline', unit: 'count', direction: 'down',
    basis: 'as_of', additivity: 'stock', interval: 'none',
    formula: 'open deals longer in their stage than the limit', compute: 'stalled',
    meaning: 'Open deals without a stage change for longer than the model’s limit.',
    caveat: stalledCaveat,
  },
  {
    id: 'stalled_deals_share', number: 'M39', label: 'Stalled share', group: 'Pipeline', unit: 'percent', direction: 'down',
    basis: 'as_of', additivity: 'ratio', interval: 'wilson',
    formula: 'stalled deals / open deals', compute: 'stalled / open', numerator: 'stalled', denominator: 'open',
    meaning: 'Share of the open deals that has not moved for longer than the model’s limit.',
    caveat: stalledCaveat,
  },
  {
    id: 'stalled_value', number: 'M39', label: 'Stalled value', group: 'Pipeline', unit: 'money', direction: 'down',
    basis: 'as_of', additivity: 'stock', interval: 'none',
    formula: 'sum of the amounts of stalled deals', compute: 'stalled_amount',
    meaning: 'Amounts of the open deals that have not moved for longer than the model’s limit.',
    caveat: stalledCaveat,
  },
  ...durationMetrics({
    id: 'open_deal_age', number: 'M53', label: 'Age of open deals', group: 'Pipeline', component: 'open_age',
    basis: 'as_of', formula: 'days from creation to the end of the period, over open deals',
    meaning: 'How long the open deals have been open at the end of the period, or now while it is running.',
    caveat: 'A few forgotten deals pull the mean; read the median beside it.',
  }),
  {
    id: 'pipeline_coverage', number: 'M55', label: 'Pipeline coverage', group: 'Pipeline', unit: 'ratio', direction: 'up',
    basis: 'as_of', additivity: 'ratio', interval: 'none',
    formula: 'open amount expected to close in the period / (target − won in the period)',
    compute: 'if_positive(bookings.target - won_amount, open_expected_amount / (bookings.target - won_amount))',
    numerator: 'open_expected_amount', denominator: 'bookings.target - won_amount',
    meaning: 'How many times the open pipeline of the period covers what is still missing to its target.',
    caveat: 'Unweighted: every open deal counts in full. No value once the target is met.',
    warning: { when: 'if_positive(bookings.target, won_amount - bookings.target + 0.000001)', text: 'target met: pipeline_coverage has no value there' },
  },
  {
    id: 'sales_velocity', number: 'M54', label: 'Sales velocity', group: 'Pipeline', unit: 'moneyPerDay', direction: 'up',
    basis: 'event', additivity: 'order', interval: 'none',
    formula: 'open deals × win rate × mean won amount / mean cycle days of closed deals',
    compute: 'open * (won / closed) * (won_amount / won_with_amount) / (closed_cycle_sum / closed_cycle_count)',
    n: 'closed',
    parts: {
      open_deals: 'open',
      win_rate: 'won / closed',
      mean_amount: 'won_amount / won_with_amount',
      mean_cycle_days: 'closed_cycle_sum / closed_cycle_count',
      realised: 'won_amount / days_in_range',
    },
    meaning: 'What the pipeline can be expected to bring a day, by Little’s law, with its four parts and what was really won on a day of the period so far.',
    caveat: 'Open deals are those at the end of the period, or now; the rest is of the period. The velocity of a mix of segments is not the sum of theirs: read it by segment.',
    notice: 'sales_velocity of all deals together is a blend: read it by segment',
  },
];
