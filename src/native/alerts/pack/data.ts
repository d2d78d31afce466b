import type { PackedAlert } from './PackedAlert';

/** A long weekend without new records is no alarm. */
const hours = 96;

export const dataAlerts: readonly PackedAlert[] = [
  {
    definition: () => ({
      id: 'data-stale',
      title: 'The sales data no longer arrive',
      question: { type: 'metric', metric: 'dq_age_hours' },
      window: { kind: 'range' },
      comparison: { with: 'absolute', threshold: hours },
      direction: 'above',
      gate: { chance: { by: 'nothing' } },
      nulls: 'omit',
      // An empty table has no newest record.
      noDataState: 'Alerting',
      severity: 'critical',
      panel: { dashboard: 'sales-pipeline-health', title: 'Open past their close date, by team' },
      advice: 'See whether the load from the CRM still runs. Until it does, every number of these dashboards is old.',
    }),
    story: { id: 'stale', fires: [{}], quiet: 'until the data are old' },
  },
];
