import type { PackedAlert } from './PackedAlert';

/** In the model's currency; the rule's threshold is the first thing to adapt to a business. */
const muchMoney = 2_000_000;

export const pipelineAlerts: readonly PackedAlert[] = [
  {
    definition: () => ({
      id: 'coverage-low',
      title: 'Too little pipeline for the next quarter',
      question: { type: 'metric', metric: 'pipeline_coverage' },
      by: ['region'],
      window: { kind: 'unit', grain: 'quarter', offset: 1 },
      comparison: { with: 'absolute', threshold: 3 },
      direction: 'below',
      gate: { chance: { by: 'nothing' } },
      severity: 'warning',
      panel: { dashboard: 'sales-pipeline-health', title: 'Enough to close: regions, ${period:text}', variables: { period: 'next-quarter' } },
      advice: 'Create pipeline while there is time to work on it: three times the target is what one win in three needs.',
    }),
    story: { id: 'g', fires: [{ region: 'South' }], quiet: { instances: ['North', 'West'].map((region) => ({ region })) } },
  },
  {
    definition: () => ({
      id: 'weighted-short',
      title: 'The weighted pipeline does not reach the target',
      question: { type: 'metric', metric: 'weighted_coverage_gap' },
      by: ['team'],
      window: { kind: 'unit', grain: 'quarter', offset: 0 },
      comparison: { with: 'absolute', threshold: 0 },
      direction: 'below',
      // Before that, deals that will be created and won within the quarter are missing, and healthy teams fire.
      gate: { chance: { by: 'nothing' }, elapsed: 0.35 },
      severity: 'warning',
      panel: { dashboard: 'sales-pipeline-health', title: 'Where we land: ${period:text}', variables: { period: 'this-quarter' } },
      advice: 'Decide which open deals can still close this quarter, and tell finance what is missing.',
    }),
    story: { id: 'f', fires: [{ team: 'Mid-market' }], quiet: { instances: [{ team: 'Commercial' }] } },
  },
  {
    definition: () => ({
      id: 'stalled-value-high',
      title: 'Much value has stopped moving',
      question: { type: 'metric', metric: 'stalled_value' },
      by: ['owner'],
      window: { kind: 'range' },
      comparison: { with: 'absolute', threshold: muchMoney },
      direction: 'above',
      gate: { chance: { by: 'nothing' }, minimum: 5, counted: 'stalled_deals' },
      severity: 'warning',
      panel: { dashboard: 'sales-pipeline-health', title: 'Stalled deals by owner' },
      advice: 'Go through the deals with their owner: move them on, or close them as lost.',
    }),
    story: { id: 'c', fires: [{ owner: 'Tomas Novak' }], quiet: { instances: [{ owner: 'Eva Lindqvist' }] } },
  },
  {
    definition: () => ({
      id: 'close-dates-passed',
      title: 'Open deals are past their close date',
      question: { type: 'metric', metric: 'passed_close_share' },
      by: ['team'],
      window: { kind: 'range' },
      comparison: { with: 'absolute', threshold: 0.15 },
      direction: 'above',
      gate: { chance: { by: 'proportion' }, minimum: 30 },
      severity: 'info',
      panel: { dashboard: 'sales-pipeline-health', title: 'Open past their close date, by team' },
      advice: 'Ask for new dates, or close what is lost: forecasts count on dates that have passed, or miss the deals.',
    }),
    story: { id: 'j', fires: [{ team: 'Public sector' }], quiet: { instances: ['Enterprise', 'Mid-market', 'Commercial'].map((team) => ({ team })) } },
  },
];
