/** Is the pipeline enough, what moved in it, and which deals in it are at risk. */
import { staleHours } from '../native/alerts/pack/data';
import { gauge, type PanelSpec } from './build';
import { graded, inCell } from './colours';
import { dashboard } from './dashboard';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { landing } from './landing';
import { expectedRecords, riskRecords, toRecords } from './links';
import { records } from './records';
import { stat } from './stat';
import { linked, table, width } from './tables';
import { periodVariable, riskVariable } from './variables';
import { waterfall } from './waterfall';

const atRisk = (risk: string) => ({ uid: 'sales-pipeline-health', panel: riskRecords, set: ['risk', risk] }) as const;

const coverage: PanelSpec = table({
  id: 2,
  title: 'Enough to close: regions, ${period:text}',
  description: describeMetrics(
    'Coverage under 1 cannot reach the target even if every deal is won; most businesses want 3. Of the month or quarter that is chosen as "Ahead".',
    ['pipeline_coverage', 'bookings.target']
  ),
  at: { x: 6, y: 0, w: 9, h: 8 },
  ask: [
    {
      type: 'metrics',
      metrics: ['bookings.target', 'bookings', 'pipeline_coverage'],
      by: ['region'],
      period: '$period',
      orderBy: { metric: 'pipeline_coverage' },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['region', 'Region', linked(toRecords('Deals expected to close', { uid: 'sales-pipeline-health', panel: expectedRecords }, 'region'))],
    ['bookings.target', 'Target', width(80)],
    ['bookings', 'Booked', width(80)],
    ['pipeline_coverage', 'Coverage', { ...inCell(graded('pipeline_coverage', [1, 3])), ...width(90) }],
  ],
});

const byStage: PanelSpec = table({
  id: 3,
  title: 'Open pipeline by stage',
  description: describeMetrics('What stands in which stage at the end of the chosen time, of all pipelines.', [
    'pipeline_value',
    'open_deals',
  ]),
  at: { x: 15, y: 0, w: 9, h: 8 },
  ask: [{ type: 'metrics', metrics: ['pipeline_value', 'open_deals'], by: ['stage'], filters: chosenFilters }],
  cells: [
    ['stage', 'Stage', { ...linked(toRecords('Open deals', atRisk('open'), 'stage')), ...width(110) }],
    ['pipeline_value', 'Value', gauge],
    ['open_deals', 'Deals', width(75)],
  ],
});

const stalled: PanelSpec = table({
  id: 6,
  title: 'Stalled deals by owner',
  description: describeMetrics('At the end of the chosen time; the owner with the most stalled value comes first.', [
    'stalled_deals',
    'stalled_deals_share',
    'stalled_value',
  ]),
  at: { x: 0, y: 18, w: 12, h: 10 },
  ask: [
    {
      type: 'metrics',
      metrics: ['stalled_value', 'stalled_deals', 'stalled_deals_share'],
      by: ['owner'],
      evidence: true,
      orderBy: { metric: 'stalled_value', descending: true },
      limit: 50,
      filters: chosenFilters,
    },
  ],
  cells: [
    ['owner', 'Owner', linked(toRecords('Stalled deals', atRisk('stalled'), 'owner'))],
    ['stalled_value', 'Stalled value', gauge],
    ['stalled_deals', 'Deals', width(70)],
    ['stalled_deals_share', 'Of open', { ...inCell(graded('stalled_deals_share', [0.25, 0.4])), ...width(85) }],
    ['stalled_deals_share.low', '95 % from', width(85)],
    ['stalled_deals_share.high', 'to', width(70)],
  ],
});

const passed: PanelSpec = table({
  id: 7,
  title: 'Open past their close date, by team',
  description: describeMetrics('At the end of the chosen time; the team with the largest share comes first.', [
    'passed_close_deals',
    'passed_close_share',
    'passed_close_value',
  ]),
  at: { x: 12, y: 18, w: 12, h: 7 },
  ask: [
    {
      type: 'metrics',
      metrics: ['passed_close_value', 'passed_close_deals', 'passed_close_share'],
      by: ['team'],
      evidence: true,
      orderBy: { metric: 'passed_close_share', descending: true },
      filters: chosenFilters,
    },
  ],
  cells: [
    ['team', 'Team', linked(toRecords('Deals past their close date', atRisk('passed_close'), 'team'))],
    ['passed_close_value', 'Value', gauge],
    ['passed_close_deals', 'Deals', width(70)],
    ['passed_close_share', 'Of open', { ...inCell(graded('passed_close_share', [0.1, 0.25])), ...width(85) }],
    ['passed_close_share.low', '95 % from', width(85)],
    ['passed_close_share.high', 'to', width(70)],
  ],
});

const shares: PanelSpec = stat({
  id: 5,
  title: 'Can the dates be trusted?',
  description: describeMetrics(
    'Slip rate: in the chosen time. The others: at its end.',
    ['slip_rate', 'push_count', 'pushed_deals_share', 'untouched_open_deals_share']
  ),
  at: { x: 16, y: 8, w: 8, h: 10 },
  // Four queries: each needs something else of the model.
  ask: ['slip_rate', 'push_count', 'pushed_deals_share', 'untouched_open_deals_share'].map((metric) => ({
    type: 'metrics',
    metrics: [metric],
    filters: chosenFilters,
  })),
  lines: [
    ['slip_rate', 'Slipped', graded('slip_rate', [0.25, 0.5])],
    ['push_count', 'Pushes a deal', graded('push_count', [1, 2])],
    [
      'pushed_deals_share',
      'Pushed twice or more',
      { ...graded('pushed_deals_share', [0.15, 0.3]), links: [toRecords('Deals pushed again', atRisk('pushed'))] },
    ],
    [
      'untouched_open_deals_share',
      'No activity in 30 days',
      { ...graded('untouched_open_deals_share', [0.25, 0.5]), links: [toRecords('Untouched deals', atRisk('untouched'))] },
    ],
  ],
});

const fresh: PanelSpec = stat({
  id: 12,
  title: 'How old the data are',
  description: describeMetrics('Now, whatever time the dashboard shows.', ['dq_age_hours']),
  at: { x: 12, y: 25, w: 12, h: 3 },
  ask: [{ type: 'metrics', metrics: ['dq_age_hours'], filters: chosenFilters }],
  lines: [['dq_age_hours', 'Newest record', graded('dq_age_hours', [48, staleHours])]],
});

export const pipelineHealth = dashboard({
  uid: 'sales-pipeline-health',
  title: 'Pipeline health',
  description:
    'Whether the open deals are enough for the month or quarter that is chosen as "Ahead", what moved, and which deals are at risk. The (i) of a panel says what its numbers mean; a click on a name shows the deals.',
  time: 'Last 4 weeks',
  variables: [periodVariable('next-quarter'), riskVariable],
  panels: [
    landing({ id: 1, at: { x: 0, y: 0, w: 6, h: 8 } }),
    coverage,
    byStage,
    waterfall({
      id: 4,
      title: 'What moved in the chosen time: deals to close ${period:text}',
      lead: 'From the start of the chosen time to its end, at most now.',
      at: { x: 0, y: 8, w: 16, h: 10 },
    }),
    shares,
    stalled,
    passed,
    records({
      id: riskRecords,
      title: 'Open deals: ${risk:text}',
      description:
        'Open deals at the end of the chosen time, or now, by value; which, is chosen as "Deals at risk". Stalled: no stage change for longer than the model allows. Past their close date: the expected close has passed. Pushed: the expected close was moved on twice or more. The name of a deal opens the CRM where the model has a link.',
      at: { x: 0, y: 28, w: 24, h: 11 },
      ask: { which: '$risk' },
    }),
    records({
      id: expectedRecords,
      title: 'Deals expected to close: ${period:text}',
      description:
        'Open deals whose expected close date lies in the month or quarter that is chosen as "Ahead", largest first: the deals behind coverage.',
      at: { x: 0, y: 39, w: 24, h: 11 },
      ask: { which: 'expected', period: '$period' },
    }),
    fresh,
  ],
});
