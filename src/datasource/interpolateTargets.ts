/** What Explore and server-side expressions take over from a panel: its queries with nothing of the dashboard left in them. */
import type { AdHocVariableFilter, DataSourceRef } from '@grafana/data';
import type { SalesModel } from '../model/types';
import { migrateQuery } from '../plan/migrateQuery';
import { planQuery } from '../plan/planQuery';
import type { Range, SalesQuery } from '../plan/query';
import { withOffered } from '../plan/offeredFilters';
import { fromAdHoc } from './adHoc';
import { interpolateQuery } from '../plan/interpolateQuery';
import type { ShapedQuery } from './types';
import type { Expand } from '../plan/interpolateQuery';

export interface InterpolationContext {
  readonly expand: Expand;
  readonly filters: readonly AdHocVariableFilter[] | undefined;
  readonly model: SalesModel | undefined;
  readonly ref: DataSourceRef;
}

/** Which filters apply does not depend on the range. */
const anyRange: Range = { from: new Date(0), to: new Date(1), now: new Date(1) };

/**
 * Queries of ours, with variables and the dashboard's filters filled in. One that cannot be filled in stays as it is:
 * the query that follows says what is wrong with it.
 *
 * TODO when compile() has the native form (one statement with Grafana's macros for the range): return
 * `{ ...query, datasource: <SQL data source>, rawSql, format: 'table', rawQuery: true }` for what one statement can
 * answer, which server-side expressions then evaluate (grafana.md 1.8). `rawSql` is ignored by our own query().
 */
export const interpolateTargets = (saved: readonly ShapedQuery[], context: InterpolationContext): ShapedQuery[] =>
  saved.map((target) => {
    try {
      return Object.assign({}, target, fill(target, context), { datasource: context.ref });
    } catch {
      return target;
    }
  });

function fill(target: ShapedQuery, { expand, filters, model }: InterpolationContext): SalesQuery {
  const own = interpolateQuery(migrateQuery(target), expand);
  try {
    return model ? withOffered(own, fromAdHoc(filters), (tried) => planQuery(tried, model, anyRange)).query : own;
  } catch {
    return own;
  }
}
