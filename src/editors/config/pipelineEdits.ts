import type { Pipeline } from '../../model/types';
import { asObject, textOf, type Json } from './path';

/** The items with one of them moved; a move beyond either end changes nothing. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const [item] = items.slice(from, from + 1);
  if (item === undefined || to < 0 || to >= items.length) {
    return items;
  }
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** An id that none of them has: `stage-3`. */
export function freeId(items: readonly unknown[], word: string): string {
  const taken = items.map((item) => textOf(asObject(item)['id']));
  let count = items.length + 1;
  while (taken.includes(`${word}-${count}`)) {
    count++;
  }
  return `${word}-${count}`;
}

/** A pipeline that parses: the least a funnel needs. */
export const newPipeline = (existing: readonly unknown[]): Json => ({
  id: freeId(existing, 'pipeline'),
  of: 'deal',
  label: 'New pipeline',
  stages: [
    { id: 'open', label: 'Open', kind: 'open' },
    { id: 'won', label: 'Won', kind: 'won' },
    { id: 'lost', label: 'Lost', kind: 'lost' },
  ],
});

/** The preset's pipelines written out, to be changed. */
export const writtenOut = (pipelines: readonly Pipeline[]): Json[] =>
  pipelines.map(({ id, of, label, stages }) => ({
    id,
    of,
    label,
    stages: stages.map((stage) => ({
      id: stage.id,
      label: stage.label,
      kind: stage.kind,
      ...(stage.probability === undefined ? {} : { probability: stage.probability }),
    })),
  }));
