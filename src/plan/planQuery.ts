import { entries } from '../metrics/entries';
import { availability } from '../metrics/catalogue';
import type { SalesModel } from '../model/types';
import { SalesError } from '../sql/SalesError';
import { periodNotice, rangeOf } from './period';
import type { Plan, QualityPlan } from './Plan';
import { planFunnel } from './planFunnel';
import { planMetrics } from './planMetrics';
import { planPipeline } from './planPipeline';
import { planRecords } from './planRecords';
import type { QualityQuery, Range, SalesQuery } from './query';

/**
 * SalesQuery + SalesModel → Plan.
 * @throws SalesError `query/…`: unknown names with the nearest one, dimensions that an entity lacks, metrics whose
 *   fields are not mapped, an empty range. Nothing is ignored and nothing becomes 0 for being unknown.
 */
export function planQuery(query: SalesQuery, model: SalesModel, range: Range): Plan {
  const period = 'period' in query ? query.period : undefined;
  const within = rangeOf(period, range, model.calendar);
  const plan = planWithin(query, model, within);
  return period ? { ...plan, period: periodNotice(period, within, model.calendar) } : plan;
}

function planWithin(query: SalesQuery, model: SalesModel, range: Range): Plan {
  switch (query.type) {
    case 'metrics':
      return planMetrics(query, model, range);
    case 'funnel':
      return planFunnel(query, model, range);
    case 'records':
      return planRecords(query, model, range);
    case 'pipeline':
      return planPipeline(query, model, range);
    case 'quality':
      return planQuality(query, model, range);
  }
}

function planQuality(query: QualityQuery, model: SalesModel, range: Range): QualityPlan {
  const seen = entries.filter((entry) => entry.group === 'Data quality').map((entry) => availability(entry.id, model));
  const answerable = seen.filter((one) => !one.missing).map((one) => one.info.id);
  if (answerable.length === 0) {
    throw new SalesError('query/metric-unavailable', `no data-quality check can run: ${seen[0]!.info.id} ${seen[0]!.missing}`);
  }
  const inner = planMetrics({ refId: query.refId, schemaVersion: query.schemaVersion, type: 'metrics', metrics: answerable, filters: query.filters }, model, range);
  const unanswered = seen.flatMap((one) => (one.missing ? [{ label: one.info.label, reason: one.missing }] : []));
  return { kind: 'quality', model, range, filters: inner.filters, inner, missing: unanswered };
}
