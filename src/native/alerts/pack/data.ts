import type { PackedAlert } from './PackedAlert';

/** A long weekend without new records is no alarm. */
export const staleHours = 96;

export const dataAlerts: readonly PackedAlert[] = [
  {
    definition: () => ({
      id: 'data-stale',
      title: 'The sales data no longer arrive',
      question: { type: 'metric', metric: 'dq_age_hours' },
      window: { kind: 'range' },
      comparison: { with: 'absolute', threshold: staleHours },
      direction: 'above',
      gate: { chance: { by: 'nothing' } },
      nulls: 'omit',
      // An empty table has no newest record.
      noDataState: 'Alerting',
      severity: 'critical',
      panel: { dashboard: 'sales-pipeline-health', title: 'How old the data are' },
      advice: 'See whether the load from the CRM still runs. Until it does, every number of these dashboards is old.',
    }),
    story: { id: 'stale', fires: [{}], quiet: 'until the data are old' },
  },
];
