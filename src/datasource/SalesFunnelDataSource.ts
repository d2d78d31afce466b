/** Connects Grafana to functions; what they do is in the files beside it, and query.ts has the picture. */
import {
  DataSourceApi,
  dateTime,
  type AdHocVariableFilter,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { config, getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { defer, firstValueFrom, type Observable } from 'rxjs';
import { availability } from '../metrics/catalogue';
import { allDimensions } from '../metrics/dimensions';
import { parseModel } from '../model/parse';
import type { SalesModel } from '../model/types';
import { fromAdHoc } from '../plan/adHoc';
import { migrateQuery } from '../plan/migrateQuery';
import type { Plan } from '../plan/Plan';
import { withOffered } from '../plan/offeredFilters';
import { planQuery } from '../plan/planQuery';
import { currentSchemaVersion, type Range, type SalesQuery } from '../plan/query';
import { backendOf } from './backend';
import { readValues, type DimensionValue } from './dimensionValues';
import { interpolateQuery } from '../plan/interpolateQuery';
import { interpolateTargets } from './interpolateTargets';
import { isComplete } from './isComplete';
import { modelOf, type Parsed, type Problem } from './model';
import { createPool, type Ask } from './pool';
import { query, sqlText, type QueryServices } from './query';
import { createRun, type Backend, type Outcome, type Run, type RunRequest } from './runner';
import { findSource, type GetSettings, type Source } from './source';
import { statementsOf, statementsTogether } from './statements';
import type { SalesFunnelOptions, ShapedQuery } from './types';
import { SalesVariables, type VariableServices } from './variables';
import { expandWith, type Replace } from './variableValues';

/** What is taken from Grafana's own services; tests pass their own. */
export interface Host {
  readonly getSettings: GetSettings;
  readonly replace: Replace;
  isPublic(): boolean;
  backendOf(source: Source): Backend;
  /** Milliseconds that statements wait for others (pool.ts). */
  readonly wait: number;
}

/** What module.ts adds, so that this folder imports no React. */
export interface Words {
  readonly variableEditor: SalesVariables['editor'];
  describe(query: SalesQuery, model: SalesModel | undefined): string;
}

const grafana: Host = {
  getSettings: (ref) => getDataSourceSrv().getInstanceSettings(ref),
  replace: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
  isPublic: () => Boolean(config.publicDashboardAccessToken),
  backendOf,
  wait: 20,
};

/** What a new panel begins with: the first that the model has the columns for. */
const firstMetrics = ['bookings', 'deals_created', 'leads_created'];

/** A look-up of the editor: not a panel's, so not in its inspector. */
const lookUp: RunRequest = { hideFromInspector: true };

export class SalesFunnelDataSource extends DataSourceApi<ShapedQuery, SalesFunnelOptions> {
  readonly model: SalesModel | undefined;
  readonly problems: readonly Problem[];
  readonly options: SalesFunnelOptions;
  readonly services: QueryServices & VariableServices;

  constructor(
    settings: DataSourceInstanceSettings<SalesFunnelOptions>,
    private readonly words?: Words,
    private readonly host: Host = grafana
  ) {
    super(settings);
    this.options = settings.jsonData ?? {};
    const parsed: Parsed = parseModel(this.options.model);
    this.model = 'model' in parsed ? parsed.model : undefined;
    this.problems = 'problems' in parsed ? parsed.problems : [];
    const ask = this.createAsk();
    this.services = {
      model: () => modelOf(parsed, this.name),
      ask,
      replace: host.replace,
      isPublic: host.isPublic,
      values: (model, dimension, request) => readValues(ask, model, dimension, undefined, request),
    };
    if (words) {
      this.variables = new SalesVariables(this.services, words.variableEditor);
    }
  }

  query(request: DataQueryRequest<ShapedQuery>): Observable<DataQueryResponse> {
    return query(request, this.services);
  }

  filterQuery(saved: ShapedQuery): boolean {
    return isComplete(saved);
  }

  getDefaultQuery(): Partial<ShapedQuery> {
    const { model } = this;
    const metric = model && firstMetrics.find((id) => availability(id, model).missing === undefined);
    return { schemaVersion: currentSchemaVersion, type: 'metrics', metrics: metric ? [metric] : [], grain: 'month' };
  }

  getQueryDisplayText(saved: ShapedQuery): string {
    try {
      return this.words?.describe(migrateQuery(saved), this.model) ?? saved.type;
    } catch {
      return saved.type;
    }
  }

  interpolateVariablesInQueries(
    saved: ShapedQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): ShapedQuery[] {
    return interpolateTargets(saved, {
      expand: expandWith(this.host.replace, scopedVars),
      filters,
      model: this.model,
      ref: this.getRef(),
      source: () => this.source(),
    });
  }

  async getTagKeys(): Promise<MetricFindValue[]> {
    return allDimensions(this.services.model()).map(({ id, label }) => ({ text: label, value: id }));
  }

  async getTagValues({ key, timeRange }: DataSourceGetTagValuesOptions<ShapedQuery>): Promise<MetricFindValue[]> {
    const values = await firstValueFrom(
      readValues(this.services.ask, this.services.model(), key, undefined, { ...lookUp, range: timeRange })
    );
    return values.map(({ label, value }) => ({ text: label, value }));
  }

  /** For the editor: values whose label contains `search`. */
  async dimensionValues(dimension: string, search?: string): Promise<DimensionValue[]> {
    return firstValueFrom(readValues(this.services.ask, this.services.model(), dimension, search, { ...lookUp }));
  }

  /** The SQL that a query would send on its own. @throws SalesError */
  previewSql(saved: SalesQuery, range: Range): string {
    const filled = interpolateQuery(migrateQuery(saved), expandWith(this.host.replace, undefined));
    return sqlText({ statements: statementsOf(planQuery(filled, this.services.model(), range), this.source().dialect), plans: 1 });
  }

  /** A query as it runs now: variables and the dashboard's filters are filled in. @throws SalesError */
  filledIn(saved: SalesQuery, filters: readonly AdHocVariableFilter[] | undefined, range: Range): SalesQuery {
    const filled = interpolateQuery(migrateQuery(saved), expandWith(this.host.replace, undefined));
    return withOffered(filled, fromAdHoc(filters), (tried) => planQuery(tried, this.services.model(), range)).query;
  }

  /** Statements of alert rules, whose macros the SQL data source replaces; in one request, outside of the inspector. */
  runNative(statements: readonly string[], { from, to }: { from: Date; to: Date }): Promise<readonly Outcome[]> {
    const source = this.source();
    const raw = { from: dateTime(from), to: dateTime(to) };
    return firstValueFrom(
      createRun(source, this.host.backendOf(source))(statements, { ...lookUp, range: { ...raw, raw } })
    );
  }

  async testDatasource(): Promise<TestDataSourceResponse> {
    const { testDatasource } = await import(/* webpackChunkName: "test" */ './testDatasource');
    return testDatasource({
      findSource: () => this.source(),
      backendOf: this.host.backendOf,
      model: this.model,
      problems: this.problems,
    });
  }

  /** @throws SalesError where none is chosen, or none that is spoken */
  source(): Source {
    return findSource(this.options, this.host.getSettings, this.type);
  }

  private createAsk(): Ask<Plan> {
    const prefix = `salesfunnel-${this.uid}-${Date.now().toString(36)}`;
    let sent = 0;
    const run: Run = (statements, request) =>
      defer(() => {
        const source = this.source();
        return createRun(source, this.host.backendOf(source))(statements, request);
      });
    return createPool({
      statementsOf: (plan) => statementsOf(plan, this.source().dialect),
      together: (plans) => statementsTogether(plans, this.source().dialect),
      run,
      requestId: () => `${prefix}-${++sent}`,
      wait: this.host.wait,
    });
  }
}
