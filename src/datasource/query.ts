/**
 * Grafana's request → frames:
 *
 *   saved targets ── hidden and incomplete ones dropped
 *        │ migrateQuery                                           plan/
 *        │ interpolateQuery      variables, as values             here
 *        │ withOffered             the dashboard's filters          here
 *        ▼
 *   SalesQuery ─► planQuery ─► Plan                               plan/
 *                               │ ask: compile, print, send       pool.ts, compile/, sql/, runner.ts
 *                               ▼
 *                              rows ─► assemble ─► Result         result/
 *                                                    │ toFrames   frames/
 *                                                    ▼
 *                                                 DataFrame[]
 *
 * Only `ask` waits. Each target succeeds or fails on its own, and what comes back depends on the request alone.
 */
import {
  LoadingState,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { catchError, defer, forkJoin, map, of, type Observable } from 'rxjs';
import { toFrames } from '../frames/toFrames';
import { resolveZone } from '../frames/zoneNotice';
import type { SalesModel } from '../model/types';
import { fromAdHoc } from '../plan/adHoc';
import { migrateQuery } from '../plan/migrateQuery';
import type { Plan } from '../plan/Plan';
import { planQuery } from '../plan/planQuery';
import type { SalesQuery } from '../plan/query';
import { assemble } from '../result/assemble';
import { SalesError } from '../sql/SalesError';
import { withOffered } from '../plan/offeredFilters';
import { toQueryError } from './errors';
import { interpolateQuery } from '../plan/interpolateQuery';
import { isComplete } from './isComplete';
import type { Answered, Ask } from './pool';
import { toRange } from './range';
import type { ShapedQuery } from './types';
import { expandWith, type Replace } from './variableValues';

export interface QueryServices {
  /** @throws SalesError when the model has problems */
  model(): SalesModel;
  readonly ask: Ask<Plan>;
  readonly replace: Replace;
  /** Whether this is a publicly shared dashboard, which only Grafana's server may feed. */
  isPublic(): boolean;
}

export function query(request: DataQueryRequest<SalesQuery>, services: QueryServices): Observable<DataQueryResponse> {
  const targets = request.targets.filter((target) => !target.hide && isComplete(target));
  return targets.length
    ? forkJoin(targets.map((target) => answer(target, request, services))).pipe(map(combine))
    : of({ data: [] });
}

type Answer = { readonly frames: DataFrame[] } | { readonly error: DataQueryError };

function answer(
  target: SalesQuery,
  request: DataQueryRequest<SalesQuery>,
  services: QueryServices
): Observable<Answer> {
  return defer(() => {
    if (services.isPublic()) {
      throw new SalesError(
        'source/public',
        'Sales Funnel runs in the browser of a signed-in viewer and cannot feed a publicly shared dashboard: share a dashboard exported as native SQL, or a snapshot'
      );
    }
    const model = services.model();
    const range = toRange(request.range, request.startTime);
    const own = interpolateQuery(migrateQuery(target), expandWith(services.replace, request.scopedVars));
    const filtered = withOffered(own, fromAdHoc(request.filters), (tried) => planQuery(tried, model, range));
    const plan = planQuery(filtered.query, model, range);
    return services.ask(plan, request).pipe(
      map((answered): Answer => ({
        frames: toFrames(assemble(plan, answered.answers), {
          refId: target.refId,
          calendar: model.calendar,
          shape: (target as ShapedQuery).shape,
          matrix: (target as ShapedQuery).matrix,
          sql: sqlText(answered),
          notices: [...filtered.notices, ...answered.notices],
          dashboardZone: resolveZone(request.timezone),
        }),
      }))
    );
  }).pipe(catchError((error: unknown) => of({ error: toQueryError(error, target.refId) })));
}

function combine(answers: readonly Answer[]): DataQueryResponse {
  const errors = answers.flatMap((one) => ('error' in one ? [one.error] : []));
  return {
    data: answers.flatMap((one) => ('frames' in one ? one.frames : [])),
    state: errors.length ? LoadingState.Error : LoadingState.Done,
    ...(errors.length ? { errors } : {}),
  };
}

/** What ran, as the query inspector shows it. */
export function sqlText({ statements, plans }: Pick<Answered, 'statements' | 'plans'>): string {
  const shared =
    plans > 1 ? `-- Shared by up to ${plans} queries that were asked together; each reads its own rows and columns.\n` : '';
  const named = statements.map(({ id, sql }) => (statements.length > 1 ? `-- ${id}\n${sql}` : sql));
  return shared + named.join(';\n\n');
}
