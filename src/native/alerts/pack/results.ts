import type { SalesModel } from '../../../model/types';
import type { AlertComparison } from '../AlertDefinition';
import type { PackedAlert } from './PackedAlert';

export const resultAlerts: readonly PackedAlert[] = [
  {
    definition: (model) => ({
      id: 'win-rate-low',
      title: 'The win rate is below its target',
      question: { type: 'metric', metric: 'win_rate' },
      window: { kind: 'lastDays', days: 182 },
      comparison: planned(model),
      direction: 'below',
      gate: { chance: { by: 'proportion' }, minimum: 100 },
      severity: 'warning',
      panel: { dashboard: 'sales-overview', title: 'Win rate' },
      advice: 'Compare the sources and teams with themselves, then the mix of what was closed: the whole can fall where nobody sells worse.',
    }),
    story: { id: 'd', fires: [{}], quiet: { filters: [{ dimension: 'source', operator: '!=', values: ['Paid social'] }] } },
  },
  {
    definition: () => ({
      id: 'cycle-time-up',
      title: 'Deals take longer to win',
      question: { type: 'metric', metric: 'sales_cycle_won' },
      by: ['product'],
      window: { kind: 'lastDays', days: 90 },
      comparison: { with: 'previous-period', threshold: 0.1, windows: 3 },
      direction: 'above',
      gate: { chance: { by: 'error', metric: 'sales_cycle_won_error' }, minimum: 30 },
      severity: 'warning',
      panel: { dashboard: 'sales-funnel-conversion', title: 'Sales cycle by product, in days' },
      advice: 'Look at the days in each stage for this product: one stage usually holds most of what was added.',
    }),
    story: { id: 'h', fires: [{ product: 'Insight' }], quiet: { instances: ['Core', 'Connect', 'Guard', 'Academy'].map((product) => ({ product })) } },
  },
  {
    definition: () => ({
      id: 'deal-size-down',
      title: 'Deals are won for less',
      question: { type: 'metric', metric: 'average_deal_size' },
      by: ['region'],
      window: { kind: 'lastDays', days: 90 },
      comparison: { with: 'previous-period', threshold: 0, windows: 4 },
      direction: 'below',
      gate: { chance: { by: 'error', metric: 'average_deal_size_error' }, minimum: 30 },
      severity: 'warning',
      panel: { dashboard: 'sales-team-targets', title: 'Deal size by region, against the time before' },
      advice: 'Look for amounts that were changed on the days before the close: discounts, or smaller packages.',
    }),
    story: { id: 'i', fires: [{ region: 'North' }], quiet: { instances: ['South', 'West'].map((region) => ({ region })) } },
  },
  {
    definition: () => ({
      id: 'bookings-behind-pace',
      title: 'Bookings are behind the pace of the target',
      question: { type: 'metric', metric: 'gap_to_target' },
      by: ['team'],
      window: { kind: 'unit', grain: 'quarter', offset: 0 },
      comparison: { with: 'absolute', threshold: 0 },
      direction: 'below',
      // Of four, not three: where little was won, the error of what was won is smaller than that of the plan.
      gate: { chance: { by: 'error', metric: 'bookings_error' }, z: 4, minimum: 10, counted: 'won_deals' },
      severity: 'warning',
      panel: { dashboard: 'sales-team-targets', title: 'Who is behind: teams, ${period:text}', variables: { period: 'this-quarter' } },
      advice: 'A team with fewer than ten wins is not judged here: look at the panel for it. The target counts by its share of the working days so far. See what is open and expected this quarter, and whether the target was realistic.',
    }),
    story: { id: 'f', fires: [{ team: 'Mid-market' }], quiet: { instances: ['Enterprise', 'Commercial'].map((team) => ({ team })) } },
  },
];

/** The benchmark of the model, else what its targets say. */
const planned = ({ benchmarks }: SalesModel): AlertComparison =>
  benchmarks.win_rate === undefined ? { with: 'target', threshold: 1 } : { with: 'absolute', threshold: benchmarks.win_rate };
