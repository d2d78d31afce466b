import type { TimeRange } from '@grafana/data';
import type { Range } from '../plan/query';

const minute = 60_000;

/**
 * Grafana's range ends with its last millisecond; ours is half-open. The clock is rounded down to the minute: panels
 * that open together then ask with the same text, and caches see it twice.
 */
export function toRange(range: Pick<TimeRange, 'from' | 'to'>, startTime: number | undefined): Range {
  const clock = startTime || Date.now();
  return {
    from: new Date(range.from.valueOf()),
    to: new Date(range.to.valueOf() + 1),
    now: new Date(Math.floor(clock / minute) * minute),
  };
}
