/** What moved in the pipeline: bars that begin where the one before ends. */
import { column, fixedColor, hidden, unwritten, type PanelSpec } from './build';
import { chosenFilters } from './filters';
import { expectedRecords, toRecords } from './links';

const description = (lead: string): string =>
  [
    lead,
    '**Open**: amounts of the open deals that are expected to close in the month or quarter chosen as "Ahead", as they were known at the start and at the end. **More** and **Less**: what changed in between; each deal is in one bar, so that the bars add up without a rest.',
    'Pulled in and pushed out: the expected close date was moved into the period or out of it. A won deal leaves with the amount that it had at the start, so the bar need not equal bookings. What was created and closed in between is in no bar. A deal that was closed at the start and taken up again later was not open then; “Pipeline value” at a past date does count it.',
  ].join('\n\n');

const expected = {
  links: [toRecords('Deals expected to close', { uid: 'sales-pipeline-health', panel: expectedRecords })],
};

export const waterfall = ({
  lead,
  ...rest
}: Pick<PanelSpec, 'id' | 'title' | 'at' | 'timeFrom'> & { readonly lead: string }): PanelSpec => ({
  ...rest,
  type: 'barchart',
  description: description(lead),
  ask: [{ type: 'pipeline', closing: '$period', bars: true, filters: chosenFilters }],
  options: {
    orientation: 'horizontal',
    stacking: 'normal',
    groupWidth: 0.9,
    barWidth: 0.95,
    showValue: 'always',
    legend: { showLegend: false, displayMode: 'list', placement: 'bottom', calcs: [] },
    tooltip: { mode: 'multi', sort: 'none' },
    xTickLabelMaxLength: 60,
    text: { valueSize: 12 },
  },
  defaults: { custom: { fillOpacity: 80, lineWidth: 0, axisGridShow: true } },
  overrides: [
    column('base', {
      color: fixedColor('transparent'),
      'custom.fillOpacity': 0,
      'custom.hideFrom': { viz: false, legend: true, tooltip: true },
      ...unwritten,
    }),
    column('total', { color: fixedColor('blue'), ...expected }),
    column('increase', { color: fixedColor('green'), ...expected }),
    column('decrease', { color: fixedColor('red'), ...expected }),
    hidden('amount'),
    hidden('deals'),
  ],
});
