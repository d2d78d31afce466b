import { DashboardCursorSync, FieldType, type DataFrame, type Field, type PanelProps } from '@grafana/data';
import { LegendDisplayMode, TooltipDisplayMode, type VizLegendOptions, type VizTooltipOptions } from '@grafana/schema';
import { TimeSeries as Graph, TooltipPlugin2, usePanelContext } from '@grafana/ui';
import React, { useMemo } from 'react';
import { NoData } from './NoData';
import { HoverMode, Tooltip, linksOf } from './Tooltip';

export interface TimeSeriesOptions {
  legend?: Partial<VizLegendOptions>;
  tooltip?: Partial<VizTooltipOptions>;
}

export function TimeSeries(props: PanelProps<TimeSeriesOptions>) {
  const { data, options, timeRange, timeZone, width, height, fieldConfig, onChangeTimeRange } = props;
  const { sync, eventsScope } = usePanelContext();
  const frames = useMemo(() => graphable(data.series), [data.series]);
  if (frames.length === 0) {
    return (
      <NoData fieldConfig={fieldConfig}>
        {data.series.some(({ length }) => length > 0) ? 'Data does not have a time field' : undefined}
      </NoData>
    );
  }
  const legend: VizLegendOptions = {
    calcs: [],
    displayMode: LegendDisplayMode.List,
    placement: 'bottom',
    showLegend: true,
    ...options.legend,
  };
  const mode = options.tooltip?.mode ?? TooltipDisplayMode.Single;
  return (
    <Graph
      frames={frames}
      height={height}
      legend={legend}
      options={options}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
    >
      {(config, aligned) => (
        <TooltipPlugin2
          clientZoom
          config={config}
          getDataLinks={(series, row) => linksOf(aligned.fields[series], row)}
          hoverMode={mode === TooltipDisplayMode.Single ? HoverMode.xOne : HoverMode.xAll}
          queryZoom={onChangeTimeRange}
          render={(_plot, rows, series, _isPinned, _dismiss, _range, _viaSync, links) =>
            mode !== TooltipDisplayMode.None && (
              <Tooltip
                fields={aligned.fields}
                links={links}
                mode={mode}
                rows={rows}
                series={series}
                sort={options.tooltip?.sort}
                timeZone={timeZone}
              />
            )
          }
          syncMode={sync?.() ?? DashboardCursorSync.Off}
          syncScope={eventsScope}
        />
      )}
    </Graph>
  );
}

/** Frames with a time and a number; booleans are drawn as 0 and 1. */
function graphable(frames: readonly DataFrame[]): DataFrame[] {
  return frames
    .map((frame) => ({ ...frame, fields: frame.fields.filter(isDrawn).map(asNumber) }))
    .filter(
      ({ fields, length }) => length > 0 && fields.length > 1 && fields.some(({ type }) => type === FieldType.time)
    );
}

function isDrawn({ type }: Field): boolean {
  return type === FieldType.time || type === FieldType.number || type === FieldType.boolean;
}

function asNumber(field: Field): Field {
  return field.type === FieldType.boolean
    ? { ...field, type: FieldType.number, values: field.values.map((value) => (value === null ? null : Number(value))) }
    : field;
}
