import { useEffect, useState } from 'react';

export type Waited<T> =
  | { readonly is: 'waiting' }
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'failed'; readonly error: unknown };

/** What the last of several questions came to; the answers to those before it are dropped. Nothing is asked while `ask` is undefined. */
export function usePromise<T>(ask: (() => Promise<T>) | undefined): Waited<T> | undefined {
  const [state, setState] = useState<{ readonly of: unknown; readonly waited: Waited<T> }>();
  useEffect(() => {
    if (!ask) {
      return;
    }
    let isLast = true;
    const tell = (waited: Waited<T>) => isLast && setState({ of: ask, waited });
    ask().then(
      (value) => tell({ is: 'done', value }),
      (error: unknown) => tell({ is: 'failed', error })
    );
    return () => {
      isLast = false;
    };
  }, [ask]);
  return ask && (state?.of === ask ? state.waited : { is: 'waiting' });
}
