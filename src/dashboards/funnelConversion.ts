/** Where deals are lost: in which step, from which source, and how long the won ones take. */
import { conversionDays } from '../native/alerts/pack/funnel';
import type { PanelSpec } from './build';
import { conversionTables, listed } from './conversionTables';
import { dashboard } from './dashboard';
import { chosenFilters } from './filters';
import { funnelPanels } from './funnelPanels';
import { funnelRecords, leadRecords, splitToRecords } from './links';
import { records } from './records';
import { outcomeVariable, splitVariable } from './variables';

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
    ...conversionTables,
    records({
      id: funnelRecords,
      title: 'Deals: ${deals:text}',
      description:
        'The deals that are chosen as "Deals listed": won, lost or created in the chosen time, or open at its end, latest or largest first. The name of a deal opens the CRM where the model has a link.',
      at: { x: 0, y: 39, w: 24, h: 10 },
      ask: { which: '$deals' },
    }),
    records({
      id: leadRecords,
      title: 'Leads created',
      description:
        'Leads created in the chosen time, latest first. Names, e-mails and phones are shown only where the model allows it.',
      at: { x: 0, y: 49, w: 24, h: 10 },
      ask: { entity: 'lead', which: 'created' },
    }),
    judged,
  ],
});

