/** Win rates with their intervals, the sales cycle, reasons of losses, and what becomes of leads. */
import { fixedColor, type PanelSpec } from './build';
import { alarming, inCell } from './colours';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { funnelRecords, leadRecords, splitToRecords, toRecords } from './links';
import { stat } from './stat';
import { linked, table, width } from './tables';

/** The deals of this dashboard, by what is chosen as "Deals listed". */
export const listed = (set: string) => ({ uid: 'sales-funnel-conversion', panel: funnelRecords, set: ['deals', set] }) as const;

const before = 'Before: the time of equal length before the chosen one.';

const sources: PanelSpec = table({
  id: 4,
  title: 'Win rate by source, and the mix',
  description: describeMetrics(
    `A falling rate of all deals with steady rates of each source is a change of the mix: look at the numbers of deals. ${before}`,
    ['win_rate', 'closed_deals']
  ),
  at: { x: 0, y: 19, w: 12, h: 11 },
  ask: [
    {
      type: 'metrics',
      metrics: ['win_rate', 'closed_deals'],
      by: ['source'],
      evidence: true,
      compare: 'previous-period',
      orderBy: { metric: 'closed_deals', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['source', 'Source', linked(toRecords('Deals won and lost', listed('closed'), 'source'))],
    ['win_rate', 'Win rate', width(80)],
    ['win_rate.low', '95 % from', width(80)],
    ['win_rate.high', 'to', width(65)],
    ['win_rate.previous', 'Rate before', width(95)],
    ['closed_deals', 'Closed', width(70)],
    ['closed_deals.previous', 'Closed before', width(110)],
  ],
});

const segments: PanelSpec = table({
  id: 5,
  title: 'Win rate by ${split:text}, with its interval',
  description: describeMetrics(
    'Where the 95 % intervals of two groups overlap, the difference may be chance.',
    ['win_rate']
  ),
  at: { x: 12, y: 19, w: 12, h: 6 },
  ask: [
    {
      type: 'metrics',
      metrics: ['win_rate'],
      by: ['$split'],
      evidence: true,
      compare: 'previous-period',
      orderBy: { metric: 'win_rate' },
      filters: chosenFilters,
    },
  ],
  // Of the dimension that is chosen nobody knows the name here: all columns but these.
  without: [
    'win_rate.numerator',
    'win_rate.denominator',
    'win_rate.change',
    'win_rate.change_low',
    'win_rate.change_high',
  ],
  textLinks: [splitToRecords('Deals won and lost', listed('closed'), '__value.text')],
  cells: [
    ['win_rate', 'Win rate', width(85)],
    ['win_rate.low', '95 % from', width(85)],
    ['win_rate.high', 'to', width(70)],
    ['win_rate.n', 'Closed', width(80)],
    ['win_rate.previous', 'Before', width(80)],
  ],
});

const cycles: PanelSpec = table({
  id: 6,
  title: 'Sales cycle by product, in days',
  description: describeMetrics(`Of the deals won in the chosen time. ${before} Red: longer by more than a quarter.`, [
    'sales_cycle_won',
    'sales_cycle_won_p50',
  ]),
  at: { x: 0, y: 30, w: 7, h: 9 },
  ask: [
    {
      type: 'metrics',
      metrics: ['sales_cycle_won', 'sales_cycle_won_p50'],
      by: ['product'],
      compare: 'previous-period',
      orderBy: { metric: 'sales_cycle_won', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['product', 'Product', linked(toRecords('Deals won', listed('won'), 'product'))],
    ['sales_cycle_won', 'Mean', { unit: 'none', decimals: 0, ...width(55) }],
    ['sales_cycle_won.previous', 'Before', { unit: 'none', decimals: 0, ...width(62) }],
    ['sales_cycle_won.change', 'Change', { ...inCell(alarming('sales_cycle_won', 0.25)), ...width(68) }],
    ['sales_cycle_won_p50', 'Median', { unit: 'none', decimals: 0, ...width(64) }],
      ],
});

const reasons: PanelSpec = table({
  id: 7,
  title: 'Why deals are lost',
  description: describeMetrics('Lost in the chosen time.', ['loss_share', 'lost_deals']),
  at: { x: 7, y: 30, w: 7, h: 9 },
  ask: [
    {
      type: 'metrics',
      metrics: ['loss_share', 'lost_deals'],
      by: ['lost_reason'],
      orderBy: { metric: 'lost_deals', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['lost_reason', 'Reason', linked(toRecords('Deals lost', listed('lost'), 'lost_reason'))],
    [
      'loss_share',
      'Share',
      { 'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' }, color: fixedColor('blue'), fieldMinMax: true },
    ],
    ['lost_deals', 'Deals', width(75)],
  ],
});

/** The number of the alert rule, which is about all leads. */
const toCustomer: PanelSpec = stat({
  id: 12,
  title: 'From lead to customer',
  description: describeMetrics(
    'Leads created in the chosen time that are old enough to tell. By source: the table below.',
    ['lead_to_customer_rate']
  ),
  at: { x: 12, y: 25, w: 12, h: 5 },
  ask: [{ type: 'metrics', metrics: ['lead_to_customer_rate'], evidence: true, filters: chosenFilters }],
  lines: [
    ['lead_to_customer_rate', 'Became customers'],
    ['lead_to_customer_rate.low', '95 % from'],
    ['lead_to_customer_rate.high', 'to'],
    ['lead_to_customer_rate.n', 'Leads old enough'],
  ],
});

const leads: PanelSpec = table({
  id: 8,
  title: 'From lead to customer, by source',
  description: describeMetrics(
    `Leads created in the chosen time. ${before} So a source that sends no more leads has a row. The rate counts those old enough to tell: where all are younger than the horizon it is empty.`,
    ['leads_created', 'lead_to_customer_rate']
  ),
  at: { x: 14, y: 30, w: 10, h: 9 },
  ask: [
    {
      type: 'metrics',
      metrics: ['leads_created', 'lead_to_customer_rate'],
      by: ['source'],
      evidence: true,
      compare: 'previous-period',
      orderBy: { metric: 'leads_created', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['source', 'Source', linked(toRecords('Leads created', { uid: 'sales-funnel-conversion', panel: leadRecords }, 'source'))],
    ['leads_created', 'Leads', width(75)],
    ['leads_created.previous', 'Before', width(75)],
    ['lead_to_customer_rate', 'Customer', width(90)],
    ['lead_to_customer_rate.low', '95 % from', width(85)],
    ['lead_to_customer_rate.high', 'to', width(65)],
  ],
});

export const conversionTables: readonly PanelSpec[] = [sources, segments, toCustomer, cycles, reasons, leads];
