/** SQL text → rows, through Grafana's own SQL data source (backend.ts): one POST, one outcome a statement. */
import {
  getDefaultTimeRange,
  toDataFrame,
  type DataFrame,
  type DataQuery,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  type QueryResultMetaNotice,
} from '@grafana/data';
import { catchError, defer, map, of, type Observable } from 'rxjs';
import { SalesError } from '../sql/SalesError';
import { failureOf } from './errors';
import type { Source } from './source';

export type Row = Readonly<Record<string, unknown>>;

export type Outcome =
  | { readonly rows: readonly Row[]; readonly notices: readonly QueryResultMetaNotice[] }
  | { readonly error: SalesError };

/** The parts of a panel's request that travel with its statements; look-ups of the editor have none of them. */
export type RunRequest = Partial<Omit<DataQueryRequest, 'targets'>>;

/** One POST: an outcome for each statement, in their order. Unsubscribing aborts it. */
export type Run = (statements: readonly string[], request: RunRequest) => Observable<readonly Outcome[]>;

export interface NativeTarget extends DataQuery {
  rawSql: string;
  format: 'table' | number;
  rawQuery: true;
  editorMode: 'code';
}

/** What sends a request to the SQL data source: backend.ts, or a stand-in in tests. */
export interface Backend {
  query(request: DataQueryRequest<NativeTarget>): Observable<DataQueryResponse>;
  callHealthCheck(): Promise<{ status?: string; message?: string } | undefined>;
}

export function createRun(source: Source, backend: Backend): Run {
  return (statements, request) =>
    defer(() => backend.query(nativeRequest(statements, request, source))).pipe(
      map((response) => outcomesOf(response, statements.length, source)),
      catchError((error: unknown) =>
        of(statements.map((): Outcome => ({ error: failureOf(error as DataQueryError, source.name) })))
      )
    );
}

/**
 * Headers are a fresh object because Grafana writes into it; filters are ours and applied already. The server wants a
 * range even where, as here, every bound is in the SQL.
 */
const nativeRequest = (statements: readonly string[], request: RunRequest, source: Source) =>
  ({
    ...request,
    range: request.range ?? getDefaultTimeRange(),
    filters: undefined,
    groupByKeys: undefined,
    headers: { ...request.headers },
    targets: statements.map((rawSql, at): NativeTarget => ({
      refId: refIdOf(at),
      ...(source.settings ? { datasource: { uid: source.uid, type: source.type } } : {}),
      rawSql,
      format: formatOf(source.type),
      rawQuery: true,
      editorMode: 'code',
    })),
  }) as DataQueryRequest<NativeTarget>;

const refIdOf = (at: number): string => `S${at}`;

/** Grafana's own plugins name formats; those built on sqlds number them (1 is a table). */
const formatOf = (type: string): NativeTarget['format'] =>
  /^(grafana-)?(postgresql|postgres|mysql|mssql)(-datasource)?$/.test(type) ? 'table' : 1;

function outcomesOf(response: DataQueryResponse, count: number, source: Source): Outcome[] {
  const frames: DataFrame[] = response.data.map((frame) => toDataFrame(frame));
  const errors = response.errors?.length ? response.errors : response.error ? [response.error] : [];
  return Array.from({ length: count }, (_, at) => {
    const refId = refIdOf(at);
    const error = errors.find((one) => one.refId === refId) ?? errors.find((one) => one.refId === undefined);
    const own = frames.filter((frame) => frame.refId === refId);
    if (error) {
      return { error: failureOf(error, source.name) };
    }
    if (own.length === 0) {
      return {
        error: new SalesError(
          'source/failed',
          `"${source.name}" gave no answer: try again, or look at the server's log`
        ),
      };
    }
    return { rows: own.flatMap(rowsOf), notices: own.flatMap((frame) => frame.meta?.notices ?? []) };
  });
}

/** By name: an answer without rows comes without fields. */
const rowsOf = (frame: DataFrame): Row[] =>
  Array.from({ length: frame.length }, (_, row) =>
    Object.fromEntries(frame.fields.map((field) => [field.name, field.values[row] as unknown]))
  );
