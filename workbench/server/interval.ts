/** Lengths of time as Grafana writes and rounds them, for `$__interval` and `$__timeGroup`. */

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;
type Unit = keyof typeof units;

const { s, m, h, d, y } = units;

/** Each length with the first length that is rounded to a longer one. */
const nice: ReadonlyArray<readonly [length: number, below: number]> = [
  [1, 10],
  [10, 15],
  [20, 35],
  [50, 75],
  [100, 150],
  [200, 350],
  [500, 750],
  [s, 1.5 * s],
  [2 * s, 3.5 * s],
  [5 * s, 7.5 * s],
  [10 * s, 12.5 * s],
  [15 * s, 17.5 * s],
  [20 * s, 25 * s],
  [30 * s, 45 * s],
  [m, 1.5 * m],
  [2 * m, 3.5 * m],
  [5 * m, 7.5 * m],
  [10 * m, 12.5 * m],
  [15 * m, 17.5 * m],
  [20 * m, 25 * m],
  [30 * m, 45 * m],
  [h, 1.5 * h],
  [2 * h, 2.5 * h],
  [3 * h, 4.5 * h],
  [6 * h, 9 * h],
  [12 * h, d],
  [d, 7 * d],
  [7 * d, 21 * d],
  [30 * d, 42 * d],
];

/** Milliseconds of `5m`, `1d`, `1w`. */
export function parseInterval(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(ms|[smhdwy])$/.exec(text) ?? [];
  if (!isUnit(unit)) {
    throw new Error(`error parsing interval ${text}`);
  }
  return Number(amount) * units[unit];
}

export function formatInterval(milliseconds: number): string {
  for (const unit of ['y', 'd', 'h', 'm', 's'] as const) {
    if (milliseconds >= units[unit]) {
      return `${Math.floor(milliseconds / units[unit])}${unit}`;
    }
  }
  return `${Math.max(1, Math.floor(milliseconds))}ms`;
}

/** The step that shows a range in so many points, never below `least`. All in milliseconds. */
export function stepOf(range: number, points: number, least: number): number {
  const exact = range / points;
  if (exact < least) {
    return least;
  }
  return nice.find(([, below]) => exact < below)?.[0] ?? y;
}

function isUnit(text: string): text is Unit {
  return text in units;
}
