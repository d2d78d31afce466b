/** Draws bars and their values on uPlot's canvas. */
import { formattedValueToString, type GrafanaTheme2 } from '@grafana/data';
import { VisibilityMode } from '@grafana/schema';
import { colorManipulator } from '@grafana/data';
import type uPlot from 'uplot';
import type { Bar } from './layout';
import type { Chart } from './options';

const smallest = 10;
const largest = 18;
const gap = 8;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function drawBars(plot: uPlot, chart: Chart, bars: readonly Bar[], theme: GrafanaTheme2): void {
  const { ctx } = plot;
  ctx.save();
  for (const bar of bars) {
    const { fillOpacity = 80, lineWidth = 1 } = chart.numbers[bar.series]?.config.custom ?? {};
    const color = colorOf(chart, bar);
    const { left, top, width, height } = boxOf(plot, chart, bar);
    ctx.fillStyle =
      color === 'transparent'
        ? color
        : colorManipulator.alpha(theme.visualization.getColorByName(color), fillOpacity / 100);
    ctx.fillRect(left, top, width, height);
    if (lineWidth > 0) {
      ctx.lineWidth = lineWidth * devicePixelRatio;
      ctx.strokeStyle = color;
      ctx.strokeRect(left, top, width, height);
    }
  }
  if (chart.showValue !== VisibilityMode.Never) {
    drawValues(plot, chart, bars, theme);
  }
  ctx.restore();
}

/** How high a value is written, in CSS pixels. */
export function textSize(chart: Chart, thickness: number): number {
  return chart.valueSize ?? Math.round(Math.min(largest, Math.max(smallest, thickness * 0.4)));
}

export function valueText({ numbers }: Chart, { series, value }: Bar): string {
  const display = numbers[series]?.display?.(value);
  return display ? formattedValueToString(display).trim() : String(value);
}

function drawValues(plot: uPlot, chart: Chart, bars: readonly Bar[], theme: GrafanaTheme2): void {
  const { ctx } = plot;
  const outermost = new Set(bars.filter((bar) => isOutermost(chart, bar, bars)));
  for (const bar of bars) {
    const text = valueText(chart, bar);
    const box = boxOf(plot, chart, bar);
    const thickness = (chart.isHorizontal ? box.height : box.width) / devicePixelRatio;
    ctx.font = `${textSize(chart, thickness) * devicePixelRatio}px ${theme.typography.fontFamily}`;
    const isOutside = chart.stacking === 'none' || outermost.has(bar);
    const needed = chart.isHorizontal ? textSize(chart, thickness) * devicePixelRatio : ctx.measureText(text).width;
    if (
      text !== '' &&
      (chart.showValue === VisibilityMode.Always || needed <= (chart.isHorizontal ? box.height : box.width))
    ) {
      ctx.fillStyle = theme.colors.text.primary;
      writeValue(ctx, text, box, { isOutside, isHorizontal: chart.isHorizontal, isNegative: bar.to < bar.from });
    }
  }
}

interface Placing {
  readonly isOutside: boolean;
  readonly isHorizontal: boolean;
  readonly isNegative: boolean;
}

function writeValue(
  ctx: CanvasRenderingContext2D,
  text: string,
  { left, top, width, height }: Box,
  { isOutside, isHorizontal, isNegative }: Placing
): void {
  const space = gap * devicePixelRatio;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  if (!isOutside) {
    ctx.fillText(text, left + width / 2, top + height / 2);
  } else if (isHorizontal) {
    ctx.textAlign = isNegative ? 'right' : 'left';
    ctx.fillText(text, isNegative ? left - space : left + width + space, top + height / 2);
  } else {
    ctx.textBaseline = isNegative ? 'top' : 'bottom';
    ctx.fillText(text, left + width / 2, isNegative ? top + height + space / 2 : top - space / 2);
  }
}

/** The last bar of its stack, on its side of zero. */
function isOutermost({ scales }: Chart, bar: Bar, bars: readonly Bar[]): boolean {
  return !bars.some(
    (other) =>
      other.row === bar.row &&
      other.series > bar.series &&
      scales[other.series] === scales[bar.series] &&
      other.to < other.from === bar.to < bar.from
  );
}

/** On the canvas, in its own pixels. */
function boxOf(plot: uPlot, { isHorizontal, scales }: Chart, { start, size, from, to, series }: Bar): Box {
  const scale = scales[series] ?? '';
  const along = [plot.valToPos(start, 'x', true), plot.valToPos(start + size, 'x', true)] as const;
  const across = [plot.valToPos(from, scale, true), plot.valToPos(to, scale, true)] as const;
  const [horizontal, vertical] = isHorizontal ? [across, along] : [along, across];
  return {
    left: Math.round(Math.min(...horizontal)),
    top: Math.round(Math.min(...vertical)),
    width: Math.round(Math.abs(horizontal[1] - horizontal[0])),
    height: Math.round(Math.abs(vertical[1] - vertical[0])),
  };
}

function colorOf({ numbers, colorBy }: Chart, { series, row, value }: Bar): string {
  const display = colorBy ? colorBy.display?.(colorBy.values[row]) : numbers[series]?.display?.(value);
  return display?.color ?? 'gray';
}
