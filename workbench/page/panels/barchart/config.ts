/** Scales, axes and hooks of a bar chart for uPlot. The bars themselves are drawn by hand on its canvas. */
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type { AlignedData } from 'uplot';
import { addAxes } from './axes';
import { drawBars, textSize, valueText } from './draw';
import { layOutBars, spanOf, type Bar } from './layout';
import type { Chart } from './options';
import { textWidth } from './text';

export interface Plot {
  readonly config: UPlotConfigBuilder;
  readonly data: AlignedData;
  readonly bars: readonly Bar[];
}

const labelGap = 12;

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
  for (const scaleKey of new Set(chart.scales)) {
    const span = valueSpan(chart, scaleKey, bars);
    config.addScale({
      scaleKey,
      orientation: isHorizontal ? ScaleOrientation.Horizontal : ScaleOrientation.Vertical,
      direction: isHorizontal ? ScaleDirection.Right : ScaleDirection.Up,
      range: () => [span.min, span.max],
    });
  }
  addAxes(config, chart, { theme, timeZone, width: place.width });
  numbers.forEach((field, index) =>
    config.addSeries({
      scaleKey: chart.scales[index] ?? '',
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

function valueSpan(
  { numbers, scales, stacking }: Chart,
  scale: string,
  bars: readonly Bar[]
): { min: number; max: number } {
  const span = spanOf(bars.filter(({ series }) => scales[series] === scale));
  const { min, max, custom } = numbers[scales.indexOf(scale)]?.config ?? {};
  if (stacking === 'percent') {
    return span;
  }
  return {
    min: min ?? Math.min(span.min, custom?.axisSoftMin ?? span.min),
    max: max ?? Math.max(span.max, custom?.axisSoftMax ?? span.max),
  };
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
