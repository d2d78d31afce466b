import { tzOffset } from '@date-fns/tz';

const day = 86_400_000;
const minute = 60_000;
/** Rules that hold in 2040 are those of today; what a zone did before 2000 makes no statement longer. */
const [first, last] = [Date.UTC(2000, 0), Date.UTC(2040, 0)];

export interface Midnights {
  /** There are days that do not begin at 00:00, as in America/Sao_Paulo until 2018. */
  readonly skipped: boolean;
  /** There are days on which the clocks show 00:00 twice, as in America/Havana. */
  readonly repeated: boolean;
}

const known = new Map<string, Midnights>();

/** What clock changes do to the midnights of a zone, from 2000 to 2040. */
export function midnightsOf(zone: string): Midnights {
  const found = known.get(zone) ?? look(zone);
  known.set(zone, found);
  return found;
}

function look(zone: string): Midnights {
  const offset = (at: number) => tzOffset(zone, new Date(at)) * minute;
  let [skipped, repeated] = [false, false];
  // Changes lie more than a week apart.
  for (let at = first; at < last; at += 7 * day) {
    let [before, after] = [at, at + 7 * day];
    const [old, changed] = [offset(before), offset(after)];
    if (old === changed) {
      continue;
    }
    while (after - before > minute) {
      const middle = before + Math.floor((after - before) / 2 / minute) * minute;
      [before, after] = offset(middle) === old ? [middle, after] : [before, middle];
    }
    const [until, from] = [after + old, after + changed];
    const midnight = Math.ceil(Math.min(until, from) / day) * day;
    skipped ||= until <= midnight && midnight < from;
    repeated ||= from <= midnight && midnight < until;
  }
  return { skipped, repeated };
}
