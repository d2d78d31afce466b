/** What every dashboard of ours has: time, variables in one order, and ways to the others. */
import { toPanel, type PanelSpec } from './build';
import { ownInNewTab, ways, type DashboardUid } from './links';
import type { Dashboard, QuickRange, Variable } from './schema';
import { adHocVariable, dataSourceVariable, dimensionVariables } from './variables';

interface DashboardSpec {
  readonly uid: DashboardUid;
  readonly title: string;
  readonly description: string;
  /** One of the quick ranges, by what it is called. */
  readonly time: string;
  /** Besides those that all have. */
  readonly variables: readonly Variable[];
  readonly panels: readonly PanelSpec[];
}

/** Whole days and months, and the running one so far: buckets, targets and the time before then cover the same days. */
const ranges: readonly QuickRange[] = [
  { display: 'Last 7 days', from: 'now-7d/d', to: 'now' },
  { display: 'Last 4 weeks', from: 'now-28d/d', to: 'now' },
  { display: 'Last 90 days', from: 'now-90d/d', to: 'now' },
  { display: 'Last 6 months', from: 'now-6M/d', to: 'now' },
  { display: 'Last 12 months', from: 'now-11M/M', to: 'now' },
  { display: 'Last 24 months', from: 'now-23M/M', to: 'now' },
  { display: 'This month', from: 'now/M', to: 'now' },
  { display: 'Last month', from: 'now-1M/M', to: 'now-1M/M' },
  { display: 'This quarter', from: 'now/Q', to: 'now' },
  { display: 'Last quarter', from: 'now-1Q/Q', to: 'now-1Q/Q' },
  { display: 'This year', from: 'now/y', to: 'now' },
  { display: 'Last year', from: 'now-1y/y', to: 'now-1y/y' },
];

export function dashboard({ uid, title, description, time, variables, panels: specs }: DashboardSpec): Dashboard {
  const range = ranges.find(({ display }) => display === time);
  if (!range) {
    throw new Error(`"${title}" begins with a range that it does not offer: ${time}`);
  }
  return {
    uid,
    title,
    description,
    tags: ['sales', 'sales-funnel'],
    schemaVersion: 41,
    editable: true,
    graphTooltip: 1,
    refresh: '15m',
    time: { from: range.from, to: range.to },
    timepicker: { refresh_intervals: ['5m', '15m', '30m', '1h'], quick_ranges: ranges },
    timezone: 'browser',
    annotations: { list: [] },
    links: ownInNewTab(ways(uid), uid),
    templating: { list: [dataSourceVariable, ...dimensionVariables, ...variables, adHocVariable] },
    panels: ownInNewTab(specs.map(toPanel), uid),
  };
}
