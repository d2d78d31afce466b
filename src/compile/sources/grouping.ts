/** What all sources share: their dimensions, filters, joins and components over one scan. */
import type { Dimension } from '../../model/types';
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Window } from '../../plan/windows';
import { countRows, literal } from '../../sql/build';
import type { Join, Select, Source, Sql } from '../../sql/tree';
import { aggregateSql } from '../aggregates';
import { stageAsOf } from '../derived';
import { dimensionSql, distinctJoins, filterSql } from '../dimension';
import { existing, source as sourceOf } from '../entity';
import type { Group } from '../Group';
import type { Scan } from '../Scan';

/** A scan's own view of a dimension; open deals are grouped by the stage they were in at the as-of instant. */
function groupDimension(id: string, scan: Scan, pastStages = false): { dimension: Dimension; key: Sql; label?: Sql; join?: Join } {
  const dimension = scan.entity.dimensions[id]!;
  const stage = pastStages && dimension.kind === 'stage' ? stageAsOf(scan) : undefined;
  return { dimension, ...(stage ? { key: stage } : dimensionSql(dimension, scan.entity, scan.alias, scan.model)) };
}

interface Parts {
  readonly name: string;
  readonly comment: string;
  readonly where: readonly Sql[];
  readonly window?: Sql;
  readonly bucket?: Sql;
  /** Rows to read instead of the entity's table, with joins that come before all others. */
  readonly from?: Source;
  readonly joins?: readonly Join[];
  readonly pastStages?: boolean;
}

/** Expressions are built before the joins are listed, because building them says which joins they need. */
export function groupOf(plan: MetricsPlan<Instant>, source: PlannedSource, scan: Scan, parts: Parts): Group {
  const dimensions = plan.dimensions.map(({ id }) => groupDimension(id, scan, parts.pastStages));
  const values = Object.entries(source.components).map(([as, component]) => ({ as, of: aggregateSql(component, scan) }));
  const filters = plan.filters.map((filter) => {
    const dimension = scan.entity.dimensions[filter.dimension]!;
    const { join } = dimensionSql(dimension, scan.entity, scan.alias, scan.model);
    const stage = parts.pastStages && dimension.kind === 'stage' ? stageAsOf(scan) : undefined;
    return { join, of: filterSql(filter, dimension, scan.entity, scan.alias, scan.model, scan.dialect, stage) };
  });
  const dimensionJoins = [...dimensions, ...filters].flatMap(({ join }) => (join ? [join] : []));
  const select: Select = {
    kind: 'select',
    comment: parts.comment,
    columns: [],
    from: parts.from ?? sourceOf(scan.entity.from, scan.alias),
    joins: [...(parts.joins ?? []), ...distinctJoins([...scan.joins.values(), ...dimensionJoins])],
    where: [...existing(scan.entity.where, scan.alias), ...parts.where, ...filters.map(({ of }) => of)],
  };
  return { name: parts.name, comment: parts.comment, select, window: parts.window, bucket: parts.bucket, dimensions, rowCount: countRows(), values };
}

/** The windows that a source is read in. */
export const windowsOf = (plan: MetricsPlan<Instant>, source: PlannedSource): ReadonlyArray<Window<Instant>> =>
  plan.windows.filter((window) => window.buckets.length > 0 && (window.role === 'lookback' ? isOfEvents(source) : window.role === 'current' || source.compares));

/** Of states there is nothing to look back at: a group without open deals is none. */
const isOfEvents = ({ spec }: PlannedSource): boolean => spec.kind === 'event' || spec.kind === 'cohort' || spec.kind === 'closes';

/** The window's name as a column, where the plan compares two. */
export const windowColumn = (plan: MetricsPlan<Instant>, role: string): Sql | undefined => (plan.windows.length > 1 ? literal(role) : undefined);
