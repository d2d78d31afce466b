/** Where the month or quarter lands that is chosen as "Ahead": a tile that several dashboards begin with. */
import { graded, signed } from './colours';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { expectedRecords, toRecords } from './links';
import { stat } from './stat';
import type { PanelSpec } from './build';

const metrics = ['bookings.target', 'bookings', 'weighted_expected', 'weighted_coverage_gap', 'pipeline_coverage'];
const expected = [toRecords('Deals expected to close', { uid: 'sales-pipeline-health', panel: expectedRecords })];

export const landing = ({ id, at }: Pick<PanelSpec, 'id' | 'at'>): PanelSpec =>
  stat({
    id,
    title: 'Where we land: ${period:text}',
    description: describeMetrics(
      'Of the month or quarter that is chosen as "Ahead", whatever time the dashboard shows. Gap: what the weighted open deals bring beyond what is missing to the target, or short of it.',
      metrics
    ),
    at,
    // Each needs something else of the model.
    ask: metrics.map((metric) => ({ type: 'metrics', metrics: [metric], period: '$period', filters: chosenFilters })),
    lines: [
      ['bookings.target', 'Target'],
      ['bookings', 'Booked'],
      ['weighted_expected', 'Weighted', { links: expected }],
      ['weighted_coverage_gap', 'Gap', signed('weighted_coverage_gap')],
      ['pipeline_coverage', 'Coverage', { ...graded('pipeline_coverage', [1, 3]), links: expected }],
    ],
  });
