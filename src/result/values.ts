/** The numbers behind one group's metrics: components by window and bucket, targets, and what the calendar gives. */
import { combine } from '../compile/aggregates';
import { rowCountAlias } from '../compile/metrics';
import { evaluate, type Formula, type Scope } from '../formula';
import { firstDayFrom, workingDays, dayNumber } from '../model/calendar';
import type { Component } from '../metrics/components';
import type { MetricsPlan } from '../plan/Plan';
import type { Bucket, Window } from '../plan/windows';
import { cellKey, type Group } from './groups';
import { number, type Row } from './read';

export type TargetLookup = (metric: string, group: Group, bucket: Bucket) => number | null;

interface Known {
  readonly component: Component;
  readonly rowCount: string;
}

/** Evaluates formulas over the rows of a metrics plan. */
export class Values {
  private readonly components = new Map<string, Known>();

  constructor(
    private readonly plan: MetricsPlan,
    private readonly groups: readonly Group[],
    private readonly target: TargetLookup
  ) {
    plan.sources.forEach((source, at) => {
      for (const [name, component] of Object.entries(source.components)) {
        this.components.set(name, { component, rowCount: rowCountAlias(at) });
      }
    });
  }

  /** The formula in a group and bucket; `window` 0 is the current one, 1 the one before. */
  of(formula: Formula, group: Group, bucket: number, window = 0): number | null {
    return evaluate(formula, (name, scope) => this.reference(name, scope, group, bucket, window));
  }

  /** Members of a cohort's bucket, also those too young to count. */
  rows(component: string, group: Group, bucket: number): number {
    const known = this.components.get(component);
    return known ? (number(this.row(group, this.plan.windows[0]!, bucket), known.rowCount) ?? 0) : 0;
  }

  private reference(name: string, scope: Scope, group: Group, at: number, window: number): number | null {
    const shown = this.plan.windows[scope === 'previous' ? window + 1 : window];
    const bucket = shown?.buckets[at];
    if (!shown || !bucket) {
      return null;
    }
    if (scope === 'total') {
      return this.total(name, shown, at);
    }
    return this.components.has(name) ? this.component(name, group, shown, at) : this.given(name, group, bucket);
  }

  private given(name: string, group: Group, bucket: Bucket): number | null {
    if (name.endsWith('.target')) {
      return this.target(name.slice(0, -'.target'.length), group, bucket);
    }
    const { calendar } = this.plan.model;
    if (name === 'days_in_range') {
      return dayNumber(firstDayFrom(bucket.end, calendar.timeZone)) - dayNumber(firstDayFrom(bucket.start, calendar.timeZone));
    }
    return name === 'elapsed_share' ? this.elapsedShare(bucket) : null;
  }

  /** Working days up to now over working days of the bucket; 0 before it begins, 1 after it ends. */
  private elapsedShare(bucket: Bucket): number {
    const { calendar } = this.plan.model;
    const { now } = this.plan.range;
    const day = (instant: Date) => firstDayFrom(instant, calendar.timeZone);
    const [start, end, today] = [day(bucket.start), day(bucket.end), day(now < bucket.end ? now : bucket.end)];
    const whole = workingDays(start, end, calendar);
    const passed = today <= start ? 0 : workingDays(start, today, calendar);
    return whole > 0 ? passed / whole : now >= bucket.end ? 1 : 0;
  }

  private component(name: string, group: Group, window: Window, at: number): number | null {
    const { component, rowCount } = this.components.get(name)!;
    const row = this.row(group, window, at);
    const counted = number(row, rowCount) ?? 0;
    if (counted > 0) {
      return number(row, name);
    }
    if (component.source.kind === 'open' && window.buckets[at]!.start >= this.plan.range.now && window.buckets.length > 1) {
      return null;
    }
    return combine(component) === 'SUM' ? 0 : null;
  }

  /** Over all groups of the bucket; NULL only where no group has a value. */
  private total(name: string, window: Window, at: number): number | null {
    const values = this.groups.map((group) => this.component(name, group, window, at)).filter((value) => value !== null);
    return values.length ? values.reduce((sum, value) => sum + value, 0) : null;
  }

  private row(group: Group, window: Window, at: number): Row | undefined {
    return group.cells.get(cellKey(this.plan.windows.length > 1 ? window.role : 'current', window.buckets[at]?.key ?? ''));
  }
}
