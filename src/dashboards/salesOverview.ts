/** The first dashboard: what a head of sales reads, top to bottom. */
import { choiceVariable, chosen, dimensionVariable, panels, pluginId } from './build';
import { funnelPanels } from './funnelPanels';
import { numberPanels } from './numberPanels';
import type { Dashboard } from './schema';
import { trendPanels } from './trendPanels';

export const salesOverview: Dashboard = {
  uid: 'sales-overview',
  title: 'Sales overview',
  description:
    'Bookings, win rate, pipeline and funnel from the sales database. The (i) of a panel says what its numbers mean; a triangle beside the title says what to be careful about.',
  tags: ['sales', 'sales-funnel'],
  schemaVersion: 41,
  editable: true,
  graphTooltip: 1,
  refresh: '15m',
  // Whole months, and the running one so far: buckets, targets and the year before then cover the same days.
  time: { from: 'now-11M/M', to: 'now' },
  timepicker: {
    refresh_intervals: ['5m', '15m', '30m', '1h'],
    quick_ranges: [
      { display: 'Last 12 months', from: 'now-11M/M', to: 'now' },
      { display: 'This month', from: 'now/M', to: 'now' },
      { display: 'Last month', from: 'now-1M/M', to: 'now-1M/M' },
      { display: 'This quarter', from: 'now/Q', to: 'now' },
      { display: 'Last quarter', from: 'now-1Q/Q', to: 'now-1Q/Q' },
      { display: 'This year', from: 'now/y', to: 'now' },
      { display: 'Last year', from: 'now-1y/y', to: 'now-1y/y' },
      { display: 'Last 24 months', from: 'now-23M/M', to: 'now' },
    ],
  },
  timezone: 'browser',
  annotations: { list: [] },
  templating: {
    list: [
      {
        type: 'datasource',
        name: 'ds',
        label: 'Data source',
        query: pluginId,
        current: {},
        refresh: 1,
        regex: '',
        options: [],
      },
      dimensionVariable('region', 'Region'),
      dimensionVariable('owner', 'Owner'),
      choiceVariable('grain', 'Trends by', ['month', 'week', 'quarter']),
      {
        type: 'adhoc',
        name: 'filters',
        label: 'Filter',
        description: 'Any other dimension. Numbers that lack it say so.',
        datasource: chosen,
        baseFilters: [],
        filters: [],
      },
    ],
  },
  panels: panels([...numberPanels, ...funnelPanels, ...trendPanels]),
};
