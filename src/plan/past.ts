/** What is asked about the past: which states, and what of them only today knows. */
import type { ResolvedMetric } from '../metrics/resolve';
import { hasStageProbability } from '../metrics/needs';
import type { SalesModel } from '../model/types';
import { isKnown, type Instant } from './Moment';
import type { PlannedSource } from './Plan';
import { isPast, type Window } from './windows';

const isState = ({ spec }: Pick<PlannedSource, 'spec'>): boolean => spec.kind === 'open' || spec.kind === 'due';

/** Whether open deals of an instant before now are asked for; where only the database can tell, they may be. */
export function looksBack(sources: readonly PlannedSource[], windows: ReadonlyArray<Window<Instant>>, now: Instant): boolean {
  const states = sources.filter(isState);
  const seen = windows.filter((window) => window.role === 'current' || states.some((source) => source.compares));
  const ends = seen.some((window) => (isKnown(now) ? window.buckets.some(({ end }) => isKnown(end) && end < now) : isPast(window, now) !== false));
  return states.some(({ spec }) => spec.kind === 'due') || (states.length > 0 && ends);
}

/** One sentence a metric whose past values rest on what is known today only. */
export const pastNotices = (metrics: readonly ResolvedMetric[], model: SalesModel): readonly string[] =>
  metrics.flatMap((one) => {
    const parts = todaysParts(one, model);
    return parts.length ? [`${one.metric.id}: ${parts.join(' and ')} are today’s, also at past dates`] : [];
  });

function todaysParts({ components }: ResolvedMetric, model: SalesModel): readonly string[] {
  const states = Object.values(components).filter(({ source }) => isState({ spec: source }));
  const reads = (word: string): boolean => states.some(({ of }) => JSON.stringify(of).includes(`"${word}"`));
  const byClose = reads('passedClose') || states.some(({ source }) => source.kind === 'open' && source.expected);
  const hasHistory = model.history.deal !== undefined || Object.keys(model.entities.deal?.stageDates ?? {}).length > 0;
  return [
    ...(reads('past') && !model.dealChange ? ['amounts'] : []),
    ...(byClose && !model.dealChange ? ['expected close dates'] : []),
    ...(reads('weighted') && !(hasHistory && hasStageProbability(model)) ? ['probabilities'] : []),
  ];
}
