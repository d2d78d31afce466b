/** Who is ahead of the target and who is behind, in the month or quarter that is chosen as "Ahead". */
import { inCell, signed } from './colours';
import { describeMetrics } from './describe';
import { chosenFilters } from './filters';
import { toRecords, wonInPeriod } from './links';
import { linked, table, width, type Cell } from './tables';
import type { PanelSpec } from './build';

type Place = Pick<PanelSpec, 'id' | 'at'>;

const metrics = ['gap_to_target', 'quota_attainment', 'bookings', 'bookings.target'];

const described = (lead: string): string =>
  describeMetrics(
    `${lead} Of the month or quarter that is chosen as "Ahead"; who is furthest behind by now comes first.`,
    metrics
  );

function behind({ dimension, label, ...rest }: Place & { title: string; description: string; dimension: string; label: string }) {
  const cells: readonly Cell[] = [
    [
      dimension,
      label,
      linked(toRecords('Deals won', { uid: 'sales-team-targets', panel: wonInPeriod }, dimension)),
    ],
    ['bookings', 'Booked', width(80)],
    ['bookings.target', 'Target', width(80)],
    ['quota_attainment', 'Reached', width(80)],
    ['gap_to_target', 'Pace', { ...inCell(signed('gap_to_target')), ...width(85) }],
  ];
  return table({
    ...rest,
    ask: [
      {
        type: 'metrics',
        metrics,
        by: [dimension],
        period: '$period',
        orderBy: { metric: 'gap_to_target' },
        filters: chosenFilters,
      },
    ],
    cells,
  });
}

export const behindByTeam = (place: Place): PanelSpec =>
  behind({
    ...place,
    title: 'Who is behind: teams, ${period:text}',
    description: described('Bookings against target by team.'),
    dimension: 'team',
    label: 'Team',
  });

export const behindByRegion = (place: Place): PanelSpec =>
  behind({
    ...place,
    title: 'Who is behind: regions, ${period:text}',
    description: described('Bookings against target by region.'),
    dimension: 'region',
    label: 'Region',
  });

export const behindByRep = (place: Place): PanelSpec =>
  behind({
    ...place,
    title: 'Who is behind: reps, ${period:text}',
    description: described('Bookings against quota by rep.'),
    dimension: 'owner',
    label: 'Rep',
  });
