/** The first row: four tiles, each a number with what it is compared with. */
import { fixedColor, redBelowZero, type PanelSpec, type Question } from './build';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { statOptions, statOverrides, type Line } from './stat';

interface Tile {
  readonly title: string;
  readonly x: number;
  readonly metrics: readonly string[];
  readonly evidence?: boolean;
  readonly lead: string;
  readonly lines: readonly Line[];
}

const height = 6;
const before = 'A year before';

export const numberPanels: readonly PanelSpec[] = [
  tile({
    title: 'Bookings',
    x: 0,
    metrics: ['bookings'],
    lead: 'Won in the chosen time, against the same days a year before.',
    lines: [
      ['bookings', 'Bookings'],
      ['bookings.previous', before],
      ['bookings.change', 'Change', redBelowZero],
    ],
  }),
  tile({
    title: 'Win rate',
    x: 6,
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
    title: 'Deal size',
    x: 12,
    metrics: ['average_deal_size', 'median_deal_size'],
    lead: 'Where the mean lies far above the median, a few large deals made the period.',
    lines: [
      ['average_deal_size', 'Mean'],
      ['average_deal_size.previous', before],
      ['median_deal_size', 'Median'],
    ],
  }),
  tile({
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

function tile({ title, x, metrics, evidence, lead, lines }: Tile): PanelSpec {
  const ask: Question = {
    type: 'metrics',
    metrics,
    compare: 'previous-year',
    ...(evidence ? { evidence } : {}),
    filters: chosenFilters,
  };
  return {
    type: 'stat',
    title,
    description: describeMetrics(lead, metrics),
    at: { x, y: 0, w: 6, h: height },
    ask: [ask],
    options: statOptions(lines),
    defaults: { color: fixedColor('text') },
    overrides: statOverrides(lines),
  };
}
