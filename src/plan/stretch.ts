/** The stretch of time of a relative window as moments, and the stretches before it. */
import type { Calendar } from '../model/types';
import type { Grain } from '../sql/Dialect';
import { SalesError } from '../sql/SalesError';
import { earlierOf, rangeEnd, rangeStart, type Instant, type Moment } from './Moment';
import type { RelativeWindow } from './native';
import type { Comparison } from './query';

export interface Stretch {
  readonly window: RelativeWindow;
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  /** Whether it ends before now; undefined where only the database can tell. */
  readonly isPast?: boolean;
  /** Whether it has begun and not ended. */
  readonly runs: boolean;
}

interface Ends {
  readonly from: Instant;
  readonly to: Instant;
}

/** `free`: the range may end anywhere, since now is the database's clock. */
export function makeStretch(window: RelativeWindow, now: Instant, free: boolean, calendar: Calendar): Stretch {
  switch (window.kind) {
    case 'range':
      return { window, from: rangeStart, to: rangeEnd, now, isPast: free ? undefined : false, runs: free };
    case 'lastDays': {
      checkCount(window.days, 'days');
      const to = shift(startOf('day', now, calendar), { days: -(window.back ?? 0) }, calendar);
      return { window, from: shift(to, { days: -window.days }, calendar), to, now, isPast: true, runs: false };
    }
    case 'unit': {
      const from = unitStart(window.grain, window.offset, now, calendar);
      const runs = window.offset === 0;
      const to = window.soFar && runs ? now : unitStart(window.grain, window.offset + 1, now, calendar);
      return { window, from, to, now, isPast: window.offset < 0, runs: runs && !window.soFar };
    }
  }
}

/** The stretch that it is compared with: as docs/metrics.md, The period before, by the window's own unit. `cut`: at now, while it runs. */
export function windowBefore(stretch: Stretch, compare: Comparison, grain: Grain | undefined, calendar: Calendar, cut: boolean): Ends {
  const { window, from, to, now } = stretch;
  if (compare === 'previous-year') {
    if (grain === 'day') {
      throw new SalesError('native/day-a-year-before', 'a comparison by day with the year before has no native form: compare by week or month');
    }
    const by = grain === 'week' ? { days: -364 } : { months: -12 };
    const end = stretch.runs && cut ? earlierOf(to, now) : to;
    return { from: shift(from, by, calendar), to: shift(end, by, calendar) };
  }
  switch (window.kind) {
    case 'range':
      if (window.isUnaligned) {
        return { from: { moment: 'mirrored', of: from, until: to }, to: from };
      }
      throw new SalesError('native/period-before', 'a comparison with the period before has no native form over a free range: compare with the year before, or choose a period');
    case 'lastDays':
      return { from: shift(from, { days: -window.days }, calendar), to: from };
    case 'unit': {
      const start = unitStart(window.grain, window.offset - 1, now, calendar);
      const runs = window.offset === 0;
      return { from: start, to: runs ? earlierOf({ moment: 'sameElapsed', of: now, origin: from, start, zone: calendar.timeZone }, from) : from };
    }
  }
}

/** So many windows before it. */
export function lookback({ window, from, now }: Stretch, count: number, calendar: Calendar): Ends & { readonly until: Instant } {
  checkCount(count, 'windows');
  const start = window.kind === 'unit' ? unitStart(window.grain, window.offset - count, now, calendar) : window.kind === 'lastDays' ? shift(from, { days: -count * window.days }, calendar) : from;
  return { from: start, to: from, until: from };
}

const startOf = (grain: Grain, of: Instant, calendar: Calendar): Moment => ({ moment: 'startOf', grain, of, calendar });

const shift = (of: Instant, by: { readonly days?: number; readonly months?: number }, calendar: Calendar): Instant =>
  by.days || by.months ? { moment: 'shift', of, ...by, zone: calendar.timeZone } : of;

function unitStart(grain: Grain, offset: number, now: Instant, calendar: Calendar): Instant {
  const months = { month: 1, quarter: 3, year: 12 };
  const by = grain === 'day' || grain === 'week' ? { days: offset * (grain === 'week' ? 7 : 1) } : { months: offset * months[grain] };
  return shift(startOf(grain, now, calendar), by, calendar);
}

function checkCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new SalesError('native/bad-window', `the window is ${value} ${what} long: give a whole number from 1`);
  }
}
