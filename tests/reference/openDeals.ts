/** Metrics of open deals at an instant: what they are worth, what is to be expected of them, what speaks against them. */
import { ratio, sum } from './arithmetic';
import { inside } from './calendar';
import { amounts, asOf, isOpenAt, openDeals, stalledDeals, target, wonIn, type Context } from './measures';
import { amountAt, expectedAt, hasPassed, probabilityAt, pushesOf, recentActivities } from './past';
import type { Item } from './rows';

const valueOf = (c: Context, deals: readonly Item[], t = asOf(c)): number | null => sum(deals.map((deal) => amountAt(c, deal, t)));

function weighted(c: Context, deals: readonly Item[]): number | null {
  return sum(
    deals.map((deal) => {
      const [amount, chance] = [amountAt(c, deal, asOf(c)), probabilityAt(c, deal, asOf(c))];
      return amount === null || chance === null ? null : amount * chance;
    })
  );
}

const isExpected = (c: Context, deal: Item, t: number): boolean => inside(expectedAt(c, deal, t), c.bucket.from, c.bucket.to);
const expectedDeals = (c: Context): Item[] => openDeals(c).filter((deal) => isExpected(c, deal, asOf(c)));
const passedDeals = (c: Context): Item[] => openDeals(c).filter((deal) => hasPassed(c, expectedAt(c, deal, asOf(c)), asOf(c)));
const pushed = (c: Context): number[] => openDeals(c).map((deal) => pushesOf(c, deal, asOf(c)));
const pushedTwice = (c: Context): Item[] => openDeals(c).filter((deal) => pushesOf(c, deal, asOf(c)) >= 2);
const untouched = (c: Context): Item[] => openDeals(c).filter((deal) => recentActivities(c, deal, asOf(c)) === 0);

function remaining(c: Context): number | null {
  const [planned, won] = [target(c), amounts(wonIn(c))];
  return planned === null || won === null ? null : planned - won;
}

/** Against what is missing to the target; not once it is met. */
function coverage(c: Context, value: number | null): number | null {
  const gap = remaining(c);
  return gap === null || gap <= 0 ? null : ratio(value, gap);
}

/** Deals expected in the period when it began, and those of them that slipped by its end, or by now. */
function due(c: Context): { all: Item[]; slipped: Item[] } {
  const [start, end] = [c.bucket.from, asOf(c)];
  const all = start < c.now ? openDeals(c, start).filter((deal) => isExpected(c, deal, start)) : [];
  const slipped = all.filter((deal) => {
    const close = expectedAt(c, deal, end);
    return isOpenAt(deal, end, c.now) && (!isExpected(c, deal, end) || hasPassed(c, close, end));
  });
  return { all, slipped };
}

type Values = Readonly<Record<string, readonly [needs: string, value: (c: Context) => number | null]>>;

/** By id: what it needs of the model beside open deals at an instant, and its value. */
export const openDealMetrics: Values = {
  pipeline_value: ['deal.amount', (c) => valueOf(c, openDeals(c))],
  stalled_value: ['deal.amount', (c) => valueOf(c, stalledDeals(c))],
  weighted_pipeline: ['deal.amount probability', (c) => weighted(c, openDeals(c))],
  passed_close_deals: ['deal.expectedClose', (c) => passedDeals(c).length],
  passed_close_share: ['deal.expectedClose', (c) => ratio(passedDeals(c).length, openDeals(c).length)],
  passed_close_value: ['deal.expectedClose deal.amount', (c) => valueOf(c, passedDeals(c))],
  push_count: ['deal.expectedClose dealChange', (c) => ratio(sum(pushed(c)), openDeals(c).length)],
  pushed_deals_share: ['deal.expectedClose dealChange', (c) => ratio(pushedTwice(c).length, openDeals(c).length)],
  pushed_value: ['deal.expectedClose dealChange deal.amount', (c) => valueOf(c, pushedTwice(c))],
  activities_per_open_deal: ['activity.deal', (c) => ratio(sum(openDeals(c).map((deal) => recentActivities(c, deal, asOf(c)))), openDeals(c).length)],
  untouched_open_deals_share: ['activity.deal', (c) => ratio(untouched(c).length, openDeals(c).length)],
  untouched_value: ['activity.deal deal.amount', (c) => valueOf(c, untouched(c))],
};

/** The same, for what is expected to close in a period, also one to come. */
export const expectedMetrics: Values = {
  expected_pipeline: ['deal.amount', (c) => valueOf(c, expectedDeals(c))],
  weighted_expected: ['deal.amount probability', (c) => weighted(c, expectedDeals(c))],
  pipeline_coverage: ['deal.amount target', (c) => coverage(c, valueOf(c, expectedDeals(c)))],
  pipeline_coverage_weighted: ['deal.amount probability target', (c) => coverage(c, weighted(c, expectedDeals(c)))],
  weighted_coverage_gap: [
    'deal.amount probability target',
    (c) => {
      const [value, gap] = [weighted(c, expectedDeals(c)), remaining(c)];
      return value === null || gap === null ? null : value - gap;
    },
  ],
};

/** The same, for what was due in a period. */
export const dueMetrics: Values = {
  slip_rate: ['', (c) => ratio(due(c).slipped.length, due(c).all.length)],
  slip_rate_by_value: ['deal.amount', (c) => ratio(valueOf(c, due(c).slipped, c.bucket.from), valueOf(c, due(c).all, c.bucket.from))],
};

export const remainingTarget = remaining;
