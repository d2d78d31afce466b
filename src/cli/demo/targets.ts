/**
 * Monthly targets by company, region, team and rep: what each has done around that time, rounded, which is about what
 * a plan says. Story (f) is made here. Targets of regions, of teams and of reps each add up to the company's.
 */
import { bookedBetween, type Booking } from './bookings';
import { firstDay, monthAt, quarterAt, type Day, type Span } from './clock';
import { regions, season, sources, teams, type Team } from './market';
import { isHere, reps, type Rep } from './people';
import { attainment } from './stories';
import { tableOf, type Row, type Table } from './tables';
import type { World } from './world';

export const targetsShape = {
  columns: {
    id: 'integer', metric: 'text', period: 'text', value: 'numeric', currency: 'text', region: 'text', team: 'text',
    owner_id: 'integer',
  },
  indexes: [['metric', 'period']],
} as const;

const monthsBack = 36;
const monthsAhead = 5;
/** Targets follow what was booked this many days before and after; the latest ones, what was booked just now. */
export const reach = 135;
export const justNow = 120;
/** A healthy team does about this part of its target. */
export const usualAttainment = 0.98;
export const winRate = 0.25;
const daysAMonth = 30.4;

/** A row of the table without its value. */
export interface PlannedTarget {
  /** Months after the one of today. */
  readonly month: number;
  readonly metric: 'bookings' | 'win_rate' | 'leads_created';
  readonly region?: string;
  /** For a rep's target the team it is a part of, which the row does not name. */
  readonly team?: Team;
  readonly owner?: Rep;
  /** The reps of the team among whom its target is divided. */
  readonly sellers?: number;
}

/** The rows in the order of their ids; they do not depend on the day the data end. */
export function planTargets(): PlannedTarget[] {
  return Array.from({ length: monthsBack + 1 + monthsAhead }, (_, index) => index - monthsBack).flatMap((month) => [
    { month, metric: 'bookings' as const },
    ...regions.map(({ name }) => ({ month, metric: 'bookings' as const, region: name })),
    ...teams.flatMap((team) => {
      const selling = reps.filter((rep) => rep.team === team && isHere(rep, month * daysAMonth));
      return [
        { month, metric: 'bookings' as const, team },
        ...selling.map((owner) => ({ month, metric: 'bookings' as const, team, owner, sellers: selling.length })),
        { month, metric: 'win_rate' as const, team },
        { month, metric: 'leads_created' as const, team },
      ];
    }),
    { month, metric: 'win_rate' as const },
    { month, metric: 'leads_created' as const },
  ]);
}

export function targetsTable(world: World, bookings: readonly Booking[]): Table {
  const shares = regionShares(world, bookings);
  const booked = new Map<string, number>();
  const ofTeam = (team: Team, month: Span): number => {
    const key = `${team.name} ${month.period}`;
    const value = booked.get(key) ?? teamTarget(world, bookings, team, month);
    booked.set(key, value);
    return value;
  };
  const ofCompany = (month: Span): number => teams.reduce((sum, team) => sum + ofTeam(team, month), 0);
  const valueOf = ({ metric, region, team, sellers }: PlannedTarget, month: Span): number => {
    if (metric !== 'bookings') {
      return metric === 'win_rate' ? winRate : leadTarget(world, month, team);
    }
    if (region !== undefined) {
      return Math.round(ofCompany(month) * (shares.get(region) ?? 0));
    }
    if (team === undefined) {
      return ofCompany(month);
    }
    return sellers === undefined ? ofTeam(team, month) : Math.round(ofTeam(team, month) / sellers);
  };
  const rows = planTargets().map((planned, index): Row => {
    const { metric, region, team, owner } = planned;
    const month = monthAt(world.clock.today, planned.month);
    return [
      index + 1, metric, month.period, valueOf(planned, month), metric === 'bookings' ? 'EUR' : null, region ?? null,
      owner ? null : (team?.name ?? null), owner?.id ?? null,
    ];
  });
  return tableOf(targetsShape, rows);
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
function regionShares(world: World, bookings: readonly Booking[]): Map<string, number> {
  const { today } = world.clock;
  const sums = regions.map(({ name }) =>
    bookedBetween(bookings.filter((booking) => booking.region === name), today - 364, today)
  );
  const total = sums.reduce((sum, value) => sum + value, 0);
  return new Map(regions.map(({ name }, index) => [name, (sums[index] ?? 0) / total]));
}

/** What the sources send in a usual month of the season; nobody planned the flood of story (d). */
function leadTarget(world: World, month: Span, team?: Team): number {
  const daily = usualLeads((month.from + month.to) / 2 - world.clock.today, world.scale);
  return Math.round(daily * (month.to - month.from) * (team?.weight ?? 1));
}

/** A day, around this day. */
export const usualLeads = (day: Day, scale: number): number =>
  sources.reduce((sum, source) => sum + source.leadsPerDay, 0) * season(day) * scale;
