/** The funnel as a picture, and beside it the exact figures. */
import { column, fixedColor, gauge, unwritten, type PanelSpec, type Question } from './build';
import { chosenFilters } from './filters';
import { funnelRecords, toRecords } from './links';
import type { Json, Override } from './schema';

interface Place {
  readonly ids: readonly [picture: number, figures: number];
  readonly y: number;
  /** Columns of the picture; the figures have the rest. */
  readonly w: number;
}

const height = 10;

const ask: Question = { type: 'funnel', entity: 'deal', filters: chosenFilters };

const description = (lead: string): string =>
  [
    lead,
    '**Reached**: deals created in the chosen time that reached the stage or a later one; skipped stages count as passed, and a won deal reached all. By created date (cohort).',
    'Deals that are still open may yet move on, so young cohorts read low: choose a time that ended half a year ago to compare periods. Shown is the first pipeline of the model.',
  ].join('\n\n');

/** These columns, in the order of what people read where that is given. */
const only = (columns: readonly string[], indexByName: Readonly<Record<string, number>> = {}): Json => ({
  id: 'organize',
  options: { includeByName: Object.fromEntries(columns.map((name) => [name, true])), indexByName },
});

/** The pad comes first: bars are stacked in the order of the columns. */
const bars = only(['stage', 'pad', 'reached'], { Stage: 0, ' ': 1, Deals: 2 });

const created = {
  links: [toRecords('Deals created in this time', { uid: 'sales-funnel-conversion', panel: funnelRecords, set: ['deals', 'created'] })],
};

/** One colour; a number in each bar, and none in what centres it. Both numbers must share one hidden axis to stack. */
const centred: readonly Override[] = [
  { matcher: { id: 'byType', options: 'number' }, properties: [{ id: 'custom.axisPlacement', value: 'hidden' }] },
  column('pad', {
    color: fixedColor('transparent'),
    'custom.lineWidth': 0,
    'custom.fillOpacity': 0,
    'custom.hideFrom': { viz: false, legend: true, tooltip: true },
    ...unwritten,
  }),
  column('reached', created),
];

export const funnelPanels = ({ ids, y, w }: Place): readonly PanelSpec[] => [
  {
    id: ids[0],
    type: 'barchart',
    title: 'Funnel: deals created in this time',
    description: description('How many of the deals created in the chosen time got how far.'),
    at: { x: 0, y, w, h: height },
    ask: [{ ...ask, timing: false, pad: true }],
    transformations: [bars],
    options: {
      orientation: 'horizontal',
      stacking: 'normal',
      groupWidth: 0.98,
      barWidth: 0.98,
      showValue: 'always',
      legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
      xTickLabelMaxLength: 60,
    },
    defaults: {
      color: fixedColor('blue'),
      custom: { fillOpacity: 80, lineWidth: 0, axisPlacement: 'auto', axisGridShow: false },
    },
    overrides: centred,
  },
  {
    id: ids[1],
    type: 'table',
    title: 'Funnel, step by step',
    description: description(
      'The same funnel in figures. **Step**: reached this stage, of those that reached the one before. **Overall**: of those that entered the funnel. **Days**: median from entering the stage before to entering this one, over deals that entered both.'
    ),
    at: { x: w, y, w: 24 - w, h: height },
    ask: [ask],
    transformations: [only(['stage', 'reached', 'step_conversion', 'cumulative_conversion', 'step_days_p50'])],
    options: { cellHeight: 'md', showHeader: true },
    overrides: [
      column('stage', { 'custom.width': 95, ...created }),
      column('reached', {
        displayName: 'Reached',
        'custom.minWidth': 85,
        ...gauge,
      }),
      column('step_conversion', { displayName: 'Step', 'custom.width': 65 }),
      column('cumulative_conversion', { displayName: 'Overall', 'custom.width': 70 }),
      column('step_days_p50', { displayName: 'Days', unit: 'none', 'custom.width': 50 }),
    ],
  },
];
