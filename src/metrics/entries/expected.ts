import type { Metric } from '../Metric';

const shared = { group: 'Pipeline', additivity: 'stock', interval: 'none' } as const;
const missing = 'if_positive(bookings.target - won_amount, ';
const met = 'if_positive(bookings.target, won_amount - bookings.target + 0.000001)';
const unlikely = (id: string, when: string) => ({ when, text: `${id} leaves out deals whose probability is not known` });
const chance = 'The probability is the CRM’s own, else that of the stage; at past dates that of the stage of then. It is an opinion, not learned from what was won.';

/** What open deals can be expected to bring, and whether it is enough. */
export const expected: readonly Metric[] = [
  {
    ...shared, id: 'weighted_pipeline', number: 'M41', label: 'Weighted pipeline', unit: 'money', direction: 'up', basis: 'as_of',
    formula: 'sum of amount × probability of open deals', compute: 'open_weighted',
    meaning: 'Amounts of the deals that are open at the end of the period, or now while it is running, times their probability.',
    caveat: chance, warning: unlikely('weighted_pipeline', 'open_without_probability'),
  },
  {
    ...shared, id: 'expected_pipeline', number: 'M40', label: 'Pipeline of the period', unit: 'money', direction: 'up', basis: 'as_of',
    formula: 'sum of the amounts of open deals expected to close in the period', compute: 'open_expected_amount',
    meaning: 'Amounts of the open deals that are expected to close in the period.',
    caveat: 'Deals without an expected close date are in no period.',
  },
  {
    ...shared, id: 'weighted_expected', number: 'M41', label: 'Weighted pipeline of the period', unit: 'money', direction: 'up', basis: 'as_of',
    formula: 'sum of amount × probability of open deals expected to close in the period', compute: 'open_expected_weighted',
    meaning: 'Amounts of the open deals that are expected to close in the period, times their probability.',
    caveat: chance, warning: unlikely('weighted_expected', 'expected_without_probability'),
  },
  {
    ...shared, id: 'pipeline_coverage_weighted', number: 'M55', label: 'Pipeline coverage, weighted', unit: 'ratio', direction: 'up', basis: 'as_of',
    additivity: 'ratio', formula: 'weighted pipeline of the period / (target − won in the period)',
    compute: `${missing}open_expected_weighted / (bookings.target - won_amount))`,
    numerator: 'open_expected_weighted', denominator: 'bookings.target - won_amount',
    meaning: 'How many times the weighted pipeline of the period covers what is still missing to its target.',
    caveat: `${chance} No value once the target is met.`,
    warning: { when: met, text: 'target met: pipeline_coverage_weighted has no value there' },
  },
  {
    ...shared, id: 'remaining_target', number: 'M60', label: 'Remaining target', unit: 'money', direction: 'down', basis: 'event', additivity: 'flow',
    formula: 'target − won in the period', compute: 'bookings.target - won_amount',
    meaning: 'What is still missing to the target of the period; negative once it is beaten.',
    caveat: 'Against the whole target, also while the period is running.',
  },
  {
    ...shared, id: 'weighted_coverage_gap', number: 'M55', label: 'Weighted pipeline less remaining target', unit: 'money', direction: 'up', basis: 'as_of',
    formula: 'weighted pipeline of the period − (target − won in the period)',
    compute: 'open_expected_weighted - (bookings.target - won_amount)',
    meaning: 'What the weighted pipeline of the period brings beyond what is missing to its target; negative is short of it.',
    caveat: `${chance} Deals that are not created yet are not in it.`,
    warning: unlikely('weighted_coverage_gap', 'expected_without_probability'),
  },
];
