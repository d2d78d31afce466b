/** Over time, and what is open now. */
import { column, fixedColor, gauge, hidden, inTooltip, redBelowZero, type PanelSpec } from './build';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import type { Json } from './schema';
import { statOptions, statOverrides, type Line } from './stat';

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
const targets = ['quota_attainment', 'gap_to_target', 'bookings.target'];
const attainment: readonly Line[] = [
  ['quota_attainment', 'Attainment'],
  ['gap_to_target', 'Ahead or behind', redBelowZero],
  ['bookings.target', 'Target'],
];
const cycle = ['sales_cycle_won_p50', 'sales_cycle_won_p90', 'sales_cycle_closed_p50', 'sales_cycle_closed_p90'];

export const trendPanels: readonly PanelSpec[] = [
  {
    type: 'barchart',
    title: 'Bookings against target, by ${grain}',
    description: describeMetrics('A running month, week or quarter counts to today on both sides.', [
      'bookings',
      'bookings.target',
    ]),
    at: { x: 0, y: 16, w: 18, h: 9 },
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
      column('bookings', { displayName: 'Bookings', color: fixedColor('blue') }),
      column('bookings.target', { displayName: 'Target', color: fixedColor('#8e8e8e') }),
    ],
  },
  {
    type: 'stat',
    title: 'Target',
    description: describeMetrics(
      'Target and bookings of the chosen time; a target month that it cuts counts by its share of working days.',
      targets
    ),
    at: { x: 18, y: 16, w: 6, h: 9 },
    ask: [{ type: 'metrics', metrics: targets, filters: chosenFilters }],
    options: statOptions(attainment),
    defaults: { color: fixedColor('text') },
    overrides: statOverrides(attainment),
  },
  {
    type: 'timeseries',
    title: 'Win rate, by ${grain}',
    description: describeMetrics('The band is the 95 % interval: two whose bands overlap need not differ.', [
      'win_rate',
    ]),
    at: { x: 0, y: 25, w: 12, h: 9 },
    ask: [{ type: 'metrics', metrics: ['win_rate'], grain: '$grain', evidence: true, filters: chosenFilters }],
    options: { legend: { ...legend, showLegend: false }, tooltip: allSeries },
    defaults: { color: fixedColor('blue'), custom: lines },
    overrides: [
      column('win_rate', { displayName: 'Win rate' }),
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
    type: 'timeseries',
    title: 'Sales cycle, by ${grain} of closing',
    description: describeMetrics(
      'Half of the deals took longer than the median, one in ten longer than the 90th percentile.',
      cycle
    ),
    at: { x: 12, y: 25, w: 12, h: 9 },
    ask: [{ type: 'metrics', metrics: cycle, grain: '$grain', filters: chosenFilters }],
    options: { legend, tooltip: allSeries },
    defaults: { custom: lines },
    overrides: [
      column('sales_cycle_won_p50', { displayName: 'Won, median', color: fixedColor('green') }),
      column('sales_cycle_won_p90', {
        displayName: 'Won, 90th percentile',
        color: fixedColor('green'),
        'custom.lineStyle': { fill: 'dash', dash: [8, 6] },
      }),
      column('sales_cycle_closed_p50', { displayName: 'All closed, median', color: fixedColor('#8e8e8e') }),
      column('sales_cycle_closed_p90', {
        displayName: 'All closed, 90th percentile',
        color: fixedColor('#8e8e8e'),
        'custom.lineStyle': { fill: 'dash', dash: [8, 6] },
      }),
    ],
  },
  {
    type: 'table',
    title: 'Open pipeline by stage',
    description: describeMetrics('What stands in which stage at the end of the chosen time, of all pipelines.', [
      'pipeline_value',
      'open_deals',
    ]),
    at: { x: 0, y: 34, w: 12, h: 11 },
    ask: [{ type: 'metrics', metrics: ['pipeline_value', 'open_deals'], by: ['stage'], filters: chosenFilters }],
    options: { cellHeight: 'sm', showHeader: true },
    overrides: [
      column('stage', { 'custom.width': 110 }),
      column('pipeline_value', { displayName: 'Value', 'custom.minWidth': 110, ...gauge }),
      column('open_deals', { displayName: 'Open deals', 'custom.width': 100 }),
    ],
  },
  {
    type: 'timeseries',
    title: 'New leads by source, by ${grain}',
    description: describeMetrics('', ['leads_created']),
    at: { x: 12, y: 34, w: 12, h: 11 },
    ask: [{ type: 'metrics', metrics: ['leads_created'], by: ['source'], grain: '$grain', filters: chosenFilters }],
    options: { legend, tooltip: { mode: 'multi', sort: 'desc' } },
    defaults: {
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
];
