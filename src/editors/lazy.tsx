/**
 * The editors in a file of their own: a dashboard that is only looked at never loads them. The wrappers take the same
 * properties.
 */
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, type ComponentProps } from 'react';

const Config = React.lazy(async () => ({ default: (await import(/* webpackChunkName: "editors" */ './all')).ConfigEditor }));
const Query = React.lazy(async () => ({ default: (await import(/* webpackChunkName: "editors" */ './all')).QueryEditor }));
const Variable = React.lazy(async () => ({ default: (await import(/* webpackChunkName: "editors" */ './all')).VariableQueryEditor }));

const waiting = <LoadingPlaceholder text="Loading the editor…" />;

export const LazyConfigEditor = (props: ComponentProps<typeof Config>) => (
  <Suspense fallback={waiting}>
    <Config {...props} />
  </Suspense>
);

export const LazyQueryEditor = (props: ComponentProps<typeof Query>) => (
  <Suspense fallback={waiting}>
    <Query {...props} />
  </Suspense>
);

export const LazyVariableQueryEditor = (props: ComponentProps<typeof Variable>) => (
  <Suspense fallback={waiting}>
    <Variable {...props} />
  </Suspense>
);
