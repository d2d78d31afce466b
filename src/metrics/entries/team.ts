import type { Metric } from '../Metric';

/** Per rep and against target. */
export const team: readonly Metric[] = [
  {
    id: 'leads_per_rep', number: 'M11', label: 'Leads per rep', group: 'Team', unit: 'ratio', direction: 'up',
    basis: 'event', additivity: 'distinct', interval: 'none',
    formula: 'leads created / active reps', compute: 'leads / reps', numerator: 'leads', denominator: 'reps',
    meaning: 'Leads created in the period per active rep.',
    caveat: 'Active reps are those the model marks as active today; without such a mark, owners of records in the period.',
  },
  {
    id: 'bookings_per_rep', number: 'M26', label: 'Bookings per rep', group: 'Team', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'distinct', interval: 'none',
    formula: 'bookings / active reps', compute: 'won_amount / reps', numerator: 'won_amount', denominator: 'reps',
    meaning: 'Amount won in the period per active rep.',
    caveat: 'New reps count in full from their first day, and the active reps are today’s, also for past periods, where the model marks them.',
  },
  {
    id: 'open_deals_per_rep', number: 'M85', label: 'Open deals per rep', group: 'Team', unit: 'ratio', direction: 'neutral',
    basis: 'as_of', additivity: 'distinct', interval: 'none',
    formula: 'open deals / active reps', compute: 'open / reps', numerator: 'open', denominator: 'reps',
    meaning: 'Open deals at the end of the period, or now while it is running, per active rep.',
    caveat: 'Forgotten deals read as workload.',
  },
  {
    id: 'quota_attainment', number: 'M27', label: 'Quota attainment', group: 'Team', unit: 'percent', direction: 'up',
    basis: 'event', additivity: 'ratio', interval: 'none',
    formula: 'bookings / target', compute: 'won_amount / bookings.target', numerator: 'won_amount', denominator: 'bookings.target',
    meaning: 'Bookings of the period against its target.',
    caveat: 'Against the whole target, also while the period is running; gap_to_target shows the pace.',
  },
  {
    id: 'gap_to_target', number: 'M60', label: 'Gap to target (pace)', group: 'Team', unit: 'money', direction: 'up',
    basis: 'event', additivity: 'order', interval: 'none',
    formula: 'bookings − target × share of the working days so far, today included',
    compute: 'won_amount_to_date - bookings.target * elapsed_share',
    meaning: 'Bookings to date against what the target asks for by now; negative is behind.',
    caveat: 'Assumes even progress over working days; many businesses close late in the period.',
  },
];
