/** Over time: bookings against target, the win rate, and where leads come from. */
import { column, fixedColor, hidden, inTooltip, type PanelSpec } from './build';
import { alarming, inCell } from './colours';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { funnelRecords, leadRecords, seriesToRecords, teamRecords, toRecords } from './links';
import type { Json } from './schema';
import { linked, table, width } from './tables';

const legend = { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] };
const allSeries = { mode: 'multi', sort: 'none' };
const lines: Json = {
  drawStyle: 'line',
  lineWidth: 2,
  fillOpacity: 0,
  showPoints: 'always',
  pointSize: 6,
  spanNulls: false,
};
const bars: Json = { fillOpacity: 80, lineWidth: 0, axisGridShow: true };

export const trendPanels: readonly PanelSpec[] = [
  {
    id: 9,
    type: 'barchart',
    title: 'Bookings against target, by ${grain}',
    description: describeMetrics('A running month, week or quarter counts to today on both sides.', [
      'bookings',
      'bookings.target',
    ]),
    at: { x: 0, y: 27, w: 12, h: 10 },
    // Two queries: a model without targets still has bookings.
    ask: ['bookings', 'bookings.target'].map((metric) => ({
      type: 'metrics',
      metrics: [metric],
      grain: '$grain',
      shape: 'table',
      filters: chosenFilters,
    })),
    transformations: [{ id: 'joinByField', options: { byField: 'time', mode: 'outer' } }],
    options: {
      orientation: 'vertical',
      stacking: 'none',
      groupWidth: 0.75,
      barWidth: 0.95,
      showValue: 'never',
      legend,
      tooltip: allSeries,
      xTickLabelSpacing: 100,
    },
    defaults: { custom: bars },
    overrides: [
      column('bookings', {
        displayName: 'Bookings',
        color: fixedColor('blue'),
        links: [toRecords('Deals won in this time', { uid: 'sales-team-targets', panel: teamRecords, set: ['deals', 'won'] })],
      }),
      column('bookings.target', { displayName: 'Target', color: fixedColor('#8e8e8e') }),
    ],
  },
  {
    id: 11,
    type: 'timeseries',
    title: 'Win rate, by ${grain}',
    description: describeMetrics('The band is the 95 % interval: two whose bands overlap need not differ.', [
      'win_rate',
    ]),
    at: { x: 0, y: 37, w: 8, h: 10 },
    ask: [{ type: 'metrics', metrics: ['win_rate'], grain: '$grain', evidence: true, filters: chosenFilters }],
    options: { legend: { ...legend, showLegend: false }, tooltip: allSeries },
    defaults: { color: fixedColor('blue'), custom: lines },
    overrides: [
      column('win_rate', {
        displayName: 'Win rate',
        links: [toRecords('Deals closed in this time', { uid: 'sales-funnel-conversion', panel: funnelRecords, set: ['deals', 'closed'] })],
      }),
      inTooltip('win_rate.n', 'Closed deals'),
      hidden('win_rate.numerator'),
      hidden('win_rate.denominator'),
      column('win_rate.low', { displayName: '95 % from', 'custom.lineWidth': 0, 'custom.showPoints': 'never' }),
      column('win_rate.high', {
        displayName: '95 % to',
        'custom.lineWidth': 0,
        'custom.showPoints': 'never',
        'custom.fillBelowTo': 'win_rate.low',
        'custom.fillOpacity': 20,
      }),
    ],
  },
  {
    id: 12,
    type: 'timeseries',
    title: 'New leads by source, by ${grain}',
    description: describeMetrics('', ['leads_created']),
    at: { x: 8, y: 37, w: 8, h: 10 },
    ask: [{ type: 'metrics', metrics: ['leads_created'], by: ['source'], grain: '$grain', filters: chosenFilters }],
    options: { legend, tooltip: { mode: 'multi', sort: 'desc' } },
    defaults: {
      links: [seriesToRecords('Leads created in this time', { uid: 'sales-funnel-conversion', panel: leadRecords }, 'source')],
      custom: {
        drawStyle: 'bars',
        barAlignment: 1,
        barWidthFactor: 0.85,
        lineWidth: 0,
        fillOpacity: 80,
        showPoints: 'never',
        stacking: { mode: 'normal', group: 'A' },
      },
    },
  },
  table({
    id: 13,
    title: 'New leads by source: last 14 days',
    description: describeMetrics(
      'Against the 14 days before, whatever time the dashboard shows (unless it shows a past one): the source with the fewest comes first. Red: fewer than half.',
      ['leads_created']
    ),
    at: { x: 16, y: 37, w: 8, h: 10 },
    timeFrom: '14d',
    ask: [
      {
        type: 'metrics',
        metrics: ['leads_created'],
        by: ['source'],
        compare: 'previous-period',
        orderBy: { metric: 'leads_created' },
        filters: chosenFilters,
      },
    ],
    cells: [
      ['source', 'Source', linked(toRecords('Leads created', { uid: 'sales-funnel-conversion', panel: leadRecords }, 'source'))],
      ['leads_created', 'Leads', width(80)],
      ['leads_created.previous', 'Before', width(80)],
      ['leads_created.change', 'Change', { ...inCell(alarming('leads_created', 0.5)), ...width(95) }],
    ],
  }),
];
