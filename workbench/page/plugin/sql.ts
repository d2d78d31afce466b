/** Stand-in for Grafana's built-in PostgreSQL data source: the same request on the wire, no editor. */
import type { DataQuery } from '@grafana/schema';
import type { DataSourceJsonData, ScopedVars } from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';

export interface SqlQuery extends DataQuery {
  rawSql?: string;
  format?: string;
}

type Variable = { readonly multi?: boolean; readonly includeAll?: boolean };

const quote = (value: unknown) => `'${String(value).replace(/'/g, "''")}'`;

export class SqlDataSource extends DataSourceWithBackend<SqlQuery, DataSourceJsonData> {
  filterQuery(query: SqlQuery): boolean {
    return Boolean(query.rawSql) && !query.hide;
  }

  applyTemplateVariables(query: SqlQuery, scopedVars: ScopedVars): SqlQuery {
    return {
      refId: query.refId,
      datasource: this.getRef(),
      rawSql: getTemplateSrv().replace(query.rawSql, scopedVars, interpolate),
      format: query.format,
    };
  }
}

/** One value stays as it is unless the variable can hold several; then each is a literal. */
function interpolate(value: unknown, variable: Variable): unknown {
  if (Array.isArray(value)) {
    return value.map(quote).join(',');
  }
  if (typeof value !== 'string') {
    return value;
  }
  return variable.multi || variable.includeAll ? quote(value) : value.replace(/'/g, "''");
}
