/**
 * Grafana's runRequest: a data source's answer as panel data. Leaving it leaves the data source's observable, which
 * cancels the request; errors of single queries stand beside the frames of the others. The data is passed on as it
 * came: variables answer with plain values, and panels make frames of theirs.
 */
import {
  LoadingState,
  getDefaultTimeRange,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { setRunRequest, toDataQueryError } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { catchError, defer, from, isObservable, map, merge, of, scan, share, takeUntil, timer } from 'rxjs';

type QueryFunction = DataSourceApi['query'];
/** Milliseconds until a panel shows that it waits. */
const loadingAfter = 200;

type Packets = ReadonlyMap<string, DataQueryResponse>;

export function runRequest(
  source: DataSourceApi,
  request: DataQueryRequest,
  query?: QueryFunction
): Observable<PanelData> {
  const empty: PanelData = {
    state: LoadingState.Loading,
    series: [],
    annotations: [],
    timeRange: request.range ?? getDefaultTimeRange(),
    request,
  };
  let last = empty;
  const answers = defer(() => ask(source, request, query)).pipe(
    scan((packets, packet) => new Map(packets).set(keyOf(packet), packet), new Map() as Packets),
    map((packets) => (last = toPanelData(empty, packets))),
    catchError((error: unknown) =>
      of({ ...last, state: LoadingState.Error, error: toDataQueryError(error), errors: [toDataQueryError(error)] })
    ),
    share()
  );
  const loading = timer(loadingAfter).pipe(
    map(() => empty),
    takeUntil(answers)
  );
  return merge(loading, answers);
}

function ask(source: DataSourceApi, request: DataQueryRequest, query?: QueryFunction): Observable<DataQueryResponse> {
  const targets = request.targets
    .map((target): DataQuery =>
      isBare(target) ? { ...source.getDefaultQuery?.(request.app as never), ...target } : target
    )
    .filter((target) => source.filterQuery?.(target) ?? true);
  request.targets = targets;
  if (targets.length === 0) {
    return of({ data: [], state: LoadingState.Done });
  }
  const answer = query ? query(request) : source.query(request);
  return isObservable(answer) ? answer : from(answer);
}

/** A new target: nothing but what names it. */
function isBare(target: DataQuery): boolean {
  return Object.keys(target).every((key) => ['refId', 'datasource', 'key', 'hide'].includes(key));
}

/** A later packet of the same key takes the place of the earlier. */
function keyOf(packet: DataQueryResponse): string {
  return packet.key ?? packet.data[0]?.refId ?? 'A';
}

function toPanelData(empty: PanelData, packets: Packets): PanelData {
  const all = [...packets.values()];
  const hidden = new Set(empty.request?.targets.filter(({ hide }) => hide).map(({ refId }) => refId));
  const errors = all.flatMap(({ error, errors: many }) => many ?? (error ? [error] : []));
  const isLoading = all.some(({ state }) => state === LoadingState.Loading);
  return {
    ...empty,
    state:
      errors.length > 0
        ? LoadingState.Error
        : isLoading
          ? LoadingState.Loading
          : (all.at(-1)?.state ?? LoadingState.Done),
    series: all.flatMap(({ data }) => data).filter(({ refId }) => !hidden.has(refId)),
    request: empty.request && { ...empty.request, endTime: Date.now() },
    ...(errors.length > 0 && { error: errors[0], errors }),
  };
}

export function installRunRequest(): void {
  setRunRequest(runRequest as Parameters<typeof setRunRequest>[0]);
}
