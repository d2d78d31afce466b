import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import type { Dialect } from '../../sql/Dialect';
import { constantAsOf } from '../AsOf';
import type { Group } from '../Group';
import { createdBefore } from '../quality';
import { makeScan, type Scan } from '../Scan';
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
  return [
    groupOf(plan, source, scan, {
      name: `all_${source.spec.entity}s`,
      comment: `every ${source.spec.entity} as of now`,
      where: createdBefore(scan),
      window: windowColumn(plan, 'current'),
    }),
  ];
}
