/** What every file that writes rows is given. */
import type { Clock } from './clock';
import type { CloseDate, CloseDatePlan } from './closeDates';
import type { Deal } from './draft';
import { randomFor, type Random } from './random';
import type { Rates } from './rates';

export interface World {
  readonly seed: number;
  readonly scale: number;
  readonly clock: Clock;
  readonly rates: Rates;
  readonly closeDate: (deal: Deal, plan: CloseDatePlan) => CloseDate;
}

/** The stream for the small details of one row. */
export const detail = (world: World, table: string, index: number): Random => randomFor(world.seed, table, index);

export const cents = (value: number): number => Math.round(value * 100) / 100;
