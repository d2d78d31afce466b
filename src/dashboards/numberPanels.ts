/** Tiles: where the period lands, numbers with what they are compared with, and what is at risk. */
import { signed } from './colours';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { landing } from './landing';
import { riskRecords, toRecords } from './links';
import { stat, type Line } from './stat';
import type { PanelSpec } from './build';
import type { Json } from './schema';

interface Tile {
  readonly id: number;
  readonly title: string;
  readonly x: number;
  readonly metrics: readonly string[];
  readonly evidence?: boolean;
  readonly lead: string;
  readonly lines: readonly Line[];
}

const height = 7;
const before = 'A year before';

export const numberPanels: readonly PanelSpec[] = [
  landing({ id: 1, at: { x: 0, y: 0, w: 6, h: height } }),
  tile({
    id: 2,
    title: 'Bookings',
    x: 6,
    metrics: ['bookings'],
    lead: 'Won in the chosen time, against the same days a year before.',
    lines: [
      ['bookings', 'Bookings'],
      ['bookings.previous', before],
      ['bookings.change', 'Change', signed('bookings')],
    ],
  }),
  tile({
    id: 3,
    title: 'Win rate',
    x: 12,
    metrics: ['win_rate'],
    evidence: true,
    lead: 'With this many closed deals, chance alone can move the rate anywhere within the 95 % interval.',
    lines: [
      ['win_rate', 'Win rate'],
      ['win_rate.low', '95 % from'],
      ['win_rate.high', 'to'],
      ['win_rate.n', 'Closed deals'],
      ['win_rate.previous', before],
    ],
  }),
  tile({
    id: 4,
    title: 'Pipeline',
    x: 18,
    metrics: ['pipeline_value', 'open_deals'],
    lead: 'What is still open at the end of the chosen time.',
    lines: [
      ['pipeline_value', 'Open value'],
      ['pipeline_value.previous', before],
      ['open_deals', 'Open deals'],
    ],
  }),
];

/** Not drawn in one query: each needs something else of the model. */
const risks = ['stalled_value', 'passed_close_value', 'pushed_value', 'untouched_value'];

const leadingTo = (risk: string): Json => ({
  links: [toRecords('These deals', { uid: 'sales-pipeline-health', panel: riskRecords, set: ['risk', risk] })],
});

export const riskPanel = ({ id, at }: Pick<PanelSpec, 'id' | 'at'>): PanelSpec =>
  stat({
    id,
    title: 'Open value at risk',
    description: describeMetrics(
      'At the end of the chosen time. A deal may be in several lines: they do not add up. A click on a value shows the deals.',
      risks
    ),
    at,
    ask: risks.map((metric) => ({ type: 'metrics', metrics: [metric], filters: chosenFilters })),
    lines: [
      ['stalled_value', 'Stalled', leadingTo('stalled')],
      ['passed_close_value', 'Past the close date', leadingTo('passed_close')],
      ['pushed_value', 'Pushed twice or more', leadingTo('pushed')],
      ['untouched_value', 'No activity in 30 days', leadingTo('untouched')],
    ],
  });

function tile({ id, title, x, metrics, evidence, lead, lines }: Tile): PanelSpec {
  return stat({
    id,
    title,
    description: describeMetrics(lead, metrics),
    at: { x, y: 0, w: 6, h: height },
    ask: [
      {
        type: 'metrics',
        metrics,
        compare: 'previous-year',
        ...(evidence ? { evidence } : {}),
        filters: chosenFilters,
      },
    ],
    lines,
  });
}
