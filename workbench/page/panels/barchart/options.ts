/** What the bar chart reads of a panel: the options of Grafana's own, with its defaults. */
import { FieldType, VizOrientation, type DataFrame, type Field } from '@grafana/data';
import {
  LegendDisplayMode,
  StackingMode,
  VisibilityMode,
  type VizLegendOptions,
  type VizTextDisplayOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import { buildScaleKey } from '@grafana/ui';
import type { Stacking } from './layout';

export interface BarChartOptions {
  barWidth?: number;
  colorByField?: string;
  groupWidth?: number;
  legend?: Partial<VizLegendOptions>;
  orientation?: VizOrientation;
  showValue?: VisibilityMode;
  stacking?: StackingMode;
  text?: VizTextDisplayOptions;
  tooltip?: Partial<VizTooltipOptions>;
  xField?: string;
  xTickLabelMaxLength?: number;
  xTickLabelRotation?: number;
  xTickLabelSpacing?: number;
}

export interface Chart {
  readonly frame: DataFrame;
  readonly x: Field;
  readonly numbers: readonly Field[];
  /** The scale of each number: what differs in unit or axis is drawn on scales of its own, as in Grafana. */
  readonly scales: readonly string[];
  /** Gives the colour when `colorByField` names one. */
  readonly colorBy?: Field;
  readonly isHorizontal: boolean;
  readonly stacking: Stacking;
  readonly groupWidth: number;
  readonly barWidth: number;
  readonly showValue: VisibilityMode;
  readonly valueSize?: number;
  readonly labelLength: number;
  readonly labelRotation: number;
}

export function readChart(series: readonly DataFrame[], options: BarChartOptions, isWide: boolean): Chart | undefined {
  const frame = series.find(({ fields }) => fields.some(({ type }) => type === FieldType.number));
  const x =
    frame?.fields.find(({ name, type }) => (options.xField ? name === options.xField : type === FieldType.string)) ??
    frame?.fields.find(({ type }) => type === FieldType.time);
  const numbers =
    frame?.fields.filter(
      (field) => field !== x && field.type === FieldType.number && !field.config.custom?.hideFrom?.viz
    ) ?? [];
  if (!frame || !x || numbers.length === 0 || frame.length === 0) {
    return undefined;
  }
  const { orientation = VizOrientation.Auto } = options;
  return {
    frame,
    x,
    numbers,
    scales: numbers.map(({ config, type }) => buildScaleKey(config, type)),
    colorBy: frame.fields.find(({ name }) => name === options.colorByField),
    isHorizontal: orientation === VizOrientation.Horizontal || (orientation === VizOrientation.Auto && !isWide),
    stacking: options.stacking ?? StackingMode.None,
    groupWidth: options.groupWidth ?? 0.7,
    barWidth: options.barWidth ?? 0.97,
    showValue: options.showValue ?? VisibilityMode.Auto,
    valueSize: options.text?.valueSize,
    labelLength: options.xTickLabelMaxLength ?? Infinity,
    labelRotation: options.xTickLabelRotation ?? 0,
  };
}

export function readLegend({ legend }: BarChartOptions): VizLegendOptions {
  return { calcs: [], displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true, ...legend };
}
