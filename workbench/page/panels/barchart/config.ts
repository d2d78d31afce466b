/** Scales, axes and hooks of a bar chart for uPlot. The bars themselves are drawn by hand on its canvas. */
import { formattedValueToString, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type { AlignedData } from 'uplot';
import { drawBars, textSize, valueText } from './draw';
import { layOutBars, spanOf, type Bar } from './layout';
import type { Chart } from './options';

export interface Plot {
  readonly config: UPlotConfigBuilder;
  readonly data: AlignedData;
  readonly bars: readonly Bar[];
}

const ellipsis = '…';
const labelGap = 12;
const fontSize = 12;

export function preparePlot(
  chart: Chart,
  theme: GrafanaTheme2,
  timeZone: TimeZone,
  place: { width: number; height: number }
): Plot {
  const { numbers, isHorizontal, frame } = chart;
  const bars = layOutBars(
    numbers.map(({ values }) => values),
    chart
  );
  const config = new UPlotConfigBuilder(timeZone);
  config.addScale({
    scaleKey: 'x',
    isTime: false,
    orientation: isHorizontal ? ScaleOrientation.Vertical : ScaleOrientation.Horizontal,
    direction: isHorizontal ? ScaleDirection.Down : ScaleDirection.Right,
    range: () => [0, frame.length],
  });
  const span = valueSpan(chart, bars);
  config.addScale({
    scaleKey: 'y',
    orientation: isHorizontal ? ScaleOrientation.Horizontal : ScaleOrientation.Vertical,
    direction: isHorizontal ? ScaleDirection.Right : ScaleDirection.Up,
    range: () => [span.min, span.max],
  });
  addAxes(config, chart, theme, timeZone, place);
  numbers.forEach((field, index) =>
    config.addSeries({
      scaleKey: 'y',
      theme,
      drawStyle: GraphDrawStyle.Bars,
      pathBuilder: () => null,
      showPoints: VisibilityMode.Never,
      dataFrameFieldIndex: { fieldIndex: index + 1, frameIndex: 0 },
      lineColor: field.display?.(field.values[0]).color,
    })
  );
  config.setCursor({
    x: false,
    y: false,
    points: { show: false },
    drag: { x: false, y: false },
    // The nearest series counts as hovered from anywhere, so that a click pins the tooltip.
    focus: { prox: 1e6 },
  });
  config.setPadding(padding(chart, bars, theme, place));
  config.addHook('draw', (plot) => drawBars(plot, chart, bars, theme));
  const middles = Array.from({ length: frame.length }, (_, row) => row + 0.5);
  return { config, bars, data: [middles, ...numbers.map(({ values }) => values)] };
}

function valueSpan({ numbers, stacking }: Chart, bars: readonly Bar[]): { min: number; max: number } {
  const span = spanOf(bars);
  const { min, max, custom } = numbers[0]?.config ?? {};
  if (stacking === 'percent') {
    return span;
  }
  return {
    min: min ?? Math.min(span.min, custom?.axisSoftMin ?? span.min),
    max: max ?? Math.max(span.max, custom?.axisSoftMax ?? span.max),
  };
}

function addAxes(
  config: UPlotConfigBuilder,
  chart: Chart,
  theme: GrafanaTheme2,
  timeZone: TimeZone,
  place: { width: number; height: number }
): void {
  const { x, numbers, isHorizontal, frame, stacking, labelRotation } = chart;
  const [first] = numbers;
  const labels = x.values.map((value: unknown) =>
    shorten(x.display ? formattedValueToString(x.display(value)) : String(value), chart.labelLength)
  );
  const step = isHorizontal ? 1 : everyNth(labels, place.width, labelRotation, theme);
  config.addAxis({
    scaleKey: 'x',
    isTime: false,
    placement: placementOf(x.config.custom?.axisPlacement, isHorizontal ? AxisPlacement.Left : AxisPlacement.Bottom),
    label: x.config.custom?.axisLabel,
    grid: { show: false },
    ticks: { show: false },
    splits: () => labels.map((_, row) => row + 0.5),
    values: () => labels.map((label, row) => (row % step === 0 ? label : '')),
    tickLabelRotation: isHorizontal ? 0 : -labelRotation,
    theme,
    timeZone,
  });
  const custom = first?.config.custom ?? {};
  config.addAxis({
    scaleKey: 'y',
    isTime: false,
    placement: placementOf(custom.axisPlacement, isHorizontal ? AxisPlacement.Bottom : AxisPlacement.Left),
    label: custom.axisLabel,
    size: custom.axisWidth,
    grid: { show: custom.axisGridShow ?? true },
    formatValue: (value: number) =>
      stacking === 'percent'
        ? `${Math.round(value * 100)}%`
        : first?.display
          ? formattedValueToString(first.display(value))
          : String(value),
    theme,
    show: frame.length > 0,
  });
}

function placementOf(wanted: AxisPlacement | undefined, usual: AxisPlacement): AxisPlacement {
  return wanted === AxisPlacement.Hidden ? AxisPlacement.Hidden : usual;
}

/** Room for the values that stand outside the bars. */
function padding(
  chart: Chart,
  bars: readonly Bar[],
  theme: GrafanaTheme2,
  place: { width: number; height: number }
): [number, number, number, number] {
  if (chart.showValue === VisibilityMode.Never) {
    return [labelGap, labelGap, 0, 0];
  }
  const thickest =
    Math.max(0, ...bars.map(({ size }) => size)) *
    ((chart.isHorizontal ? place.height : place.width) / chart.frame.length);
  const size = textSize(chart, thickest);
  if (!chart.isHorizontal) {
    return [size + labelGap, labelGap, 0, 0];
  }
  const widest = Math.max(0, ...bars.map((bar) => textWidth(valueText(chart, bar), size, theme)));
  return [labelGap, widest + 2 * labelGap, 0, 0];
}

/** Labels that would run into each other are left out. */
function everyNth(labels: readonly string[], width: number, rotation: number, theme: GrafanaTheme2): number {
  const widest =
    rotation === 0 ? Math.max(0, ...labels.map((label) => textWidth(label, fontSize, theme))) + labelGap : 2 * fontSize;
  return Math.max(1, Math.ceil(widest / (width / Math.max(1, labels.length))));
}

const canvas = document.createElement('canvas').getContext('2d');

function textWidth(text: string, size: number, theme: GrafanaTheme2): number {
  if (!canvas) {
    return text.length * size * 0.6;
  }
  canvas.font = `${size}px ${theme.typography.fontFamily}`;
  return canvas.measureText(text).width;
}

function shorten(text: string, length: number): string {
  return text.length > length ? text.slice(0, length) + ellipsis : text;
}
