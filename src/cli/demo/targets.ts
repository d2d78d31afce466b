/**
 * Monthly targets by company, region, team and rep: what each has done around that time, rounded, which is about what
 * a plan says. Story (f) is made here. Targets of regions, of teams and of reps each add up to the company's.
 */
import { bookedBetween, type Booking } from './bookings';
import { firstDay, monthAt, quarterAt, type Span } from './clock';
import { regions, season, sources, teams, type Team } from './market';
import { isHere, reps } from './people';
import { attainment } from './stories';
import { tableOf, type Row, type Table } from './tables';
import type { World } from './world';

const columns = {
  id: 'integer', metric: 'text', period: 'text', value: 'numeric', currency: 'text', region: 'text', team: 'text',
  owner_id: 'integer',
} as const;

const monthsBack = 36;
const monthsAhead = 5;
/** Targets follow what was booked this many days before and after; the latest ones, what was booked just now. */
const reach = 135;
const justNow = 120;
/** A healthy team does about this part of its target. */
const usualAttainment = 0.98;
const winRate = 0.25;
const daysAMonth = 30.4;

interface Level {
  readonly region?: string;
  readonly team?: string;
  readonly owner?: number;
}

export function targetsTable(world: World, bookings: readonly Booking[]): Table {
  const rows: Row[] = [];
  const add = (metric: string, month: Span, value: number, { region, team, owner }: Level = {}) =>
    rows.push([
      rows.length + 1, metric, month.period, value, metric === 'bookings' ? 'EUR' : null, region ?? null, team ?? null,
      owner ?? null,
    ]);
  const shares = regionShares(world, bookings);
  for (let offset = -monthsBack; offset <= monthsAhead; offset++) {
    const month = monthAt(world.clock.today, offset);
    const values = teams.map((team) => ({ team, value: teamTarget(world, bookings, team, month) }));
    const company = values.reduce((sum, { value }) => sum + value, 0);
    add('bookings', month, company);
    shares.forEach(({ region, share }) => add('bookings', month, Math.round(company * share), { region }));
    for (const { team, value } of values) {
      add('bookings', month, value, { team: team.name });
      const selling = reps.filter((rep) => rep.team === team && isHere(rep, offset * daysAMonth));
      selling.forEach((rep) => add('bookings', month, Math.round(value / selling.length), { owner: rep.id }));
      add('win_rate', month, winRate, { team: team.name });
      add('leads_created', month, leadTarget(world, month, team), { team: team.name });
    }
    add('win_rate', month, winRate);
    add('leads_created', month, leadTarget(world, month));
  }
  return tableOf({ columns, indexes: [['metric', 'period']] }, rows);
}

/** Rounded to thousands at full size. */
function teamTarget(world: World, bookings: readonly Booking[], team: Team, month: Span): number {
  const { today } = world.clock;
  const middle = (month.from + month.to) / 2;
  const recent = month.from >= quarterAt(today).from;
  const from = recent ? today - justNow : Math.max(middle - reach, today + firstDay);
  const to = Math.min(middle + reach, today);
  const own = bookings.filter((booking) => booking.team === team.name);
  const daily = bookedBetween(own, from, to) / Math.max(30, to - from);
  const step = 1000 * Math.min(1, world.scale);
  return Math.round((daily * (month.to - month.from)) / planned(world, team, month) / step) * step;
}

/** The part of the target that the team is meant to reach: story (f) is about this quarter and the one before. */
function planned(world: World, team: Team, month: Span): number {
  const [before, now] = attainment[team.name] ?? [usualAttainment, usualAttainment];
  const { today } = world.clock;
  switch (quarterAt(month.from).period) {
    case quarterAt(today).period:
      return now;
    case quarterAt(today, -1).period:
      return before;
    default:
      return usualAttainment;
  }
}

/** Each region's part of what was booked in the last year. */
function regionShares(world: World, bookings: readonly Booking[]): Array<{ region: string; share: number }> {
  const { today } = world.clock;
  const sums = regions.map(({ name }) =>
    bookedBetween(bookings.filter((booking) => booking.region === name), today - 364, today)
  );
  const total = sums.reduce((sum, value) => sum + value, 0);
  return regions.map(({ name }, index) => ({ region: name, share: (sums[index] ?? 0) / total }));
}

/** What the sources send in a usual month of the season; nobody planned the flood of story (d). */
function leadTarget(world: World, month: Span, team?: Team): number {
  const usual = sources.reduce((sum, source) => sum + source.leadsPerDay, 0);
  const daily = usual * season((month.from + month.to) / 2 - world.clock.today);
  return Math.round(daily * world.scale * (month.to - month.from) * (team?.weight ?? 1));
}
