/** The Reduce step that Grafana's rule form inserts. On numbers it changes nothing but what its mode says of non-numbers. */
import type { ReduceModel } from './Rule';
import type { Value } from './Value';

const reducers = ['sum', 'mean', 'min', 'max', 'count', 'last', 'median'];

/** @throws Error with Grafana's words: an unknown reducer or mode, a scalar as input */
export function applyReduce({ reducer, expression, settings }: ReduceModel, read: (refId: string) => readonly Value[]): Value[] {
  if (!reducers.includes(reducer.toLowerCase())) {
    throw new Error(`reduction ${reducer} not implemented`);
  }
  const mode = settings?.mode ?? '';
  if (!['', 'dropNN', 'replaceNN'].includes(mode)) {
    throw new Error(`reducer mode '${mode}' is not supported. Supported only: [dropNN,replaceNN]`);
  }
  if (mode === 'replaceNN' && settings?.replaceWithValue === undefined) {
    throw new Error("setting replaceWithValue must be specified when mode is 'replaceNN'");
  }
  return read(expression.replace(/^\$/, '')).flatMap((value): Value[] => {
    if (value.kind === 'scalar') {
      throw new Error('can only reduce type series, got type scalar');
    }
    if (value.kind === 'noData' || mode === '' || Number.isFinite(value.value)) {
      return [value];
    }
    return mode === 'dropNN' ? [] : [{ ...value, value: settings!.replaceWithValue! }];
  });
}
