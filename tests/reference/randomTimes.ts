/** When things happen in a random company, and how its columns hold that. */
import { dayOf, dayStart, dayText, wallOf } from './calendar';
import type { Json } from './model';
import { day, hour, second, type Random, type World } from './random';

/** Of a time column. */
export type Kind = { is: 'instant' | 'date' } | { is: 'local'; zone: string };
export const sqlType = (kind: Kind): string => ({ instant: 'timestamptz', local: 'timestamp', date: 'date' })[kind.is];

export function randomInstant(r: Random, world: World): number {
  const near = world.centre + r.whole(-75, 75) * day;
  const aside = r.pick([-second, 0, 0, second, hour]);
  switch (r.whole(0, 7)) {
    case 0:
      return world.centre + r.whole(-12, 12) * 15 * 60 * second + r.pick([0, 0, 1, 59]) * second;
    case 1:
      return dayStart(world.zone, dayOf(world.zone, near)) + aside;
    case 2: {
      const month = new Date(near);
      const first = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1) / day;
      return dayStart(world.zone, first) + aside;
    }
    case 3:
      return r.pick(world.again);
    default:
      return near + r.whole(0, 86_399) * second;
  }
}

/** How long something takes: often nothing, a whole number of days, or nearly that. */
export function randomStretch(r: Random): number {
  switch (r.whole(0, 5)) {
    case 0:
      return 0;
    case 1:
      return r.whole(1, 40) * day + r.pick([-second, 0, 0, second, hour]);
    case 2:
      return r.whole(1, 200) * 60 * second;
    default:
      return r.whole(0, 40 * 86_400) * second;
  }
}

const pad = (value: string): string => value.replace('T', ' ').slice(0, 19);

/** The instant as a column of that kind holds it. */
export function cell(kind: Kind, at: number | null, zone: string, r: Random): string | null {
  if (at === null) {
    return null;
  }
  if (kind.is === 'instant') {
    return new Date(at).toISOString();
  }
  if (kind.is === 'date') {
    return dayText(dayOf(zone, at));
  }
  // A wall clock that skips an hour is no obstacle to whoever types a time.
  return 'zone' in kind && !r.chance(0.02) ? pad(new Date(wallOf(kind.zone, at)).toISOString()) : '2026-03-29 02:30:00';
}

export const timeColumn = (column: string, kind: Kind): { [key: string]: Json } => ({ column, ...kind });

export function randomKind(r: Random, zone: string): Kind {
  switch (r.whole(0, 4)) {
    case 0:
      return { is: 'local', zone };
    case 1:
      return { is: 'local', zone: 'America/New_York' };
    case 2:
      return { is: 'date' };
    default:
      return { is: 'instant' };
  }
}
