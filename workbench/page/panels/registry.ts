/** The panels of the workbench, under the ids of Grafana's own. */
import {
  FieldColorModeId,
  FieldConfigProperty,
  PanelPlugin,
  PluginType,
  type PanelPluginMeta,
  type PanelProps,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { BarChart } from './barchart/BarChart';
import { BarGauge } from './BarGauge';
import { Stat } from './Stat';
import { Table } from './Table';
import { Text } from './Text';
import { TimeSeries } from './TimeSeries';
import { unknownPanel } from './Unknown';

type Defaults = Readonly<Record<string, unknown>>;

const hideFrom = { legend: false, tooltip: false, viz: false };

/** Custom field options by path with their defaults; an option that is not named here is dropped, as in Grafana. */
const graph: Defaults = {
  axisBorderShow: false,
  axisCenteredZero: false,
  axisColorMode: 'text',
  axisGridShow: undefined,
  axisLabel: '',
  axisPlacement: 'auto',
  axisSoftMax: undefined,
  axisSoftMin: undefined,
  axisWidth: undefined,
  fillOpacity: 0,
  gradientMode: 'none',
  hideFrom,
  lineWidth: 1,
  scaleDistribution: { type: 'linear' },
  thresholdsStyle: { mode: 'off' },
};

const timeSeries: Defaults = {
  ...graph,
  barAlignment: 0,
  barMaxWidth: undefined,
  barWidthFactor: 0.6,
  drawStyle: 'line',
  fillBelowTo: undefined,
  insertNulls: false,
  lineColor: undefined,
  lineInterpolation: 'linear',
  lineStyle: undefined,
  pointSize: 5,
  showPoints: 'auto',
  showValues: false,
  spanNulls: false,
  stacking: { group: 'A', mode: 'none' },
  transform: undefined,
};

const table: Defaults = {
  align: 'auto',
  cellOptions: { type: 'auto' },
  filterable: undefined,
  footer: undefined,
  hideFrom,
  hidden: undefined,
  inspect: false,
  minWidth: undefined,
  tooltip: undefined,
  width: undefined,
  wrapHeaderText: undefined,
  wrapText: undefined,
};

interface Spec {
  readonly panel: ComponentType<PanelProps>;
  readonly color?: FieldColorModeId;
  readonly custom?: Defaults;
  readonly meta?: Partial<PanelPluginMeta>;
}

const specs: Readonly<Record<string, Spec>> = {
  barchart: { panel: BarChart, color: FieldColorModeId.PaletteClassic, custom: { ...graph, fillOpacity: 80 } },
  bargauge: { panel: BarGauge },
  stat: { panel: Stat },
  table: { panel: Table, custom: table },
  text: { panel: Text, meta: { skipDataQuery: true } },
  timeseries: { panel: TimeSeries, color: FieldColorModeId.PaletteClassic, custom: timeSeries },
};

const plugins = new Map<string, PanelPlugin>();

export function panelPlugin(id: string): PanelPlugin {
  const plugin =
    plugins.get(id) ?? create(id, specs[id] ?? { panel: unknownPanel(id), custom: { ...timeSeries, ...table } });
  plugins.set(id, plugin);
  return plugin;
}

function create(id: string, { panel, color = FieldColorModeId.Thresholds, custom = {}, meta }: Spec): PanelPlugin {
  const plugin = new PanelPlugin(panel);
  plugin.meta = { ...metaOf(id), ...meta };
  plugin.useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { settings: { byValueSupport: true }, defaultValue: { mode: color } },
    },
    useCustomConfig: (builder) => {
      for (const [path, defaultValue] of Object.entries(custom)) {
        builder.addCustomEditor({
          id: path,
          path,
          name: path,
          defaultValue,
          editor: noEditor,
          override: noEditor,
          process: (value) => value,
          shouldApply: () => true,
        });
      }
    },
  });
  return plugin;
}

const noEditor = () => null;

function metaOf(id: string): PanelPluginMeta {
  return {
    id,
    name: id,
    type: PluginType.panel,
    module: '',
    baseUrl: '',
    sort: 0,
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { large: '', small: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  };
}
