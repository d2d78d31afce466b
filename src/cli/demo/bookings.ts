/** What was won, in EUR at the rate of the day it was closed: the targets and forecasts are made from it. */
import type { WrittenDeal } from './dealTables';
import type { World } from './world';

export interface Booking {
  /** Local day of the close, in days since 1970. */
  readonly day: number;
  readonly euros: number;
  readonly team: string;
  readonly region: string;
}

export function bookingsOf(world: World, written: readonly WrittenDeal[]): Booking[] {
  return written.flatMap(({ deal, amount }) => {
    if (deal.outcome !== 'won' || deal.deleted || !amount || deal.closed === undefined) {
      return [];
    }
    const day = world.clock.dayNumber(deal.closed);
    return [{ day, euros: amount * world.rates.euros(deal.currency, day), team: deal.team.name, region: deal.region }];
  });
}

/** EUR booked on days from `from` up to but not including `to`. */
export const bookedBetween = (bookings: readonly Booking[], from: number, to: number): number =>
  bookings.reduce((sum, { day, euros }) => (day >= from && day < to ? sum + euros : sum), 0);
