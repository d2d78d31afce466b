/** What the editor offers for a query: everything that would be refused is left out, or listed with the reason. */
import { listMetrics } from '../../metrics/catalogue';
import { allDimensions, dimensionsOf, entityDimensions } from '../../metrics/dimensions';
import type { Availability } from '../../metrics/types';
import type { Dimension, SalesModel } from '../../model/types';
import { matches, type Choice } from '../parts/Choice';
import type { SalesQuery } from '../../plan/query';
import { funnelChoices, type FunnelChoices } from './funnelChoices';
import { metricEntry } from './labels';
import { recordChoices, type RecordChoices } from './recordChoices';

/** `later`: named by the documentation and not built yet; only found by searching. */
export interface MetricChoice extends Choice {
  readonly later?: boolean;
}

export interface Choices {
  readonly metrics: readonly MetricChoice[];
  /** Dimensions that everything asked for has. */
  readonly dimensions: readonly Choice[];
  readonly funnel: FunnelChoices;
  readonly records: RecordChoices;
}

export function choicesFor(model: SalesModel | undefined, query: SalesQuery): Choices {
  const funnel = funnelChoices(model, query.type === 'funnel' ? query : undefined);
  const records = recordChoices(model, query.type === 'records' ? query : undefined);
  return {
    metrics: metricChoices(model, query),
    dimensions: model ? dimensionsFor(model, query, { funnel, records }).map(({ id, label }) => ({ value: id, label })) : [],
    funnel,
    records,
  };
}

/** The list as it is before and while someone searches it. */
export const isListed = (choice: MetricChoice, search: string): boolean =>
  search.trim() === '' ? !choice.later : matches(choice, search);

const rank = ({ missing, later }: Availability): number => (later ? 2 : missing ? 1 : 0);

function metricChoices(model: SalesModel | undefined, query: SalesQuery): MetricChoice[] {
  const all = [...listMetrics(model)].sort((one, other) => rank(one) - rank(other));
  const groups = [...new Set(listMetrics(model).map(({ info }) => info.group))];
  const metrics = groups.flatMap((group) => all.filter(({ info }) => info.group === group)).map(metricChoice);
  return [...metrics, ...targetChoices(model, query)];
}

function metricChoice({ info, missing, later }: Availability): MetricChoice {
  const reason = later ? 'Not in this version yet.' : missing && `Unavailable: ${missing}.`;
  return {
    value: info.id,
    label: info.label,
    group: info.group,
    description: reason ? `${reason} ${info.meaning}` : info.meaning,
    isDisabled: reason !== undefined,
    later,
  };
}

/** Targets are offered for the metrics that have rows in the model, or for the chosen ones where they are in a table. */
function targetChoices(model: SalesModel | undefined, query: SalesQuery): MetricChoice[] {
  if (!model?.targets) {
    return [];
  }
  const named = model.targets.kind === 'rows' ? model.targets.rows.map(({ metric }) => metric) : [];
  const chosen =
    query.type === 'metrics' && model.targets.kind === 'table' ? query.metrics.map((id) => id.split('.')[0]!) : [];
  return [...new Set([...named, ...chosen])]
    .flatMap((id) => [metricEntry(`${id}.target`, model), metricEntry(`${id}.attainment`, model)])
    .flatMap((entry) =>
      entry ? [{ value: entry.id, label: entry.label, group: 'Targets', description: entry.meaning }] : []
    );
}

function dimensionsFor(
  model: SalesModel,
  query: SalesQuery,
  { funnel, records }: Pick<Choices, 'funnel' | 'records'>
): readonly Dimension[] {
  switch (query.type) {
    case 'metrics':
      return query.metrics.length > 0 ? dimensionsOf(model, query.metrics) : allDimensions(model);
    case 'funnel':
      return entityDimensions(model, funnel.entity === 'deal' ? 'deal' : 'lead');
    case 'pipeline':
      return entityDimensions(model, 'deal');
    case 'records':
      return entityDimensions(model, records.entity);
    case 'quality':
      return dimensionsOf(model, checksOf(model));
  }
}

const checksOf = (model: SalesModel): string[] =>
  listMetrics(model).flatMap(({ info, missing }) => (info.group === 'Data quality' && !missing ? [info.id] : []));
