import type { ShapedQuery } from '../../datasource/types';
import type { ShapedFunnel, ShapedMetrics, ShapedPipeline, ShapedRecords } from './form';
import type { QueryType } from './words';

/** What was asked of the other types in this session, so that going back finds it. */
export type Drafts = Partial<Readonly<Record<QueryType, ShapedQuery>>>;

/** The same panel asked another way: filters, evidence and the first dimension come along, the rest is the draft's. */
export function switchType(query: ShapedQuery, type: QueryType, drafts: Drafts = {}): ShapedQuery {
  if (query.type === type) {
    return query;
  }
  const { refId, schemaVersion, hide, filters, shape } = query;
  const period = 'period' in query ? query.period : undefined;
  const shared = { ...grafanaKeys(query), refId, schemaVersion, hide, filters, shape };
  switch (type) {
    case 'metrics': {
      const draft: ShapedMetrics =
        drafts.metrics?.type === 'metrics' ? drafts.metrics : { ...shared, type, metrics: [], by: dimensionsIn(query), period };
      return { ...draft, ...shared, evidence: draft.evidence ?? evidenceOf(query) };
    }
    case 'funnel': {
      const draft: ShapedFunnel =
        drafts.funnel?.type === 'funnel' ? drafts.funnel : { ...shared, type, by: dimensionsIn(query)[0], period };
      return { ...draft, ...shared, evidence: draft.evidence ?? evidenceOf(query) };
    }
    case 'pipeline': {
      const draft: ShapedPipeline =
        drafts.pipeline?.type === 'pipeline' ? drafts.pipeline : { ...shared, type, by: dimensionsIn(query)[0] };
      return { ...draft, ...shared, evidence: draft.evidence ?? evidenceOf(query) };
    }
    case 'records': {
      const draft: ShapedRecords = drafts.records?.type === 'records' ? drafts.records : { ...shared, type, period };
      return { ...draft, ...shared };
    }
    case 'quality':
      return { ...shared, type };
  }
}

const dimensionsIn = (query: ShapedQuery): string[] => ('by' in query ? [query.by ?? []].flat() : []);

const evidenceOf = (query: ShapedQuery): boolean | undefined => ('evidence' in query ? query.evidence : undefined);

/** Grafana keeps its own keys in a saved query; they belong to the panel, not to the type. */
const grafanaKeys = (query: ShapedQuery): object =>
  Object.fromEntries(Object.entries(query).filter(([key]) => ['datasource', 'key', 'queryType'].includes(key)));
