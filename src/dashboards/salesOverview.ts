/** What a head of sales reads on Monday, top to bottom. */
import { dashboard } from './dashboard';
import { funnelPanels } from './funnelPanels';
import { numberPanels, riskPanel } from './numberPanels';
import { behindByTeam } from './targetPanels';
import { trendPanels } from './trendPanels';
import { grainVariable, periodVariable } from './variables';
import { waterfall } from './waterfall';

export const salesOverview = dashboard({
  uid: 'sales-overview',
  title: 'Sales overview',
  description:
    'Where the quarter lands, what moved, who is behind and where deals are lost. The (i) of a panel says what its numbers mean; a triangle beside the title says what to be careful about.',
  time: 'Last 12 months',
  variables: [periodVariable('this-quarter'), grainVariable],
  panels: [
    ...numberPanels,
    waterfall({
      id: 5,
      title: 'What moved in the last 7 days: deals to close ${period:text}',
      lead: 'From seven days ago to now, whatever time the dashboard shows (unless it shows a past one).',
      at: { x: 0, y: 7, w: 16, h: 10 },
      timeFrom: '7d',
    }),
    riskPanel({ id: 6, at: { x: 16, y: 7, w: 8, h: 10 } }),
    ...funnelPanels({ ids: [7, 8], y: 17, w: 12 }),
    behindByTeam({ id: 10, at: { x: 12, y: 27, w: 12, h: 10 } }),
    ...trendPanels,
  ],
});
