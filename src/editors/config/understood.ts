import { listMetrics } from '../../metrics/catalogue';
import { describeModel } from '../../model/describe';
import type { SalesModel } from '../../model/types';

export interface Understood {
  readonly lines: readonly string[];
  /** How many metrics can be asked for. */
  readonly available: number;
  /** Metrics that lack something, by what they lack. */
  readonly unavailable: ReadonlyArray<{ readonly reason: string; readonly metrics: readonly string[] }>;
}

/** The model read back to the person who wrote it. */
export function understood(model: SalesModel): Understood {
  const built = listMetrics(model).filter(({ later }) => !later);
  const reasons = new Map<string, string[]>();
  for (const { info, missing } of built) {
    if (missing) {
      reasons.set(missing, [...(reasons.get(missing) ?? []), info.label]);
    }
  }
  return {
    lines: describeModel(model),
    available: built.filter(({ missing }) => !missing).length,
    unavailable: [...reasons].map(([reason, metrics]) => ({ reason, metrics })),
  };
}
