import type { PackedAlert } from './PackedAlert';

/** Days within which a deal must reach a stage; deals that are younger are not judged yet. */
export const conversionDays = 56;

export const funnelAlerts: readonly PackedAlert[] = [
  {
    definition: () => ({
      id: 'step-conversion-down',
      title: 'A step of the funnel converts less than before',
      question: { type: 'funnel', entity: 'deal', column: 'step_conversion', window: conversionDays, matureOnly: true },
      by: ['region'],
      window: { kind: 'lastDays', days: 70, back: conversionDays },
      comparison: { with: 'previous-period', threshold: 0, windows: 2 },
      direction: 'below',
      gate: { chance: { by: 'proportion' }, minimum: 100 },
      severity: 'warning',
      panel: { dashboard: 'sales-funnel-conversion', title: 'Step by step, deals that had their chance, by ${split:text}', variables: { split: 'region' } },
      advice: 'Read a few of the deals that stayed in the stage before, and ask what they wait for: an approval, a document, a person.',
    }),
    story: { id: 'a', fires: [{ stage: 'Proposal', region: 'West' }], quiet: { instances: ['North', 'South'].map((region) => ({ stage: 'Proposal', region })) } },
  },
];
