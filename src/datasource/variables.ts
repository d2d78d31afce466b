/** Dashboard variables: values of a dimension, metrics, or stages. */
import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { defer, map, of, type Observable } from 'rxjs';
import { listMetrics } from '../metrics/catalogue';
import type { SalesModel } from '../model/types';
import { nearest } from '../sql/nearest';
import { SalesError } from '../sql/SalesError';
import type { DimensionValue } from './dimensionValues';
import type { RunRequest } from './runner';
import type { SalesFunnelDataSource } from './SalesFunnelDataSource';
import type { VariableQuery } from './types';
import { expandWith, type Replace } from './variableValues';

export interface VariableServices {
  model(): SalesModel;
  readonly replace: Replace;
  values(model: SalesModel, dimension: string, request: RunRequest): Observable<DimensionValue[]>;
}

/** `text` is shown, `value` is what filters and queries take. */
export function variableOptions(
  saved: unknown,
  request: RunRequest,
  services: VariableServices
): Observable<MetricFindValue[]> {
  return defer(() => {
    const query = migrateVariableQuery(saved);
    const model = services.model();
    const fill = (text: string | undefined): string =>
      (text ? expandWith(services.replace, request.scopedVars)(text).values[0] : undefined) ?? '';
    switch (query.kind) {
      case 'dimension':
        return services
          .values(model, fill(query.dimension), request)
          .pipe(map((values) => values.map(({ label, value }) => ({ text: label, value }))));
      case 'metrics':
        return of(metricOptions(model));
      case 'stages':
        return of(stageOptions(model, fill(query.pipeline)));
    }
  });
}

/** What was saved as a variable's query; a bare text is the id of a dimension. @throws SalesError `query/bad-variable` */
export function migrateVariableQuery(saved: unknown): VariableQuery {
  if (typeof saved === 'string') {
    return { refId: 'variable', kind: 'dimension', dimension: saved };
  }
  const given = (saved ?? {}) as Partial<VariableQuery>;
  const kind = given.kind ?? 'dimension';
  if (kind !== 'dimension' && kind !== 'metrics' && kind !== 'stages') {
    throw new SalesError(
      'query/bad-variable',
      `this version knows no variables of kind "${String(kind)}": choose dimension, metrics or stages`
    );
  }
  return { ...given, refId: given.refId ?? 'variable', kind };
}

const metricOptions = (model: SalesModel): MetricFindValue[] =>
  listMetrics(model).flatMap(({ info, missing }) =>
    missing === undefined ? [{ text: info.label, value: info.id }] : []
  );

/** Stages that have a rank, so those that a funnel can show; with several pipelines each says which it is of. */
function stageOptions(model: SalesModel, pipeline: string): MetricFindValue[] {
  const pipelines = model.pipelines.filter(({ id }) => pipeline === '' || id === pipeline);
  if (pipeline !== '' && pipelines.length === 0) {
    const ids = model.pipelines.map(({ id }) => id);
    const guess = nearest(pipeline, ids);
    throw new SalesError(
      'query/unknown-pipeline',
      `unknown pipeline "${pipeline}": ${guess ? `did you mean "${guess}"?` : `the model has ${ids.join(', ') || 'none'}`}`
    );
  }
  return pipelines.flatMap(({ label, stages }) =>
    stages
      .filter(({ rank }) => rank !== undefined)
      .map((stage) => ({ text: pipelines.length > 1 ? `${stage.label} (${label})` : stage.label, value: stage.id }))
  );
}

type Editor = CustomVariableSupport<SalesFunnelDataSource, VariableQuery>['editor'];

export class SalesVariables extends CustomVariableSupport<SalesFunnelDataSource, VariableQuery> {
  constructor(
    private readonly services: VariableServices,
    readonly editor: Editor
  ) {
    super();
  }

  getDefaultQuery = (): Partial<VariableQuery> => ({ refId: 'variable', kind: 'dimension' });

  query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    return variableOptions(request.targets[0], request, this.services).pipe(map((data) => ({ data })));
  }
}
