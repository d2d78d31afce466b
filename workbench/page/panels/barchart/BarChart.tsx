import { getFieldDisplayName, reduceField, type DisplayValue, type PanelProps } from '@grafana/data';
import { TooltipDisplayMode } from '@grafana/schema';
import { TooltipPlugin2, UPlotChart, VizLayout, VizLegend, usePanelContext, useTheme2, type VizLegendItem } from '@grafana/ui';
import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import { NoData } from '../NoData';
import { HoverMode, Tooltip, linksOf } from '../Tooltip';
import { preparePlot, type Plot } from './config';
import { barAt } from './layout';
import { readChart, readLegend, type BarChartOptions, type Chart } from './options';

export function BarChart(props: PanelProps<BarChartOptions>) {
  const { data, options, width, height, fieldConfig } = props;
  const isWide = width >= height;
  const chart = useMemo(() => readChart(data.series, options, isWide), [data.series, options, isWide]);
  if (!chart) {
    return (
      <NoData fieldConfig={fieldConfig}>
        {data.series.some(({ length }) => length > 0) ? 'Bar charts need a text or time field and a number' : undefined}
      </NoData>
    );
  }
  const legend = readLegend(options);
  const items = legend.showLegend ? legendItems(chart, legend.calcs) : [];
  return (
    <VizLayout
      height={height}
      legend={
        items.length > 0 ? (
          <VizLayout.Legend placement={legend.placement}>
            <VizLegend displayMode={legend.displayMode} items={items} placement={legend.placement} />
          </VizLayout.Legend>
        ) : null
      }
      width={width}
    >
      {(width: number, height: number) => <Bars {...props} chart={chart} height={height} width={width} />}
    </VizLayout>
  );
}

function Bars({ chart, width, height, timeZone, options }: PanelProps<BarChartOptions> & { chart: Chart }) {
  const theme = useTheme2();
  const { onAddAdHocFilter } = usePanelContext();
  const { name, config } = chart.x;
  const filter = config.filterable && onAddAdHocFilter
    ? (value: string) => onAddAdHocFilter({ key: name, operator: '=', value })
    : undefined;
  const plot = useMemo(
    () => preparePlot(chart, theme, timeZone, { width, height }),
    [chart, theme, timeZone, width, height]
  );
  const mode = options.tooltip?.mode ?? TooltipDisplayMode.Single;
  return (
    <UPlotChart config={plot.config} data={plot.data} height={height} width={width}>
      <TooltipPlugin2
        config={plot.config}
        hoverMode={HoverMode.xAll}
        render={(at, rows, _series, isPinned) => {
          const series = hovered(at, plot, chart);
          return (
            mode !== TooltipDisplayMode.None && (
              <Tooltip
                fields={[chart.x, ...chart.numbers]}
                links={isPinned && series !== null ? linksOf(chart.numbers[series - 1], rows[series]) : []}
                onFilter={isPinned ? filter : undefined}
                mode={series === null ? TooltipDisplayMode.Multi : mode}
                rows={rows}
                series={series}
                sort={options.tooltip?.sort}
                timeZone={timeZone}
              />
            )
          );
        }}
      />
    </UPlotChart>
  );
}

/** The series whose bar is under the cursor, counted with the x field. */
function hovered({ cursor, posToVal }: uPlot, { bars }: Plot, { isHorizontal, scales }: Chart): number | null {
  const { left = 0, top = 0 } = cursor;
  const [along, across] = isHorizontal ? [top, left] : [left, top];
  const bar = barAt(bars, posToVal(along, 'x'), (series) => posToVal(across, scales[series] ?? ''));
  return bar ? bar.series + 1 : null;
}

function legendItems({ numbers, frame }: Chart, calcs: string[]): VizLegendItem[] {
  return numbers
    .filter(({ config }) => !config.custom?.hideFrom?.legend)
    .map((field) => ({
      color: field.display?.(field.values[0]).color ?? 'gray',
      fieldName: field.name,
      getDisplayValues: () => {
        const reduced = reduceField({ field, reducers: calcs });
        return calcs.map((calc): DisplayValue => ({
          ...field.display?.(reduced[calc]),
          title: calc,
          text: String(field.display?.(reduced[calc]).text),
          numeric: Number(reduced[calc]),
        }));
      },
      label: getFieldDisplayName(field, frame),
      yAxis: 1,
    }));
}
