/** Who is behind, and what may explain it: size of deals, win rates, care for open deals. */
import { gauge, type PanelSpec } from './build';
import { alarming, graded, inCell } from './colours';
import { dashboard } from './dashboard';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { landing } from './landing';
import { teamRecords, toRecords, wonInPeriod } from './links';
import { records } from './records';
import { linked, table, width } from './tables';
import { behindByRegion, behindByRep, behindByTeam } from './targetPanels';
import { outcomeVariable, periodVariable } from './variables';

const listed = (set: string) => ({ uid: 'sales-team-targets', panel: teamRecords, set: ['deals', set] }) as const;

const care: PanelSpec = table({
  id: 5,
  title: 'Open deals by rep, and how well they are kept',
  description: describeMetrics('At the end of the chosen time. The rep with the most stalled value comes first.', [
    'open_deals',
    'stalled_value',
    'stalled_deals_share',
    'activities_per_open_deal',
  ]),
  at: { x: 12, y: 8, w: 12, h: 13 },
  ask: [
    {
      type: 'metrics',
      metrics: ['open_deals', 'stalled_value', 'stalled_deals_share'],
      by: ['owner'],
      filters: chosenFilters,
    },
    {
      type: 'metrics',
      metrics: ['activities_per_open_deal'],
      by: ['owner'],
      filters: chosenFilters,
    },
  ],
  joinBy: 'owner',
  sortBy: 'Stalled value',
  cells: [
    ['owner', 'Rep', linked(toRecords('Open deals', listed('open'), 'owner'))],
    ['open_deals', 'Open deals', width(95)],
    ['stalled_value', 'Stalled value', gauge],
    ['stalled_deals_share', 'Stalled', { ...inCell(graded('stalled_deals_share', [0.25, 0.4])), ...width(80) }],
    ['activities_per_open_deal', 'Activities', width(90)],
  ],
});

const sizes: PanelSpec = table({
  id: 6,
  title: 'Deal size by region, against the time before',
  description: describeMetrics(
    'The chosen time against the one of equal length before it. A mean that falls with its median fell for most deals; one that falls alone lost a few large ones. Red: a fall of more than a fifth.',
    ['average_deal_size', 'median_deal_size']
  ),
  at: { x: 12, y: 21, w: 12, h: 7 },
  ask: [
    {
      type: 'metrics',
      metrics: ['average_deal_size', 'median_deal_size', 'won_deals'],
      by: ['region'],
      compare: 'previous-period',
      orderBy: { metric: 'average_deal_size' },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['region', 'Region', linked(toRecords('Deals won', listed('won'), 'region'))],
    ['average_deal_size', 'Mean', width(75)],
    ['average_deal_size.previous', 'Before', width(80)],
    ['average_deal_size.change', 'Change', { ...inCell(alarming('average_deal_size', 0.2)), ...width(80) }],
    ['median_deal_size', 'Median', width(80)],
    ['median_deal_size.previous', 'Before ', width(80)],
    ['won_deals', 'Won', width(60)],
  ],
});

const rates: PanelSpec = table({
  id: 7,
  title: 'Win rate by team, with its interval',
  description: describeMetrics(
    'Where the 95 % intervals of two teams overlap, the difference may be chance. Before: the time of equal length before.',
    ['win_rate']
  ),
  at: { x: 0, y: 28, w: 10, h: 10 },
  ask: [
    {
      type: 'metrics',
      metrics: ['win_rate'],
      by: ['team'],
      evidence: true,
      compare: 'previous-period',
      orderBy: { metric: 'win_rate' },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['team', 'Team', linked(toRecords('Deals won and lost', listed('closed'), 'team'))],
    ['win_rate', 'Win rate', width(80)],
    ['win_rate.low', '95 % from', width(80)],
    ['win_rate.high', 'to', width(65)],
    ['win_rate.n', 'Closed', width(70)],
    ['win_rate.previous', 'Before', width(70)],
  ],
});

export const teamTargets = dashboard({
  uid: 'sales-team-targets',
  title: 'Team and targets',
  description:
    'Who is behind the target of the month or quarter that is chosen as "Ahead", and what may explain it. The (i) of a panel says what its numbers mean; a click on a name shows the deals.',
  time: 'Last 90 days',
  variables: [periodVariable('this-quarter'), outcomeVariable('won')],
  panels: [
    landing({ id: 1, at: { x: 0, y: 0, w: 8, h: 8 } }),
    behindByTeam({ id: 2, at: { x: 8, y: 0, w: 16, h: 8 } }),
    behindByRep({ id: 4, at: { x: 0, y: 8, w: 12, h: 13 } }),
    care,
    behindByRegion({ id: 3, at: { x: 0, y: 21, w: 12, h: 7 } }),
    sizes,
    rates,
    records({
      id: wonInPeriod,
      title: 'Deals won: ${period:text}',
      description:
        'The deals behind bookings of the month or quarter that is chosen as "Ahead", latest first. A click on a name above filters them; the name of a deal opens the CRM where the model has a link.',
      at: { x: 10, y: 28, w: 14, h: 10 },
      ask: { which: 'won', period: '$period' },
    }),
    records({
      id: teamRecords,
      title: 'Deals: ${deals:text}',
      description:
        'The deals that are chosen as "Deals listed": won, lost or created in the chosen time, or open at its end. Amounts are in the currency of the model.',
      at: { x: 0, y: 38, w: 24, h: 10 },
      ask: { which: '$deals' },
    }),
  ],
});
