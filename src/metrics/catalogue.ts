import type { SalesModel } from '../model/types';
import { entries } from './entries';
import { later } from './entries/later';
import { missing } from './needs';
import { findEntry, resolveMetric } from './resolve';
import type { Availability, MetricInfo } from './types';

/**
 * Every metric: the catalogue, the model's own, and those that are named and not built yet. With a model, each says
 * whether it can be asked for, and if not, which mapping it lacks.
 */
export function listMetrics(model?: SalesModel): readonly Availability[] {
  const ids = [...entries.map((entry) => entry.id), ...(model?.metrics ?? []).map((custom) => custom.id)];
  const built = ids.map((id): Availability => availability(id, model ?? empty));
  return [...(model ? built : built.map(({ info }) => ({ info }))), ...later.map(announce)];
}

/** One metric seen from a model. A custom metric whose formula is wrong says so instead of being available. */
export function availability(id: string, model: SalesModel): Availability {
  try {
    const resolved = resolveMetric(id, model);
    const info: MetricInfo = { ...resolved.metric, needs: resolved.needs, entities: resolved.entities };
    return { info, missing: missing(resolved.needs, model) };
  } catch (error) {
    const info: MetricInfo = { ...findEntry(id, model), needs: [], entities: [] };
    return { info, missing: error instanceof Error ? error.message : String(error) };
  }
}

const announce = ([number, id, label]: (typeof later)[number]): Availability => ({
  later: true,
  missing: 'not yet: it comes with a later version',
  info: {
    id, number, label, group: 'Forecast', unit: 'count', direction: 'neutral', basis: 'event', additivity: 'flow', interval: 'none',
    formula: '', meaning: `${label}.`, caveat: '', needs: [], entities: [],
  },
});

const empty: SalesModel = {
  version: 1, preset: 'generic', calendar: { timeZone: 'UTC', weekStart: 'monday', fiscalYearStart: 1, holidays: [] },
  currency: 'USD', horizon: { lead: 90, deal: 180 }, minSample: 30, stalledAfter: { default: 30, stages: {} }, contactFields: [],
  benchmarks: {}, metrics: [], pipelines: [], entities: {}, history: {}, ids: 'native', records: { personalData: false }, hash: '',
};
