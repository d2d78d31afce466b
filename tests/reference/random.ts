/** Random numbers from a seed, and when things happen in a random company. */

/** A source of random numbers in [0, 1) (mulberry32), and what is drawn from it. */
export class Random {
  private state: number;

  constructor(seed: number, ...path: ReadonlyArray<string | number>) {
    let hash = seed | 0;
    for (const char of path.join('/')) {
      hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    }
    this.state = hash;
    this.next();
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!;
  }
}

export const second = 1000;
export const hour = 3600 * second;
export const day = 24 * hour;

/** What the rows of one company share. */
export interface World {
  readonly seed: number;
  readonly zone: string;
  /** Most things happen within 75 days of this clock change. */
  readonly centre: number;
  /** Instants that occur again and again. */
  readonly again: readonly number[];
}

export function worldOf(seed: number): World {
  const r = new Random(seed, 'world');
  const zone = r.pick(['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC']);
  const centre = r.pick([Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]);
  const again = Array.from({ length: 4 }, () => centre + r.whole(-60, 60) * day + r.whole(0, 86_399) * second);
  return { seed, zone, centre, again };
}
