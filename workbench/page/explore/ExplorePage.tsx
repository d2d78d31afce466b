import {
  CoreApp,
  dateTime,
  getDefaultTimeRange,
  rangeUtil,
  type DataQuery,
  type DataSourceApi,
  type TimeRange,
} from '@grafana/data';
import { config, getDataSourceSrv, locationService } from '@grafana/runtime';
import { Alert, Box, Button, ErrorBoundaryAlert, LoadingPlaceholder, Stack, TimeRangePicker } from '@grafana/ui';
import React, { useCallback, useEffect, useRef, useState } from 'react';
import { loadPlugin } from '../host/dataSources';
import { useAsync } from '../useAsync';
import { InspectDrawer } from './InspectDrawer';
import { NoticeList } from './NoticeList';
import { Result, isRunning } from './Result';
import { useQuery } from './useQuery';

/** What a panel's menu hands over. */
interface Given {
  readonly query?: DataQuery;
  readonly range?: { readonly from: string; readonly to: string };
}

type Editor = NonNullable<Awaited<ReturnType<typeof loadPlugin>>['components']['QueryEditor']>;

export function ExplorePage() {
  const { value, error } = useAsync(loadSource);
  if (error) {
    return <Alert title={error.message} />;
  }
  return value ? <Explore {...value} /> : <LoadingPlaceholder text="Loading the plugin …" />;
}

async function loadSource(): Promise<{ source: DataSourceApi; QueryEditor: Editor }> {
  const service = getDataSourceSrv();
  const settings = service.getInstanceSettings();
  if (!settings) {
    throw new Error('there is no default data source');
  }
  const { components } = await loadPlugin(settings);
  if (!components.QueryEditor) {
    throw new Error(`${settings.name} has no query editor`);
  }
  return { source: await service.get(settings), QueryEditor: components.QueryEditor };
}

function Explore({ source, QueryEditor }: { source: DataSourceApi; QueryEditor: Editor }) {
  const [given] = useState(() => (locationService.getLocation().state ?? {}) as Given);
  const [query, setQuery] = useState<DataQuery>(() => ({
    ...(given.query ?? source.getDefaultQuery?.(CoreApp.Explore)),
    refId: 'A',
    datasource: source.getRef(),
  }));
  const [range, setRange] = useState<TimeRange>(() => readRange(given.range));
  const [timeZone, setTimeZone] = useState('browser');
  const [isInspecting, setInspecting] = useState(false);
  const { data, exchanges, run, cancel } = useQuery();
  // An editor asks to run in the same breath as it changes the query.
  const latest = useRef({ query, range, timeZone });
  latest.current = { query, range, timeZone };
  const start = useCallback(() => run(source, latest.current), [run, source]);
  const change = (next: DataQuery) => {
    latest.current.query = next;
    setQuery(next);
  };
  const move = (next: TimeRange) => {
    latest.current.range = next;
    setRange(next);
    start();
  };
  useEffect(() => {
    if (given.query) {
      start();
    }
  }, [given, start]);
  return (
    <Stack direction="column" gap={2}>
      <Stack alignItems="center" gap={1} justifyContent="flex-end" wrap="wrap">
        <TimeRangePicker
          isOnCanvas
          onChange={move}
          onChangeTimeZone={setTimeZone}
          onMoveBackward={() => move(shifted(range, -1))}
          onMoveForward={() => move(shifted(range, 1))}
          onZoom={() => move(zoomed(range))}
          timeZone={timeZone}
          value={range}
        />
        <Button
          icon={isRunning(data) ? 'times' : 'play'}
          onClick={isRunning(data) ? cancel : start}
          variant={isRunning(data) ? 'destructive' : 'primary'}
        >
          {isRunning(data) ? 'Cancel' : 'Run query'}
        </Button>
        <Button disabled={!data} icon="info-circle" onClick={() => setInspecting(true)} variant="secondary">
          Inspector
        </Button>
      </Stack>
      <Box backgroundColor="primary" borderColor="weak" borderRadius="default" borderStyle="solid" padding={2}>
        <ErrorBoundaryAlert dependencies={[query]} title="The query editor failed">
          <QueryEditor
            app={CoreApp.Explore}
            data={data}
            datasource={source}
            onChange={change}
            onRunQuery={start}
            queries={[query]}
            query={query}
            range={range}
          />
        </ErrorBoundaryAlert>
      </Box>
      {data && <NoticeList data={data} />}
      {data && <Result data={data} timeZone={timeZone === 'browser' ? config.bootData.user.timezone : timeZone} />}
      {isInspecting && data && (
        <InspectDrawer data={data} exchanges={exchanges} onClose={() => setInspecting(false)} title="Explore" />
      )}
    </Stack>
  );
}

function readRange(given: Given['range']): TimeRange {
  return given
    ? rangeUtil.convertRawToRange({ from: given.from, to: given.to })
    : (rangeUtil.convertRawToRange({ from: 'now-90d', to: 'now' }) ?? getDefaultTimeRange());
}

function shifted({ from, to }: TimeRange, direction: 1 | -1): TimeRange {
  const half = ((to.valueOf() - from.valueOf()) / 2) * direction;
  return absolute(from.valueOf() + half, to.valueOf() + half);
}

function zoomed({ from, to }: TimeRange): TimeRange {
  const half = (to.valueOf() - from.valueOf()) / 2;
  return absolute(from.valueOf() - half, to.valueOf() + half);
}

function absolute(from: number, to: number): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}
