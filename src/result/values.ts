/** The numbers behind a plan's metrics, as columns over its cells: components, targets, and what the calendar gives. */
import { combine } from '../compile/aggregates';
import { rowCountAlias } from '../compile/metrics';
import { evaluateColumns, type Formula, type Numbers } from '../formula';
import { dayNumber, firstDayFrom, workingDays } from '../model/calendar';
import type { Component } from '../metrics/components';
import type { MetricsPlan } from '../plan/Plan';
import type { Bucket } from '../plan/windows';
import type { Group, Grouped } from './groups';
import { number, type Row } from './read';

export type TargetLookup = (metric: string, group: Group, bucket: Bucket) => number | null;

interface Known {
  readonly component: Component;
  readonly rowCount: string;
}

/** Evaluates formulas over all cells of the current window; cell = bucket × groups + group. */
export class Values {
  readonly length: number;
  private readonly components = new Map<string, Known>();
  private readonly cache = new Map<string, Numbers>();

  constructor(
    private readonly plan: MetricsPlan,
    private readonly grouped: Grouped,
    private readonly target: TargetLookup
  ) {
    this.length = plan.windows[0]!.buckets.length * grouped.groups.length;
    plan.sources.forEach((source, at) => {
      for (const [name, component] of Object.entries(source.components)) {
        this.components.set(name, { component, rowCount: rowCountAlias(at) });
      }
    });
  }

  /** The formula in every cell; `window` 0 is the current one, 1 the one before. NaN is NULL. */
  of(formula: Formula, window = 0): Numbers {
    return evaluateColumns(formula, (name, scope) => this.column(name, scope === 'total', scope === 'previous' ? window + 1 : window), this.length);
  }

  /** Members of a cohort, also those too young to count. */
  rowCount(component: string): Numbers {
    const alias = this.components.get(component)?.rowCount;
    return this.fill((row) => (alias ? (number(row, alias) ?? 0) : 0), 0);
  }

  private column(name: string, total: boolean, window: number): Numbers {
    const id = `${name} ${String(total)} ${window}`;
    const known = this.cache.get(id);
    if (known) {
      return known;
    }
    const column = total ? this.total(name, window) : this.components.has(name) ? this.component(name, window) : this.given(name, window);
    this.cache.set(id, column);
    return column;
  }

  private component(name: string, window: number): Numbers {
    const { component, rowCount } = this.components.get(name)!;
    const empty = combine(component) === 'SUM' ? 0 : null;
    const buckets = this.plan.windows[window]?.buckets ?? [];
    const now = this.plan.range.now;
    return this.fill((row, bucket) => {
      if ((number(row, rowCount) ?? 0) > 0) {
        return number(row, name);
      }
      const shown = buckets[bucket];
      // The future has no state; what did not happen is 0.
      const isFuture = component.source.kind === 'open' && !component.source.expected && buckets.length > 1 && shown !== undefined && shown.start >= now;
      return shown === undefined || isFuture ? null : empty;
    }, window);
  }

  private given(name: string, window: number): Numbers {
    const buckets = this.plan.windows[window]?.buckets ?? [];
    if (name.endsWith('.target')) {
      const metric = name.slice(0, -'.target'.length);
      return this.fill((_, bucket, group) => (buckets[bucket] ? this.target(metric, this.grouped.groups[group]!, buckets[bucket]) : null), window);
    }
    const byBucket = buckets.map((bucket) => (name === 'days_in_range' ? this.days(bucket) : name === 'elapsed_share' ? this.elapsedShare(bucket) : null));
    return this.fill((_, bucket) => byBucket[bucket] ?? null, window);
  }

  private days(bucket: Bucket): number {
    const zone = this.plan.model.calendar.timeZone;
    const { now } = this.plan.range;
    return Math.max(0, dayNumber(firstDayFrom(now < bucket.end ? now : bucket.end, zone)) - dayNumber(firstDayFrom(bucket.start, zone)));
  }

  /** Working days up to now over working days of the bucket; 0 before it begins, 1 after it ends; NULL without any. */
  private elapsedShare(bucket: Bucket): number | null {
    const { calendar } = this.plan.model;
    const { now } = this.plan.range;
    const day = (instant: Date) => firstDayFrom(instant, calendar.timeZone);
    const [start, end, today] = [day(bucket.start), day(bucket.end), day(now < bucket.end ? now : bucket.end)];
    const whole = workingDays(start, end, calendar);
    const passed = today <= start ? 0 : workingDays(start, today, calendar);
    return whole > 0 ? passed / whole : null;
  }

  /** Over all groups of the bucket; NULL only where no group has a value. */
  private total(name: string, window: number): Numbers {
    const own = this.column(name, false, window);
    const groups = this.grouped.groups.length;
    const result = new Float64Array(this.length).fill(NaN);
    for (let first = 0; first < this.length; first += groups) {
      const known = own.subarray(first, first + groups).filter((value) => !Number.isNaN(value));
      result.fill(known.length ? known.reduce((sum, value) => sum + value, 0) : NaN, first, first + groups);
    }
    return result;
  }

  private fill(of: (row: Row | undefined, bucket: number, group: number) => number | null, window: number): Numbers {
    const rows = this.grouped.cells[window];
    const groups = this.grouped.groups.length;
    const result = new Float64Array(this.length);
    for (let cell = 0; cell < this.length; cell++) {
      result[cell] = of(rows?.[cell], Math.floor(cell / groups), cell % groups) ?? NaN;
    }
    return result;
  }
}
