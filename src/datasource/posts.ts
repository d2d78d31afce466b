/** Statements → POSTs. A statement that several requests want is a POST of its own; the others of one request share one. */
import { defer, finalize, map, shareReplay, type Observable } from 'rxjs';
import type { Outcome, Run, RunRequest } from './runner';

export interface Wanted {
  readonly sql: string;
  /** Those whose panels wait for it. */
  readonly requests: Set<RunRequest>;
}

export interface PostParts {
  readonly run: Run;
  /** A new one at each call: Grafana cancels a running request when another with its id begins. */
  requestId(): string;
}

/**
 * Outcomes by key. What is in flight already is joined; nothing is sent until an outcome is subscribed to, and a POST
 * is aborted when nobody waits for any of its statements. Nothing is kept once a POST has answered. A statement that is
 * shared carries the headers (dashboard, panel) of the request that came first.
 */
export function createPosts({
  run,
  requestId,
}: PostParts): (wanted: ReadonlyMap<string, Wanted>) => (key: string) => Observable<Outcome> {
  const inFlight = new Map<string, Observable<Outcome>>();

  function post(statements: ReadonlyArray<readonly [key: string, wanted: Wanted]>): void {
    const [request] = statements[0]![1].requests;
    const outcomes = defer(() =>
      run(
        statements.map(([, { sql }]) => sql),
        { ...request, requestId: requestId() }
      )
    ).pipe(
      finalize(() => calls.forEach(([key, call]) => forget(inFlight, key, call))),
      shareReplay({ bufferSize: 1, refCount: true })
    );
    const calls = statements.map(([key], at) => [key, outcomes.pipe(map((all) => all[at]!))] as const);
    calls.forEach(([key, call]) => inFlight.set(key, call));
  }

  return (wanted) => {
    const fresh = [...wanted].filter(([key]) => !inFlight.has(key));
    groupBy(fresh, ([key, { requests }]) => (requests.size === 1 ? [...requests][0] : key)).forEach(post);
    const calls = new Map([...wanted.keys()].map((key) => [key, inFlight.get(key)!]));
    return (key) => calls.get(key)!;
  };
}

/** Groups in the order of their first member. */
export function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** Removes an entry, unless another has taken its place. */
export function forget<V>(from: Map<string, V>, key: string, value: V): void {
  if (from.get(key) === value) {
    from.delete(key);
  }
}
