import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import { isNull, or } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { constantAsOf } from '../AsOf';
import type { Group } from '../Group';
import { makeScan, type Scan } from '../Scan';
import { timeValue } from '../time';
import { groupOf, windowColumn } from './grouping';

/** The whole table as of now: rows created before now, and those without a created date. */
export function compileWhole(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  if (source.spec.kind !== 'all') {
    throw new Error(`not a whole table: ${source.spec.kind}`);
  }
  const { now } = plan.range;
  const scan: Scan = {
    ...makeScan(source.spec.entity, plan, dialect, constantAsOf(now, true, dialect, plan.model.calendar.timeZone), now),
    ...(plan.dimensions.length === 0 && plan.filters.length === 0 && { isWhole: true }),
  };
  const createdAt = scan.entity.times['createdAt'];
  const created = createdAt && timeValue(createdAt, scan.alias);
  return [
    groupOf(plan, source, scan, {
      name: `all_${source.spec.entity}s`,
      comment: `every ${source.spec.entity} as of now`,
      where: created ? [or(isNull(created.of), scan.asOf.isAfter(created))] : [],
      window: windowColumn(plan, 'current'),
    }),
  ];
}
