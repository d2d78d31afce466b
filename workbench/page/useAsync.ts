import { useEffect, useState } from 'react';

export interface Async<T> {
  readonly value?: T;
  readonly error?: Error;
  readonly isLoading: boolean;
}

/** What a promise came to; an older promise never overtakes a newer one. `load` must keep its identity. */
export function useAsync<T>(load: () => Promise<T>): Async<T> {
  const [state, setState] = useState<Async<T>>({ isLoading: true });
  useEffect(() => {
    let isCurrent = true;
    setState({ isLoading: true });
    load().then(
      (value) => isCurrent && setState({ value, isLoading: false }),
      (error: unknown) => isCurrent && setState({ error: toError(error), isLoading: false })
    );
    return () => {
      isCurrent = false;
    };
  }, [load]);
  return state;
}

export function toError(error: unknown): Error {
  if (error instanceof Error) {
    return error;
  }
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return new Error(String(message));
}
