/** Runs one query as Grafana's Explore does, listens to what goes over the wire, and stops it when told or left. */
import {
  CoreApp,
  LoadingState,
  preProcessPanelData,
  rangeUtil,
  type DataQuery,
  type DataQueryRequest,
  type DataSourceApi,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { getRunRequest } from '@grafana/runtime';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Subscription } from 'rxjs';
import { listenToExchanges, type Exchange } from '../host/backend';

export interface Question {
  readonly query: DataQuery;
  readonly range: TimeRange;
  readonly timeZone: string;
}

export interface Running {
  readonly data?: PanelData;
  readonly exchanges: readonly Exchange[];
  run(source: DataSourceApi, question: Question): void;
  cancel(): void;
}

const points = 1000;
let requests = 0;

export function useQuery(): Running {
  const [data, setData] = useState<PanelData>();
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const subscription = useRef<Subscription>();
  const cancel = useCallback(() => {
    subscription.current?.unsubscribe();
    setData((last) => last && { ...last, state: LoadingState.Done });
  }, []);
  const run = useCallback((source: DataSourceApi, question: Question) => {
    subscription.current?.unsubscribe();
    const seen: Exchange[] = [];
    const stopListening = listenToExchanges((exchange) => {
      seen.push(exchange);
      setExchanges([...seen]);
    });
    setExchanges([]);
    setData((last) => ({
      series: [],
      timeRange: question.range,
      ...last,
      state: LoadingState.Loading,
      errors: undefined,
      error: undefined,
    }));
    subscription.current = getRunRequest()(source, toRequest(question)).subscribe({
      next: (next) => setData((last) => preProcessPanelData(next, last)),
    });
    subscription.current.add(stopListening);
  }, []);
  useEffect(() => () => subscription.current?.unsubscribe(), []);
  return { data, exchanges, run, cancel };
}

function toRequest({ query, range, timeZone }: Question): DataQueryRequest {
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, points, '1s');
  return {
    app: CoreApp.Explore,
    interval,
    intervalMs,
    maxDataPoints: points,
    range,
    rangeRaw: range.raw,
    requestId: `explore-${++requests}`,
    scopedVars: {
      __interval: { text: interval, value: interval },
      __interval_ms: { text: intervalMs, value: intervalMs },
    },
    skipQueryCache: true,
    startTime: Date.now(),
    targets: [query],
    timezone: timeZone,
  };
}
