/**
 * When deals were expected to close, and how that date was moved. The last date of an open deal lies in this quarter
 * or the next by decision, not by chance of the day, as people plan by quarters; stories (g) and (j) are made here.
 */
import { dateText, quarterAt, type Clock, type Day } from './clock';
import type { Deal } from './draft';
import { between, chance, normal, poisson, type Random } from './random';
import { passedDates, thinPipeline } from './stories';

export interface Push {
  readonly at: Day;
  /** Dates `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

export interface CloseDate {
  readonly date: string;
  readonly pushes: readonly Push[];
}

/** Share of open deals whose date has passed, and of the others whose date is in the next quarter or later. */
const usual = { passed: 0.06, nextQuarter: 0.75, later: 0.05 };

export function closeDateOf(random: Random, clock: Clock, deal: Deal): CloseDate {
  const created = clock.dayNumber(deal.created);
  const last = Math.max(created + 1, deal.closed === undefined ? openDate(random, clock, deal) : closedDate(random, clock, deal));
  const end = deal.closed ?? 0;
  const count = poisson(random, ((end - deal.created) / 70) * (deal.stalled ? 2 : 1));
  let date = last;
  const pushes: Push[] = [];
  for (let index = count; index > 0; index--) {
    const before = Math.min(date - 1, Math.max(created, date - Math.ceil(between(random, 12, 60))));
    const at = deal.created + ((end - deal.created) * (index - 0.5 * random())) / (count + 1);
    pushes.unshift({ at, from: dateText(before), to: dateText(date) });
    date = before;
  }
  return { date: dateText(last), pushes };
}

const closedDate = (random: Random, clock: Clock, deal: Deal): number =>
  clock.dayNumber(deal.closed ?? 0) + Math.round((deal.outcome === 'won' ? 5 : 18) * normal(random));

function openDate(random: Random, clock: Clock, deal: Deal): number {
  const age = -deal.created;
  const passed = deal.team.name === passedDates.team ? passedDates.share : usual.passed;
  if (age > 12 && !deal.stalled && chance(random, passed)) {
    return clock.today - Math.ceil(between(random, 1, Math.min(60, age - 8)));
  }
  const next = deal.region === thinPipeline.region ? thinPipeline.nextQuarter : usual.nextQuarter;
  const drawn = random();
  const quarter = quarterAt(clock.today, drawn < next ? 1 : drawn < next + usual.later ? 2 : 0);
  return Math.floor(between(random, Math.max(clock.today, quarter.from), quarter.to));
}
