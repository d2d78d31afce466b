import type { PackedAlert } from './PackedAlert';

const otherSources = ['Website', 'Paid search', 'Event', 'Outbound'];

export const leadAlerts: readonly PackedAlert[] = [
  {
    definition: () => ({
      id: 'lead-volume-drop',
      title: 'Fewer leads than usual',
      question: { type: 'metric', metric: 'leads_created' },
      by: ['channel'],
      window: { kind: 'lastDays', days: 14 },
      spine: 4,
      comparison: { with: 'previous-period', threshold: -0.25, windows: 4 },
      direction: 'below',
      gate: { chance: { by: 'count' }, minimum: 20 },
      severity: 'warning',
      panel: { dashboard: 'sales-funnel-conversion', title: 'From lead to customer, by source' },
      advice: 'Look at forms, campaigns and imports of this channel first: leads that are not recorded look like leads that do not come.',
    }),
    story: { id: 'e', fires: [{ channel: 'Partner' }], quiet: { instances: ['Organic', 'Paid', 'Field', 'Outbound'].map((channel) => ({ channel })) } },
  },
  {
    definition: () => ({
      id: 'lead-source-silent',
      title: 'A lead source has gone silent',
      question: { type: 'metric', metric: 'leads_created' },
      by: ['source'],
      window: { kind: 'lastDays', days: 7 },
      spine: 8,
      comparison: { with: 'previous-period', threshold: -0.99, windows: 8 },
      direction: 'below',
      gate: { chance: { by: 'nothing' }, minimum: 10 },
      severity: 'critical',
      panel: { dashboard: 'sales-funnel-conversion', title: 'From lead to customer, by source' },
      advice: 'Ask the owner of the source, and test its form or interface: none came where at least ten are usual.',
    }),
    story: { id: 'e', fires: [{ source: 'Partner' }], quiet: { instances: otherSources.map((source) => ({ source })) } },
  },
  {
    definition: ({ horizon }) => ({
      id: 'lead-to-customer-down',
      title: 'Fewer leads become customers',
      question: { type: 'metric', metric: 'lead_to_customer_rate' },
      // Leads are judged once they are as old as the horizon.
      window: { kind: 'lastDays', days: 182, back: horizon.lead },
      // Two windows: a list that was imported in one of them must not set the scale.
      comparison: { with: 'previous-period', threshold: 0, windows: 2 },
      direction: 'below',
      // Lists that are imported, seasons: rates of leads vary more than single draws do.
      gate: { chance: { by: 'proportion' }, z: 3, minimum: 100 },
      severity: 'warning',
      panel: { dashboard: 'sales-funnel-conversion', title: 'From lead to customer' },
      advice: 'Split it by source before you ask sales: a source that seldom wins and sends more than it did lowers the whole.',
    }),
    story: { id: 'd', fires: [{}], quiet: { filters: [{ dimension: 'source', operator: '!=', values: ['Paid social'] }] } },
  },
];
