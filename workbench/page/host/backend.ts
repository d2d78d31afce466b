/**
 * Grafana's back-end service over fetch. Leaving a request cancels it, and so does a second one with the same id: the
 * server then stops the statement.
 */
import { isObject } from 'lodash';
import { Observable, lastValueFrom, type Subscriber } from 'rxjs';
import {
  setBackendSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type FetchError,
  type FetchResponse,
} from '@grafana/runtime';

const running = new Map<string, Subscriber<never>>();

/** Every exchange with a data source, for the inspector of the Explore page. */
export interface Exchange {
  readonly request: unknown;
  readonly response: unknown;
}

const listeners = new Set<(exchange: Exchange) => void>();

export function listenToExchanges(listener: (exchange: Exchange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function fetchObservable<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const gone = new AbortController();
    const { requestId, abortSignal } = options;
    const abort = () => gone.abort();
    abortSignal?.addEventListener('abort', abort);
    if (requestId) {
      running.get(requestId)?.error(cancelled(options));
      running.set(requestId, subscriber as Subscriber<never>);
    }
    send<T>(options, gone.signal).then(
      (response) => {
        subscriber.next(response);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error)
    );
    return () => {
      gone.abort();
      abortSignal?.removeEventListener('abort', abort);
      if (requestId && running.get(requestId) === subscriber) {
        running.delete(requestId);
      }
    };
  });
}

async function send<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  let response: Response;
  try {
    response = await fetch(addressOf(options), {
      method: options.method ?? 'GET',
      headers: { ...(options.data !== undefined && { 'content-type': 'application/json' }), ...options.headers },
      body: options.data === undefined ? undefined : JSON.stringify(options.data),
      signal,
    });
  } catch (error) {
    throw signal.aborted
      ? cancelled(options)
      : failed(options, 0, error instanceof Error ? error.message : String(error));
  }
  const text = await response.text();
  const data = parse(text, options.responseType);
  if (!options.hideFromInspector && options.url.includes('/api/ds/query')) {
    listeners.forEach((listener) => listener({ request: options.data, response: data }));
  }
  if (!response.ok) {
    throw failed(options, response.status, response.statusText, data);
  }
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { data: data as T, status, statusText, ok, headers, redirected, type, url, config: options };
}

function parse(text: string, type: BackendSrvRequest['responseType']): unknown {
  if (type === 'text') {
    return text;
  }
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function addressOf({ url, params }: BackendSrvRequest): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        query.append(name, String(one));
      }
    }
  }
  const address = /^(https?:)?\//.test(url) ? url : `/${url}`;
  return query.size === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

function failed(config: BackendSrvRequest, status: number, statusText: string, data?: unknown): FetchError {
  const message = isObject(data) && 'message' in data ? String(data.message) : statusText;
  return { status, statusText, data: isObject(data) ? data : { message }, message, config, isHandled: true };
}

function cancelled(config: BackendSrvRequest): FetchError {
  return { ...failed(config, -1, 'Request was aborted'), cancelled: true, data: null };
}

async function request<T>(options: BackendSrvRequest): Promise<T> {
  return (await lastValueFrom(fetchObservable<T>(options))).data;
}

const backend: BackendSrv & { resolveCancelerIfExists(requestId: string): void } = {
  fetch: fetchObservable,
  datasourceRequest: (options) => lastValueFrom(fetchObservable(options)),
  request,
  get: (url, params, requestId, options) => request({ ...options, url, params, requestId }),
  delete: (url, data, options) => request({ ...options, url, data, method: 'DELETE' }),
  post: (url, data, options) => request({ ...options, url, data, method: 'POST' }),
  patch: (url, data, options) => request({ ...options, url, data, method: 'PATCH' }),
  put: (url, data, options) => request({ ...options, url, data, method: 'PUT' }),
  chunked: () => {
    throw new Error('the workbench has no chunked responses');
  },
  resolveCancelerIfExists: (requestId) => running.get(requestId)?.error(cancelled({ url: '', requestId })),
};

export function installBackend(): void {
  setBackendSrv(backend);
}
