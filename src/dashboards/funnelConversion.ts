/** Where deals are lost: in which step, from which source, and how long the won ones take. */
import { conversionDays } from '../native/alerts/pack/funnel';
import { fixedColor, type PanelSpec } from './build';
import { alarming, inCell } from './colours';
import { dashboard } from './dashboard';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { funnelPanels } from './funnelPanels';
import { funnelRecords, leadRecords, splitToRecords, toRecords } from './links';
import { records } from './records';
import { linked, table, width } from './tables';
import { outcomeVariable, splitVariable } from './variables';

const listed = (set: string) => ({ uid: 'sales-funnel-conversion', panel: funnelRecords, set: ['deals', set] }) as const;
const before = 'Before: the time of equal length before the chosen one.';

const steps: PanelSpec = {
  id: 3,
  type: 'barchart',
  title: 'Step by step, by ${split:text}',
  description: [
    'Of the deals that reached the stage before, in the chosen time, the share that went on to this one: a bar that is shorter than its neighbours is where that group loses deals.',
    '**Step conversion**: by the date at which a stage was entered (event), so that young deals do not read low.',
    'Groups with few deals jump by chance: the table "Win rate" below has the intervals. Shown is the first pipeline of the model.',
  ].join('\n\n'),
  at: { x: 0, y: 10, w: 12, h: 9 },
  ask: [
    {
      type: 'funnel',
      entity: 'deal',
      by: '$split',
      basis: 'event',
      timing: false,
      values: false,
      losses: false,
      matrix: 'step_conversion',
      filters: chosenFilters,
    },
  ],
  options: {
    orientation: 'vertical',
    stacking: 'none',
    groupWidth: 0.75,
    barWidth: 0.95,
    showValue: 'auto',
    text: { valueSize: 11 },
    legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
    tooltip: { mode: 'multi', sort: 'none' },
  },
  defaults: {
    unit: 'percentunit',
    min: 0,
    max: 1,
    links: [splitToRecords('Deals lost', listed('lost'), '__field.name')],
    custom: { fillOpacity: 80, lineWidth: 0, axisGridShow: true },
  },
  // A default would not replace the decimals that the data source sets.
  overrides: [{ matcher: { id: 'byType', options: 'number' }, properties: [{ id: 'decimals', value: 0 }] }],
};

const judged: PanelSpec = {
  ...steps,
  id: 11,
  title: 'Step by step, deals that had their chance, by ${split:text}',
  description: [
    `Of the deals created in the chosen time that reached the stage before, the share that reached this one within ${conversionDays} days of their creation.`,
    '**Step conversion**: by created date (cohort). Deals that are younger than that are left out: choose a time that ended two months ago. The alert rule on step conversion watches these rates.',
    'Groups with few deals jump by chance. Shown is the first pipeline of the model.',
  ].join('\n\n'),
  at: { x: 12, y: 10, w: 12, h: 9 },
  ask: [
    {
      type: 'funnel',
      entity: 'deal',
      by: '$split',
      window: conversionDays,
      matureOnly: true,
      timing: false,
      values: false,
      losses: false,
      matrix: 'step_conversion',
      filters: chosenFilters,
    },
  ],
};

const sources: PanelSpec = table({
  id: 4,
  title: 'Win rate by source, and the mix',
  description: describeMetrics(
    `A falling rate of all deals with steady rates of each source is a change of the mix: look at the numbers of deals. ${before}`,
    ['win_rate', 'closed_deals']
  ),
  at: { x: 0, y: 19, w: 12, h: 10 },
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
  at: { x: 12, y: 19, w: 12, h: 10 },
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
  at: { x: 0, y: 29, w: 8, h: 9 },
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
    ['sales_cycle_won', 'Mean', { unit: 'none', decimals: 0, ...width(65) }],
    ['sales_cycle_won.previous', 'Before', { unit: 'none', decimals: 0, ...width(70) }],
    ['sales_cycle_won.change', 'Change', { ...inCell(alarming('sales_cycle_won', 0.25)), ...width(75) }],
    ['sales_cycle_won_p50', 'Median', { unit: 'none', decimals: 0, ...width(75) }],
      ],
});

const reasons: PanelSpec = table({
  id: 7,
  title: 'Why deals are lost',
  description: describeMetrics('Lost in the chosen time.', ['loss_share', 'lost_deals']),
  at: { x: 8, y: 29, w: 8, h: 9 },
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

const leads: PanelSpec = table({
  id: 8,
  title: 'From lead to customer, by source',
  description: describeMetrics(
    'Leads created in the chosen time. The rate counts those old enough to tell: where all are younger than the horizon it is empty.',
    ['leads_created', 'lead_to_customer_rate']
  ),
  at: { x: 16, y: 29, w: 8, h: 9 },
  ask: [
    {
      type: 'metrics',
      metrics: ['leads_created', 'lead_to_customer_rate'],
      by: ['source'],
      evidence: true,
      orderBy: { metric: 'leads_created', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['source', 'Source', linked(toRecords('Leads created', { uid: 'sales-funnel-conversion', panel: leadRecords }, 'source'))],
    ['leads_created', 'Leads', width(75)],
    ['lead_to_customer_rate', 'Customer', width(90)],
    ['lead_to_customer_rate.low', '95 % from', width(85)],
    ['lead_to_customer_rate.high', 'to', width(65)],
  ],
});

export const funnelConversion = dashboard({
  uid: 'sales-funnel-conversion',
  title: 'Funnel and conversion',
  description:
    'In which step, from which source and in which group deals are lost. The (i) of a panel says what its numbers mean; a click on a name shows the deals.',
  time: 'Last 6 months',
  variables: [splitVariable('region'), outcomeVariable('lost')],
  panels: [
    ...funnelPanels({ ids: [1, 2], y: 0, w: 11 }),
    steps,
    sources,
    segments,
    cycles,
    reasons,
    leads,
    records({
      id: funnelRecords,
      title: 'Deals: ${deals:text}',
      description:
        'The deals that are chosen as "Deals listed": won, lost or created in the chosen time, or open at its end, latest or largest first. The name of a deal opens the CRM where the model has a link.',
      at: { x: 0, y: 38, w: 24, h: 10 },
      ask: { which: '$deals' },
    }),
    records({
      id: leadRecords,
      title: 'Leads created',
      description:
        'Leads created in the chosen time, latest first. Names, e-mails and phones are shown only where the model allows it.',
      at: { x: 0, y: 48, w: 24, h: 10 },
      ask: { entity: 'lead', which: 'created' },
    }),
    judged,
  ],
});

