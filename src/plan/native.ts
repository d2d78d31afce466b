/**
 * Plans whose instants the database works out: what alert rules and exported dashboards run. They say the same as a
 * panel over the same range (tests/integration/parity.test.ts); what cannot be said in one statement is refused here,
 * with the nearest question that can.
 */
import type { SalesModel } from '../model/types';
import type { Grain } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import { clock, rangeEnd, type Instant } from './Moment';
import { windowOfPeriod } from './period';
import type { FunnelPlan, MetricsPlan } from './Plan';
import { planFunnelOver } from './planFunnel';
import { planOver } from './planMetrics';
import type { FunnelQuery, MetricsQuery, PeriodName, SalesQuery } from './query';
import { lookback, makeStretch, windowBefore, type Stretch } from './stretch';
import type { Window } from './windows';

export type RelativeWindow =
  /** The dashboard's or rule's own range; `isUnaligned`: it is known to begin at no calendar unit. */
  | { readonly kind: 'range'; readonly isUnaligned?: true }
  /** Full local days before the running one, which end `back` days earlier. */
  | { readonly kind: 'lastDays'; readonly days: number; readonly back?: number }
  /** A calendar unit: 0 this one, -1 the last, 1 the next; `soFar`: up to now. */
  | { readonly kind: 'unit'; readonly grain: Grain; readonly offset: number; readonly soFar?: boolean };

export interface NativeOptions {
  readonly window: RelativeWindow;
  /** What "now" is: a rule is evaluated at the end of its range, a dashboard may look at the past. */
  readonly clock: 'range-end' | 'database';
  /** Groups that had rows in so many windows before are kept, with 0 or no value. */
  readonly spine?: number;
}

export type NativePlan =
  | { readonly kind: 'metrics'; readonly plan: MetricsPlan<Instant> }
  | { readonly kind: 'funnel'; readonly plan: FunnelPlan<Instant>; readonly before?: FunnelPlan<Instant> };

/** @throws SalesError `native/…` for what has no native form, `query/…` as planQuery does */
export function planNative(query: SalesQuery, model: SalesModel, options: NativeOptions): NativePlan {
  switch (query.type) {
    case 'metrics':
      return { kind: 'metrics', plan: planNativeMetrics(query, model, options) };
    case 'funnel':
      return planNativeFunnel(query, model, options);
    case 'pipeline':
      throw new SalesError('native/query-type', 'a waterfall has no native form: ask for pipeline_value, deals_created, bookings and lost_deals instead');
    case 'records':
      throw new SalesError('native/query-type', 'a list of records has no native form, so that it is shown to signed-in viewers only: ask for the metric that counts them');
    case 'quality':
      throw new SalesError('native/query-type', 'the table of data checks has no native form: ask for the metrics dq_age_hours, dq_unassigned and so on');
  }
}

const nowOf = (options: NativeOptions): Instant => (options.clock === 'range-end' ? rangeEnd : clock);

function stretchOf(query: { readonly period?: PeriodName }, model: SalesModel, options: NativeOptions): Stretch {
  const window = query.period && options.window.kind === 'range' ? windowOfPeriod(query.period) : options.window;
  return makeStretch(window, nowOf(options), options.clock === 'database', model.calendar);
}

function planNativeMetrics(query: MetricsQuery, model: SalesModel, options: NativeOptions): MetricsPlan<Instant> {
  const now = nowOf(options);
  const stretch = stretchOf(query, model, options);
  const { from, to } = stretch;
  if (query.grain && stretch.window.kind !== 'range') {
    throw new SalesError('native/grain', 'a series by time has a native form over the dashboard’s range only: leave the grain out');
  }
  if (query.grain && query.limit && query.by?.length) {
    throw new SalesError('native/limit-by-time', 'the largest groups of a series by time have no native form: leave the limit or the grain out');
  }
  return planOver(query, model, { from, to, now }, (metrics) => {
    const grows = metrics.find((one) => one.usesPrevious);
    if (grows && query.compare) {
      throw new SalesError('query/compares-twice', `"${grows.metric.id}" already compares with the period before: leave the comparison out`);
    }
    if (grows && query.grain) {
      throw new SalesError('native/growth-by-time', `"${grows.metric.id}" by ${query.grain} has no native form: ask for it without a grain, or for its metric`);
    }
    const compare = query.compare ?? (grows ? 'previous-period' : undefined);
    const before = compare && windowBefore(stretch, compare, query.grain, model.calendar, query.compare !== undefined);
    const until = query.compare && stretch.runs ? now : to;
    return [
      makeNativeWindow('current', { from, to, until, isPast: stretch.isPast }, query.grain),
      ...(before ? [makeNativeWindow('previous', { ...before, until: before.to, isPast: isPastBefore(stretch) }, query.grain)] : []),
      ...(options.spine && stretch.window.kind !== 'range' ? [makeNativeWindow('lookback', { ...lookback(stretch, options.spine, model.calendar), isPast: true }, undefined)] : []),
    ];
  });
}

/** What comes before the next unit is running. */
const isPastBefore = ({ window }: Stretch): boolean => window.kind !== 'unit' || window.offset < 1;

type Ends = Omit<Window<Instant>, 'role' | 'buckets' | 'inSteps'>;

const makeNativeWindow = (role: Window['role'], ends: Ends, grain: Grain | undefined): Window<Instant> => ({
  role,
  ...ends,
  buckets: [{ key: '', start: ends.from, end: ends.to, whole: true }],
  ...(grain && { inSteps: true }),
});

function planNativeFunnel(query: FunnelQuery, model: SalesModel, options: NativeOptions & { readonly compare?: boolean }): NativePlan {
  const now = nowOf(options);
  const stretch = stretchOf(query, model, options);
  const plan = planFunnelOver(query, model, { from: stretch.from, to: stretch.to, now });
  const before = stretch.window.kind === 'range' ? undefined : windowBefore(stretch, 'previous-period', undefined, model.calendar, true);
  return { kind: 'funnel', plan, ...(before && { before: { ...plan, range: { ...before, now } } }) };
}

