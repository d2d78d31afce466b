import { FieldType, LoadingState, type DataFrame, type DateTime, type PanelData } from '@grafana/data';
import {
  EmbeddedScene,
  SceneDataNode,
  SceneFlexItem,
  SceneFlexLayout,
  SceneTimeRange,
  VizPanel,
} from '@grafana/scenes';
import { RadioButtonGroup } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';

type View = 'timeseries' | 'table' | 'barchart';

const views: Array<{ label: string; value: View }> = [
  { label: 'Table', value: 'table' },
  { label: 'Graph', value: 'timeseries' },
  { label: 'Bars', value: 'barchart' },
];

const resultHeight = 500;

/** The frames of a query, drawn as they ask to be unless the reader chooses otherwise. */
export function Result({ data, timeZone }: { data: PanelData; timeZone: string }) {
  const [chosen, setChosen] = useState<View>();
  const view = chosen ?? preferred(data.series);
  const [node] = useState(() => new SceneDataNode({ data }));
  useEffect(() => node.setState({ data }), [node, data]);
  const from = asText(data.timeRange.raw.from);
  const to = asText(data.timeRange.raw.to);
  const scene = useMemo(() => toScene(node, view, { from, to, timeZone }), [node, view, from, to, timeZone]);
  return (
    <section aria-label="Result">
      <RadioButtonGroup onChange={setChosen} options={views} size="sm" value={view} />
      <div style={{ display: 'flex', flexDirection: 'column', height: resultHeight, marginTop: 8 }}>
        <scene.Component model={scene} />
      </div>
    </section>
  );
}

/** As Grafana's Explore decides: what a frame prefers, else a graph for time series and a table for the rest. */
export function preferred(frames: readonly DataFrame[]): View {
  const [wanted] = frames.flatMap(({ meta }) => meta?.preferredVisualisationType ?? []);
  if (wanted) {
    return wanted === 'graph' ? 'timeseries' : 'table';
  }
  const isSeries =
    frames.length > 0 &&
    frames.every(
      ({ fields }) =>
        fields[0]?.type === FieldType.time &&
        fields.slice(1).every(({ type }) => type === FieldType.number) &&
        fields.length > 1
    );
  return isSeries ? 'timeseries' : 'table';
}

function asText(time: string | DateTime): string {
  return typeof time === 'string' ? time : time.toISOString();
}

interface When {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

function toScene(node: SceneDataNode, view: View, when: When): EmbeddedScene {
  node.clearParent();
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange(when),
    body: new SceneFlexLayout({
      children: [
        new SceneFlexItem({
          body: new VizPanel({
            $data: node,
            fieldConfig: { defaults: { custom: { fillOpacity: view === 'barchart' ? 80 : 10 } }, overrides: [] },
            pluginId: view,
            title: 'Result',
          }),
        }),
      ],
    }),
  });
}

export function isRunning(data: PanelData | undefined): boolean {
  return data?.state === LoadingState.Loading;
}
