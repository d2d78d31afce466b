/**
 * When deals were expected to close, and how that date was moved. The last date of an open deal lies in this quarter
 * or the next by decision, not by chance of the day, as people plan by quarters; stories (g) and (j) are made here.
 * What is decided does not depend on the day the data end; which dates that makes does.
 */
import { dateText, quarterAt, type Clock, type Day } from './clock';
import type { Deal } from './draft';
import { between, chance, normal, poisson, type Random } from './random';
import { passedDates, thinPipeline } from './stories';

/** The last date: days after the close, days after today, or the part of a quarter counted from this one. */
export type LastDate =
  | { readonly kind: 'after-close' | 'after-today'; readonly days: number }
  | { readonly kind: 'quarter'; readonly offset: number; readonly part: number };

export interface CloseDatePlan {
  readonly last: LastDate;
  /** In the order of time: when the date was moved, and by how many days, where that is not before the creation. */
  readonly pushes: ReadonlyArray<{ readonly at: Day; readonly days: number }>;
}

export interface Push {
  readonly at: Day;
  /** Dates `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

export interface CloseDate {
  /** NULL where it is left to whoever loads the rows. */
  readonly date: string | null;
  readonly pushes: readonly Push[];
}

/** Share of open deals whose date has passed, and of the others whose date is in the next quarter or later. */
const usual = { passed: 0.06, nextQuarter: 0.75, later: 0.05 };

export function planCloseDate(random: Random, deal: Deal): CloseDatePlan {
  const last = deal.closed === undefined ? planOpen(random, deal) : planClosed(random, deal);
  const end = deal.closed ?? 0;
  const count = poisson(random, ((end - deal.created) / 70) * (deal.stalled ? 2 : 1));
  const pushes: Array<{ at: Day; days: number }> = [];
  for (let index = count; index > 0; index--) {
    const days = Math.ceil(between(random, 12, 60));
    pushes.unshift({ at: deal.created + ((end - deal.created) * (index - 0.5 * random())) / (count + 1), days });
  }
  return { last, pushes };
}

const planClosed = (random: Random, { outcome }: Deal): LastDate => ({
  kind: 'after-close',
  days: Math.round((outcome === 'won' ? 5 : 18) * normal(random)),
});

function planOpen(random: Random, deal: Deal): LastDate {
  const age = -deal.created;
  const passed = deal.team.name === passedDates.team ? passedDates.share : usual.passed;
  if (age > 12 && !deal.stalled && chance(random, passed)) {
    return { kind: 'after-today', days: -Math.ceil(between(random, 1, Math.min(60, age - 8))) };
  }
  const next = deal.region === thinPipeline.region ? thinPipeline.nextQuarter : usual.nextQuarter;
  const drawn = random();
  return { kind: 'quarter', offset: drawn < next ? 1 : drawn < next + usual.later ? 2 : 0, part: random() };
}

export function closeDateOn(clock: Clock, deal: Deal, { last, pushes: planned }: CloseDatePlan): CloseDate {
  const created = clock.dayNumber(deal.created);
  const end = Math.max(created + 1, lastDay(clock, deal, last));
  let date = end;
  const pushes: Push[] = [];
  for (const { at, days } of [...planned].reverse()) {
    const before = Math.min(date - 1, Math.max(created, date - days));
    pushes.unshift({ at, from: dateText(before), to: dateText(date) });
    date = before;
  }
  return { date: dateText(end), pushes };
}

/** Days since 1970. */
function lastDay(clock: Clock, deal: Deal, last: LastDate): number {
  switch (last.kind) {
    case 'after-close':
      return clock.dayNumber(deal.closed ?? 0) + last.days;
    case 'after-today':
      return clock.today + last.days;
    case 'quarter': {
      const quarter = quarterAt(clock.today, last.offset);
      const from = Math.max(clock.today, quarter.from);
      return Math.floor(from + (quarter.to - from) * last.part);
    }
  }
}
