/** What went wrong, as one sentence with a stable code; the only place that speaks Grafana's error type. */
import type { DataQueryError } from '@grafana/data';
import { SalesError } from '../sql/SalesError';

/**
 * An error of the SQL data source; `cause` is what it said. `source/failed` is the failure of one statement; what any
 * other would have met too is `source/forbidden`, `source/missing` or `source/unreachable`.
 */
export function failureOf(cause: DataQueryError | undefined, sourceName: string): SalesError {
  return Object.assign(describe(cause, sourceName), { cause });
}

function describe(error: DataQueryError | undefined, sourceName: string): SalesError {
  switch (error?.status) {
    case 401:
    case 403:
      return new SalesError(
        'source/forbidden',
        `you may not query "${sourceName}": ask an admin for query permission on it`
      );
    case 404:
      return new SalesError(
        'source/missing',
        `the data source "${sourceName}" was not found: ask an admin for query permission on it, or choose another in this data source's settings`
      );
    default:
      return error?.refId === undefined
        ? new SalesError('source/unreachable', `"${sourceName}" could not be asked: ${messageOf(error)}`)
        : new SalesError('source/failed', `"${sourceName}" answered: ${messageOf(error)}`);
  }
}

const messageOf = (error: DataQueryError | undefined): string =>
  error?.message || error?.data?.message || 'unknown error';

/** What the database itself said about a failure, for a sentence that names the table. */
export const reasonOf = (failure: SalesError): string =>
  failure.code === 'source/failed' && failure.cause ? messageOf(failure.cause as DataQueryError) : failure.message;

/** What a query row and the panel show; anything but a SalesError is a bug of ours and says so. */
export function toQueryError(error: unknown, refId: string): DataQueryError {
  const known = error instanceof SalesError;
  const message = known
    ? error.message
    : `this is a bug in Sales Funnel, please report it: ${error instanceof Error ? error.message : String(error)}`;
  return { refId, message, data: { message, error: known ? error.code : 'bug' } };
}
