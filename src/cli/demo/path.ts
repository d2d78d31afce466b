/**
 * How a deal goes through its stages: which it enters, in which order, and when. Stages are skipped, deals move
 * back and forth, a few are lost and opened again, and some are only booked afterwards, several stages in one second.
 */
import type { Day } from './clock';
import { endsOf, type Pipeline } from './pipelines';
import { between, chance, logNormal, type Random } from './random';

/** A stage entered; the last visit of a closed deal is its won or lost stage. */
export interface Visit {
  readonly stage: string;
  readonly at: Day;
}

export interface Route {
  /** Positions among the open stages, in the order they are entered. */
  readonly stops: readonly number[];
  readonly won: boolean;
}

const skipShare = 0.05;
const backShare = 0.46;
const bulkShare = 0.03;
const reopenShare = { won: 0.015, lost: 0.07 };

/** `steps` holds the chance of getting from each open stage to the next; the last one is the chance to be won. */
export function drawRoute(random: Random, steps: readonly number[]): Route {
  const failed = steps.findIndex((step) => !chance(random, step));
  const won = failed === -1;
  const furthest = won ? steps.length - 1 : failed;
  const stops: number[] = [];
  for (let position = 0; position <= furthest; position++) {
    const maySkip = position > 0 && (won || position < furthest);
    if (!(maySkip && chance(random, skipShare))) {
      stops.push(position);
    }
  }
  if (stops.length > 1 && chance(random, backShare)) {
    const turn = 1 + Math.floor(random() * (stops.length - 1));
    stops.splice(turn + 1, 0, ...stops.slice(turn - 1, turn + 1));
  }
  return { stops, won };
}

/** The visits of a route that takes `cycle` days from the first stage to the last close. */
export function layOut(random: Random, route: Route, pipeline: Pipeline, start: Day, cycle: number): Visit[] {
  const { open, won, lost } = endsOf(pipeline);
  const stages = route.stops.map((stop) => open[stop] ?? '');
  const end = route.won ? won : lost;
  if (chance(random, route.won ? reopenShare.won : reopenShare.lost)) {
    stages.push(chance(random, 0.85) ? lost : won, stages.at(-1) ?? '');
  }
  const lengths = stages.map(() => logNormal(random, 1, 0.5));
  const bulk = chance(random, bulkShare) ? Math.floor(between(random, 0, lengths.length)) : -1;
  if (bulk >= 0 && lengths.length > 1) {
    lengths[bulk] = 0;
  }
  const scale = cycle / lengths.reduce((sum, length) => sum + length, 0);
  let at = start;
  const visits = stages.map((stage, index) => {
    const visit = { stage, at };
    at += (lengths[index] ?? 0) * scale;
    return visit;
  });
  return [...visits, { stage: end, at }];
}

/** What of the path has happened by day 0. */
export const happened = (visits: readonly Visit[]): Visit[] => visits.filter((visit) => visit.at < 0);
