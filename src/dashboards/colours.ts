/** Colours that follow a metric's good direction. */
import { findEntry } from '../metrics/resolve';
import type { Json } from './schema';

type Step = readonly [colour: string, from: number | null];

const coloured = (...steps: readonly Step[]): Json => ({
  color: { mode: 'thresholds' },
  thresholds: { mode: 'absolute', steps: steps.map(([color, value]) => ({ color, value })) },
});

/** Of a change or a gap: red on the bad side of 0, green from 0 on. A metric without a good direction has no colour. */
export function signed(metric: string): Json {
  switch (findEntry(metric).direction) {
    case 'up':
      return coloured(['red', null], ['green', 0]);
    case 'down':
      return coloured(['green', null], ['red', 1e-9]);
    case 'neutral':
      return {};
  }
}

/** Of a change that chance alone may make: red only where it is worse than this fraction. */
export function alarming(metric: string, fraction: number): Json {
  return findEntry(metric).direction === 'down'
    ? coloured(['text', null], ['red', fraction])
    : coloured(['red', null], ['text', -fraction]);
}

/** Red, orange and green in the order that the metric's good direction asks for; `bounds` rise. */
export function graded(metric: string, bounds: readonly [lower: number, upper: number]): Json {
  const [first, last] = findEntry(metric).direction === 'down' ? (['green', 'red'] as const) : (['red', 'green'] as const);
  return coloured([first, null], ['orange', bounds[0]], [last, bounds[1]]);
}

/** A table cell whose text has the colour of its value. */
export const inCell = (look: Json): Json => ({ ...look, 'custom.cellOptions': { type: 'color-text' } });
