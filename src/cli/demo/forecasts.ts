/** What the teams said each Monday that the quarter would bring: a little too much, and less wrong towards its end. */
import { bookedBetween, type Booking } from './bookings';
import { quarterAt } from './clock';
import { teams } from './market';
import { normal, randomFor } from './random';
import { tableOf, type Row, type Table } from './tables';
import { cents, type World } from './world';

const weeks = 150;
const columns = { id: 'integer', made_at: 'instant', period: 'text', team: 'text', value: 'numeric', currency: 'text' } as const;

export function forecastsTable(world: World, bookings: readonly Booking[]): Table {
  const rows: Row[] = [];
  const random = randomFor(world.seed, 'forecasts');
  for (let week = weeks; week > 0; week--) {
    const quarter = quarterAt(world.clock.today - 7 * week);
    const left = (quarter.to - (world.clock.today - 7 * week)) / (quarter.to - quarter.from);
    for (const { name } of teams) {
      const own = bookings.filter(({ team }) => team === name);
      const value = expected(world, own, quarter.from, quarter.to) * (1.02 + 0.07 * left + 0.12 * left * normal(random));
      rows.push([rows.length + 1, world.clock.instant(-7 * week + 0.3), quarter.period, name, cents(value), 'EUR']);
    }
  }
  return tableOf({ columns, indexes: [['period']] }, rows);
}

/** What the quarter brought; for the days still to come, what the last thirteen weeks have brought. */
function expected({ clock }: World, bookings: readonly Booking[], from: number, to: number): number {
  const rest = Math.max(0, to - clock.today);
  return bookedBetween(bookings, from, to) + (rest * bookedBetween(bookings, clock.today - 91, clock.today)) / 91;
}
