import { column } from '../sql/build';
import type { Sql } from '../sql/tree';
import { countBefore } from './countBefore';
import { existing, source } from './entity';
import type { Scan } from './Scan';
import { timeValue } from './time';

/** Activities with the item in so many days before the scan's instant; 0 where there are none. A planned one is none yet. */
export function recentActivities(scan: Scan, days: number): Sql {
  const { from, where, columns, times } = scan.model.entities.activity!;
  const rows = {
    comment: 'activities of the last days by item', item: column(columns[scan.entity.name]!, 'activity'), at: timeValue(times['at']!, 'activity'),
    from: source(from, 'activity'), where: existing(where, 'activity'),
  };
  return countBefore(scan, 'recent', rows, days);
}
