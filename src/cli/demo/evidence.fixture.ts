/**
 * Finds the stories again in the finished rows, in plain TypeScript, slice by slice: what the tests assert, and the
 * numbers of docs/demo-stories.md. It knows columns and definitions, and nothing of how the rows were made. Times are
 * days relative to the end of the data, dates are days relative to its day.
 */
import { dayNumber, workingDays } from '../../model/calendar';
import { clockFor, dateText, monthAt, quarterAt } from './clock';
import { generateTables, type Parameters } from './company';
import { recordsOf, type Value } from './tables';

export interface Deal {
  readonly created: number;
  readonly closed: number;
  /** The local day of the close. */
  readonly closedDay: number;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly euros: number | null;
  readonly entries: ReadonlyArray<{ readonly stage: string; readonly at: number }>;
  readonly expected: number;
  /** The row's text columns. */
  readonly of: Readonly<Record<'region' | 'team' | 'source' | 'product' | 'owner' | 'pipeline', string>>;
}

export interface Evidence {
  readonly today: number;
  readonly deals: readonly Deal[];
  readonly leads: ReadonlyArray<{ readonly created: number; readonly source: string; readonly campaign: string }>;
  readonly costs: ReadonlyArray<{ readonly day: number; readonly campaign: string; readonly euros: number }>;
  readonly targets: ReadonlyArray<Record<string, Value>>;
}

export interface Share {
  readonly part: number;
  readonly of: number;
}

export interface Mean {
  readonly mean: number;
  readonly deviation: number;
  readonly of: number;
}

const msPerDay = 86_400_000;
const text = (value: Value | undefined): string => String(value ?? '(none)');
const tables = ['fx_rates', 'stages', 'leads', 'deals', 'deal_stage_history', 'campaign_spend', 'targets'] as const;
type Rows = ReturnType<typeof generateTables<(typeof tables)[number]>>;

/** Reads of rows what the stories need; deleted rows do not exist. */
export function readEvidence(parameters: Parameters): Evidence {
  const { end, today } = clockFor(parameters.asOf);
  const rows = generateTables(parameters, tables);
  const since = (value: Value | undefined) => (Number(value) - end) / msPerDay;
  const euros = converter(rows, today);
  return {
    today,
    targets: recordsOf(rows.targets),
    costs: recordsOf(rows.campaign_spend).map((row) => {
      const day = dayNumber(text(row.spent_on)) - today;
      return { day, campaign: text(row.campaign), euros: euros(row.amount, row.currency, day) ?? 0 };
    }),
    leads: recordsOf(rows.leads)
      .filter((row) => row.deleted === false)
      .map((row) => ({ created: since(row.created_at), source: text(row.source), campaign: text(row.campaign) })),
    deals: readDeals(rows, since, euros, today),
  };
}

type Convert = (amount: Value | undefined, currency: Value | undefined, day: number) => number | null;

/** By the latest rate on or before the day, up to four days back. */
function converter(rows: Rows, today: number): Convert {
  const rates = new Map(rows.fx_rates.rows.map(([day, currency, toEuros]) => [`${currency} ${day}`, Number(toEuros)]));
  return (amount, currency, day) => {
    const known = [0, 1, 2, 3, 4].map((back) => rates.get(`${currency} ${dateText(today + day - back)}`));
    const found = known.find((one) => one !== undefined);
    return found === undefined || typeof amount !== 'number' ? null : amount * found;
  };
}

function readDeals(rows: Rows, since: (value: Value | undefined) => number, euros: Convert, today: number): Deal[] {
  const kinds = new Map(rows.stages.rows.map(([pipeline, id, , , kind]) => [`${pipeline} ${id}`, kind]));
  const entries = new Map<Value, Array<{ stage: string; at: number }>>();
  for (const { deal_id = null, stage, changed_at } of recordsOf(rows.deal_stage_history)) {
    const known = entries.get(deal_id) ?? [];
    known.push({ stage: text(stage), at: since(changed_at) });
    entries.set(deal_id, known);
  }
  const kept = recordsOf(rows.deals).filter((row) => row.deleted === false);
  return kept.map((row) => {
    const closed = row.closed_at === null ? Number.POSITIVE_INFINITY : since(row.closed_at);
    const closedDay = Math.min(-1, Math.floor(closed));
    const kind = kinds.get(`${row.pipeline} ${row.stage}`);
    return {
      created: since(row.created_at), closed, closedDay,
      outcome: kind === 'won' || kind === 'lost' ? kind : 'open',
      euros: euros(row.amount, row.currency, closedDay),
      entries: entries.get(row.id ?? null) ?? [],
      expected: dayNumber(text(row.expected_close)) - today,
      of: {
        region: text(row.region), team: text(row.team), source: text(row.source), product: text(row.product),
        owner: text(row.owner_id), pipeline: text(row.pipeline),
      },
    };
  });
}

export const shareOf = <Item>(items: readonly Item[], is: (item: Item) => boolean): Share => ({
  part: items.filter(is).length,
  of: items.length,
});

export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)), of: values.length };
}

export const rate = ({ part, of }: Share): number => part / of;

/** How many standard errors `now` lies above `before`, with the pooled share. */
export function zOfShares(now: Share, before: Share): number {
  const pooled = (now.part + before.part) / (now.of + before.of);
  return (rate(now) - rate(before)) / Math.sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / before.of));
}

export const zOfMeans = (now: Mean, before: Mean): number =>
  (now.mean - before.mean) / Math.sqrt(now.deviation ** 2 / now.of + before.deviation ** 2 / before.of);

export const names = (items: readonly Deal[], by: keyof Deal['of']): string[] =>
  [...new Set(items.map((one) => one.of[by]))].sort();

export const isIn = (value: number, from: number, to: number): boolean => value >= from && value < to;

export const closedIn = (deals: readonly Deal[], from: number, to: number): Deal[] =>
  deals.filter((deal) => deal.outcome !== 'open' && isIn(deal.closed, from, to));

export const winRate = (deals: readonly Deal[]): Share => shareOf(deals, (deal) => deal.outcome === 'won');

const beyondDemo = ['proposal', 'negotiation', 'won'];

/** Of the new-business deals that left the demo between the two times, those that went on to the proposal. */
export function proposalStep(deals: readonly Deal[], from: number, to: number): Share {
  const decided = deals.flatMap(({ of, outcome, closed, entries }) => {
    const beyond = entries.find(({ stage }) => beyondDemo.includes(stage));
    const demo = entries.some(({ stage }) => stage === 'demo');
    const at = beyond?.at ?? (demo && outcome === 'lost' ? closed : undefined);
    return of.pipeline === 'new' && at !== undefined && isIn(at, from, to) ? [beyond !== undefined] : [];
  });
  return shareOf(decided, (advanced) => advanced);
}

/** EUR for one lead of each campaign between two days. */
export function costPerLead({ leads, costs }: Evidence, from: number, to: number): Map<string, { euros: number; leads: number }> {
  const answer = new Map<string, { euros: number; leads: number }>();
  for (const { campaign, day, euros } of costs) {
    if (isIn(day, from, to)) {
      answer.set(campaign, { euros: (answer.get(campaign)?.euros ?? 0) + euros, leads: 0 });
    }
  }
  for (const { campaign, created } of leads) {
    const entry = answer.get(campaign);
    if (entry && isIn(created, from, to)) {
      entry.leads++;
    }
  }
  return answer;
}

const openNow = (deals: readonly Deal[]): Deal[] => deals.filter((deal) => deal.outcome === 'open');

const isStalled = ({ entries, created }: Deal): boolean => (entries.at(-1)?.at ?? created) < -60;

/** Open deals without a stage change for more than 60 days, of all open ones; and their value in EUR. */
export const stalled = (deals: readonly Deal[]): Share => shareOf(openNow(deals), isStalled);
export const stalledValue = (deals: readonly Deal[]): number => valueOf(openNow(deals).filter(isStalled));

/** Open deals that were expected to be closed before today, of all open ones. */
export const passed = (deals: readonly Deal[]): Share => shareOf(openNow(deals), ({ expected }) => expected < 0);

export const valueOf = (deals: readonly Deal[]): number => deals.reduce((sum, { euros }) => sum + (euros ?? 0), 0);

type Level = Partial<Record<'team' | 'region' | 'owner_id', Value>>;

/** Sum of the months' bookings targets at exactly this level, with the share of each month that `part` tells. */
function target({ targets }: Evidence, level: Level, [from, to]: readonly [number, number], part: (from: number, to: number) => number): number {
  let sum = 0;
  for (let month = monthAt(from); month.from < to; month = monthAt(month.to)) {
    const row = targets.find(
      (one) =>
        one.metric === 'bookings' && one.period === month.period &&
        (['team', 'region', 'owner_id'] as const).every((column) => one[column] === (level[column] ?? null))
    );
    sum += Number(row?.value ?? Number.NaN) * part(month.from, month.to);
  }
  return sum;
}

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYearStart: 1, holidays: [] } as const;
const worked = (from: number, to: number): number => workingDays(dateText(from), dateText(to), calendar);

/** Won in the quarter `offset` from this one, against the target of its days so far. */
export function attainmentOf(evidence: Evidence, deals: readonly Deal[], level: Level, offset: number): number {
  const { today } = evidence;
  const quarter = quarterAt(today, offset);
  const to = Math.min(quarter.to, today);
  const won = deals.filter((deal) => deal.outcome === 'won' && isIn(deal.closedDay + today, quarter.from, to));
  const part = (first: number, last: number) => worked(first, Math.min(last, to)) / worked(first, last);
  return valueOf(won) / target(evidence, level, [quarter.from, to], part);
}

/** Value of the open deals expected in the next quarter, against that quarter's target. */
export function coverageOf(evidence: Evidence, deals: readonly Deal[], level: Level): number {
  const quarter = quarterAt(evidence.today, 1);
  const due = openNow(deals).filter(({ expected }) => isIn(expected + evidence.today, quarter.from, quarter.to));
  return valueOf(due) / target(evidence, level, [quarter.from, quarter.to], () => 1);
}

/** Days from creation to close of the new business won between two times. */
export const cycle = (deals: readonly Deal[], from: number, to: number): Mean =>
  meanOf(wonIn(deals, from, to).map(({ created, closed }) => closed - created));

/** Value of the new business won between two times, without missing amounts. */
export const dealSize = (deals: readonly Deal[], from: number, to: number): Mean =>
  meanOf(wonIn(deals, from, to).flatMap(({ euros }) => (euros === null ? [] : [euros])));

const wonIn = (deals: readonly Deal[], from: number, to: number): Deal[] =>
  closedIn(deals, from, to).filter(
    ({ outcome, of, created, closed }) => outcome === 'won' && of.pipeline === 'new' && closed >= created
  );
