/**
 * The stories, in one place: who is touched, from when, and how much. docs/demo-stories.md tells them to readers,
 * stories.test.ts finds them again in the rows. Days are those of clock.ts; a quarter is thirteen weeks.
 */
import type { Day } from './clock';

export const quarter = 91;

/** (a) A region whose deals get stuck between demo and proposal. */
export const proposalStep = { region: 'West', since: -quarter, advances: 0.72 };

/** (b) A campaign that pays three times as much for a lead as the others. */
export const dearCampaign = { campaign: 'Search competitors', times: 3 };

/** (c) A rep who does not let go: deals that others would have lost stay open, untouched, and are large. */
export const stalledRep = { login: 'tnovak', lostSince: -210, lostUntil: -20, idle: 63, keeps: 0.75, size: 1.7 };

/** (d) A source that seldom wins sends seven times as many leads: the win rate falls, and nobody sells worse. */
export const mixShift = { source: 'Paid social', from: -280, to: -230, times: 7 };

/** (e) A source whose leads stop coming. */
export const silentSource = { source: 'Partner', since: -14 };

/** (f) Bookings against target, this quarter and (first number) the quarter before. */
export const attainment: Readonly<Record<string, readonly [before: number, now: number]>> = {
  'Mid-market': [0.8, 0.42],
  Commercial: [1.2, 1.7],
};

/** (g) A region with little to close next quarter. */
export const thinPipeline = { region: 'South', nextQuarter: 0.26 };

/** (h) A product whose deals take longer to close. */
export const slowProduct = { product: 'Insight', since: -quarter, times: 2.1 };

/** (i) A region that gives discounts on the last day. */
export const discounts = { region: 'North', since: -quarter, left: 0.66 };

/** (j) A team that does not keep its close dates. */
export const passedDates = { team: 'Public sector', share: 0.46 };

/** How many times more leads than usual a source sends. */
export function leadsFactor(source: string, day: Day): number {
  if (source === silentSource.source && day >= silentSource.since) {
    return 0;
  }
  if (source === mixShift.source) {
    const ramp = (day - mixShift.from) / (mixShift.to - mixShift.from);
    return 1 + (mixShift.times - 1) * Math.min(1, Math.max(0, ramp));
  }
  return 1;
}
