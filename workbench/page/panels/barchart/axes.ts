/** The axis of categories, and one axis a scale of values. */
import { formattedValueToString, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { AxisPlacement } from '@grafana/schema';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Chart } from './options';
import { shorten, textWidth } from './text';

interface Look {
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  readonly width: number;
}

const labelGap = 12;
const fontSize = 12;

export function addAxes(config: UPlotConfigBuilder, chart: Chart, look: Look): void {
  addCategories(config, chart, look);
  [...new Set(chart.scales)].forEach((scale, index) => addValues(config, chart, look, { scale, isFirst: index === 0 }));
}

function addCategories(config: UPlotConfigBuilder, chart: Chart, { theme, timeZone, width }: Look): void {
  const { x, isHorizontal, labelLength, labelRotation } = chart;
  const labels = x.values.map((value: unknown) =>
    shorten(x.display ? formattedValueToString(x.display(value)) : String(value), labelLength)
  );
  const step = isHorizontal ? 1 : everyNth(labels, width, labelRotation, theme);
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
}

interface Scale {
  readonly scale: string;
  readonly isFirst: boolean;
}

function addValues(config: UPlotConfigBuilder, chart: Chart, { theme }: Look, { scale, isFirst }: Scale): void {
  const { numbers, scales, isHorizontal, stacking } = chart;
  const field = numbers[scales.indexOf(scale)];
  const custom = field?.config.custom ?? {};
  const [near, far] = isHorizontal
    ? [AxisPlacement.Bottom, AxisPlacement.Top]
    : [AxisPlacement.Left, AxisPlacement.Right];
  config.addAxis({
    scaleKey: scale,
    isTime: false,
    placement: placementOf(custom.axisPlacement, isFirst ? near : far),
    label: custom.axisLabel,
    size: custom.axisWidth,
    grid: { show: custom.axisGridShow ?? isFirst },
    formatValue: (value: number) => {
      if (stacking === 'percent') {
        return `${Math.round(value * 100)}%`;
      }
      return field?.display ? formattedValueToString(field.display(value)) : String(value);
    },
    theme,
  });
}

function placementOf(wanted: AxisPlacement | undefined, usual: AxisPlacement): AxisPlacement {
  return wanted === AxisPlacement.Hidden ? AxisPlacement.Hidden : usual;
}

/** Labels that would run into each other are left out. */
function everyNth(labels: readonly string[], width: number, rotation: number, theme: GrafanaTheme2): number {
  const widest =
    rotation === 0 ? Math.max(0, ...labels.map((label) => textWidth(label, fontSize, theme))) + labelGap : 2 * fontSize;
  return Math.max(1, Math.ceil(widest / (width / Math.max(1, labels.length))));
}
