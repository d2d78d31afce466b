/** What the teams said each Monday that the quarter would bring: a little too much, and less wrong towards its end. */
import { bookedBetween, type Booking } from './bookings';
import { quarterAt, type Day } from './clock';
import { teams } from './market';
import { normal, randomFor } from './random';
import { tableOf, type Row, type Table } from './tables';
import { cents, type World } from './world';

const weeks = 150;
export const forecastsShape = {
  columns: { id: 'integer', made_at: 'instant', period: 'text', team: 'text', value: 'numeric', currency: 'text' },
  indexes: [['period']],
} as const;

export interface PlannedForecast {
  /** Before the end of the data. */
  readonly weeks: number;
  readonly team: string;
  /** A draw from the standard normal: how far off it is. */
  readonly luck: number;
}

/** The rows in the order of their ids; they do not depend on the day the data end. */
export function planForecasts(seed: number): PlannedForecast[] {
  const random = randomFor(seed, 'forecasts');
  return Array.from({ length: weeks }, (_, index) => weeks - index).flatMap((before) =>
    teams.map(({ name }) => ({ weeks: before, team: name, luck: normal(random) }))
  );
}

/** When a forecast of so many weeks ago was made. */
export const madeAt = (weeksAgo: number): Day => -7 * weeksAgo + 0.3;
/** Part by which forecasts are too high: always, and at the beginning of a quarter on top, as a rule and by luck. */
export const error = { always: 0.02, early: 0.07, luck: 0.12 };

export function forecastsTable(world: World, bookings: readonly Booking[]): Table {
  const rows = planForecasts(world.seed).map(({ weeks: before, team, luck }, index): Row => {
    const day = world.clock.today - 7 * before;
    const quarter = quarterAt(day);
    const left = (quarter.to - day) / (quarter.to - quarter.from);
    const own = bookings.filter((booking) => booking.team === team);
    const times = 1 + error.always + error.early * left + error.luck * left * luck;
    const value = expected(world, own, quarter.from, quarter.to) * times;
    return [index + 1, world.clock.instant(madeAt(before)), quarter.period, team, cents(value), 'EUR'];
  });
  return tableOf(forecastsShape, rows);
}

/** What the quarter brought; for the days still to come, what the last thirteen weeks have brought. */
function expected({ clock }: World, bookings: readonly Booking[], from: number, to: number): number {
  const rest = Math.max(0, to - clock.today);
  return bookedBetween(bookings, from, to) + (rest * bookedBetween(bookings, clock.today - 91, clock.today)) / 91;
}
