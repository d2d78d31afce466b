/**
 * POST /api/ds/query: the statements of one request run side by side, and each has its own answer or error. One
 * failed statement makes the whole answer HTTP 400, as in Grafana.
 */
import { DatabaseError, type Database } from './database';
import { emptyFrame, toFrame, type FrameJson } from './frames';
import { stepOf } from './interval';
import { expandMacros } from './macros';
import { reply, type Reply } from './reply';

interface Query {
  readonly refId: string;
  readonly uid: string;
  readonly rawSql: string;
  readonly format: 'table' | 'time_series';
  readonly intervalMs: number;
  readonly maxDataPoints: number;
}

interface Result {
  readonly status: number;
  readonly error?: string;
  readonly errorSource?: 'plugin' | 'downstream';
  readonly frames: readonly FrameJson[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const defaultStep = 60_000;
const defaultPoints = 100;

/** The SQL data source of a uid; undefined when there is none, null when it runs in the browser only. */
export type FindDatabase = (uid: string) => Database | null | undefined;

export async function answerQueries(body: unknown, find: FindDatabase, signal: AbortSignal): Promise<Reply> {
  const { queries, from, to } = isObject(body) ? body : {};
  if (!Array.isArray(queries) || queries.length === 0) {
    return reply.error(400, 'No queries found', 'query.noQueries');
  }
  const range = { from: Number(from), to: Number(to) };
  if (!Number.isFinite(range.from) || !Number.isFinite(range.to)) {
    return reply.error(
      400,
      `the workbench reads time ranges as milliseconds, not "${String(from)}" to "${String(to)}"`
    );
  }
  const read = queries.map(readQuery);
  if (new Set(read.map(({ refId }) => refId)).size < read.length) {
    return reply.error(400, 'Multiple queries using the same RefId is not allowed', 'query.duplicateRefId');
  }
  for (const { uid } of read) {
    const database = find(uid);
    if (database === undefined) {
      return reply.error(
        404,
        uid === '__expr__' ? 'the workbench has no server-side expressions' : 'Data source not found'
      );
    }
    if (database === null) {
      return reply.error(500, 'Plugin unavailable', 'plugin.unavailable');
    }
  }
  const results = await Promise.all(
    read.map(async (query) => [query.refId, await answer(query, range, find(query.uid), signal)] as const)
  );
  return reply.json(results.some(([, result]) => result.error !== undefined) ? 400 : 200, {
    results: Object.fromEntries(results),
  });
}

async function answer(
  query: Query,
  range: Range,
  database: Database | null | undefined,
  signal: AbortSignal
): Promise<Result> {
  const { refId, format } = query;
  let sql = query.rawSql;
  const failed = (error: string, errorSource: Result['errorSource']): Result => ({
    status: 400,
    error,
    errorSource,
    frames: [emptyFrame({ refId, sql })],
  });
  try {
    const interval = stepOf(range.to - range.from, query.maxDataPoints, query.intervalMs);
    sql = expandMacros(sql, { ...range, interval });
    if (!database) {
      throw new Error('Data source not found');
    }
    return { status: 200, frames: [toFrame({ refId, sql, format }, await database.run(sql, signal))] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof DatabaseError
      ? failed(`db query error: ${message}`, 'downstream')
      : failed(message, 'plugin');
  }
}

function readQuery(value: unknown): Query {
  const query = isObject(value) ? value : {};
  const datasource = isObject(query.datasource) ? query.datasource : {};
  return {
    refId: typeof query.refId === 'string' && query.refId !== '' ? query.refId : 'A',
    uid: typeof datasource.uid === 'string' ? datasource.uid : '',
    rawSql: typeof query.rawSql === 'string' ? query.rawSql : '',
    format: query.format === 'table' ? 'table' : 'time_series',
    intervalMs: positive(query.intervalMs) ?? defaultStep,
    maxDataPoints: positive(query.maxDataPoints) ?? defaultPoints,
  };
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
