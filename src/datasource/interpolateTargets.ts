/**
 * What Explore and server-side expressions take over from a panel: its queries with nothing of the dashboard left in
 * them. Where one statement can answer, it stands in the query too, in the form of the SQL data source: Grafana's
 * server then evaluates expressions on it. Our own query() ignores it.
 */
import type { AdHocVariableFilter, DataSourceRef } from '@grafana/data';
import { compileNative, type Output } from '../compile/native';
import type { SalesModel } from '../model/types';
import { fromAdHoc } from '../plan/adHoc';
import { interpolateQuery, type Expand } from '../plan/interpolateQuery';
import { migrateQuery } from '../plan/migrateQuery';
import { planNative } from '../plan/native';
import { withOffered } from '../plan/offeredFilters';
import { planQuery } from '../plan/planQuery';
import type { Range, SalesQuery } from '../plan/query';
import { print } from '../sql/print';
import { SalesError } from '../sql/SalesError';
import type { Source } from './source';
import type { ShapedQuery } from './types';

export interface InterpolationContext {
  readonly expand: Expand;
  readonly filters: readonly AdHocVariableFilter[] | undefined;
  readonly model: SalesModel | undefined;
  readonly ref: DataSourceRef;
  /** @throws SalesError where none is chosen */
  source(): Source;
}

/** Which filters apply does not depend on the range. */
const anyRange: Range = { from: new Date(0), to: new Date(1), now: new Date(1) };

/** Queries of ours; one that cannot be filled in stays as it is, and the query that follows says what is wrong with it. */
export const interpolateTargets = (saved: readonly ShapedQuery[], context: InterpolationContext): ShapedQuery[] =>
  saved.map((target) => {
    try {
      const filled = fill(target, context);
      return Object.assign({}, target, filled, { datasource: context.ref }, nativeForm(filled, context));
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

/** Empty where there is none: an expression over the query then fails with Grafana's own sentence. */
function nativeForm(query: SalesQuery, { model, source }: InterpolationContext): object {
  if (!model) {
    return {};
  }
  try {
    const { uid, type, dialect } = source();
    const output = outputOf(query);
    const rawSql = print(compileNative(planNative(query, model, { window: { kind: 'range' }, clock: 'database' }), dialect, output), dialect);
    return { datasource: { uid, type }, rawSql, format: output.kind === 'series' ? 'time_series' : 'table', rawQuery: true, editorMode: 'code' };
  } catch (error) {
    if (error instanceof SalesError) {
      return {};
    }
    throw error;
  }
}

/** Expressions take a series, or labels with one number. */
function outputOf(query: SalesQuery): Output {
  if (query.type !== 'metrics') {
    return { kind: 'number', column: 'reached' };
  }
  return query.grain ? { kind: 'series' } : query.metrics.length === 1 ? { kind: 'number', column: query.metrics[0]!, nulls: 'keep' } : { kind: 'table' };
}
