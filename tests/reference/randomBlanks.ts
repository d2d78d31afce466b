/** Text that shows as nothing, in some cells of a random company. */
import { Random } from './random';

type Blanked = <T extends object>(row: T, columns: readonly string[], ...path: ReadonlyArray<string | number>) => T;

/** Blanks cells of a row, in place. Which ones is drawn by `path`, so that the row's other values stay what they were. */
export const randomBlanks = (seed: number): Blanked => (row, columns, ...path) => {
  const own = new Random(seed, 'blank', ...path);
  for (const column of columns) {
    if (own.chance(0.1)) {
      Object.assign(row, { [column]: own.pick([' ', ' ', '', '\t\u00a0', '\u2003']) });
    }
  }
  return row;
};
