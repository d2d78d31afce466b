/** Small builders: what every panel of ours has is written here once. */
import { currentSchemaVersion, type FunnelQuery, type MetricsQuery } from '../plan/query';
import type { DataSourceRef, FieldConfig, GridPos, Json, Override, Panel, Target, Variable } from './schema';

/** As plugin.json has it; a test compares the two. */
export const pluginId = 'salesfunnel-metrics-datasource';

/** The data source that is chosen at the top of the dashboard: the same JSON serves import and provisioning. */
export const chosen: DataSourceRef = { type: pluginId, uid: '${ds}' };

type Asked<Query> = Omit<Query, 'refId' | 'schemaVersion'> & { readonly shape?: 'series' | 'table' };
export type Question = (Omit<Asked<MetricsQuery>, 'grain'> & { readonly grain?: '$grain' }) | Asked<FunnelQuery>;

export interface PanelSpec {
  readonly type: 'stat' | 'barchart' | 'timeseries' | 'table';
  readonly title: string;
  readonly description: string;
  readonly at: GridPos;
  /** Each succeeds or fails on its own. */
  readonly ask: readonly Question[];
  readonly transformations?: readonly Json[];
  readonly options: Json;
  readonly defaults?: FieldConfig;
  readonly overrides?: readonly Override[];
}

/** Panels in reading order; ids count from 1 in that order. */
export const panels = (specs: readonly PanelSpec[]): readonly Panel[] =>
  specs.map(
    ({ type, title, description, at, ask, transformations, options, defaults = {}, overrides = [] }, index) => ({
      id: index + 1,
      type,
      title,
      description,
      pluginVersion: '11.6.0',
      gridPos: at,
      datasource: chosen,
      targets: ask.map(target),
      ...(transformations ? { transformations } : {}),
      options,
      fieldConfig: { defaults, overrides },
    })
  );

const target = (ask: Question, index: number): Target => ({
  refId: 'ABCDEF'.charAt(index),
  datasource: chosen,
  schemaVersion: currentSchemaVersion,
  ...ask,
});

/** Properties of one column, by the name that answers give it. */
export const column = (name: string, properties: Json): Override => ({
  matcher: { id: 'byName', options: name },
  properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
});

/** A column that serves another one and is not drawn. */
export const hidden = (name: string): Override =>
  column(name, { 'custom.hideFrom': { viz: true, legend: true, tooltip: true }, 'custom.axisPlacement': 'hidden' });

/** A line that cannot be seen: Grafana leaves out of the tooltip what is not drawn. */
export const inTooltip = (name: string, label: string): Override =>
  column(name, {
    displayName: label,
    color: fixedColor('transparent'),
    'custom.lineWidth': 0,
    'custom.showPoints': 'never',
    'custom.axisPlacement': 'hidden',
    'custom.hideFrom': { viz: false, legend: true, tooltip: false },
  });

export const fixedColor = (color: string): Json => ({ mode: 'fixed', fixedColor: color });

/** A table cell with a bar that ends at the column's largest value; without `fieldMinMax` at the table's. */
export const gauge: Json = {
  'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
  color: fixedColor('blue'),
  fieldMinMax: true,
};

/** Red below 0, green from 0 on. */
export const redBelowZero: Json = {
  color: { mode: 'thresholds' },
  thresholds: {
    mode: 'absolute',
    steps: [
      { color: 'red', value: null },
      { color: 'green', value: 0 },
    ],
  },
};

/** A choice of a dimension's values; several may be chosen, and "All" filters nothing. */
export const dimensionVariable = (dimension: string, label: string): Variable => ({
  type: 'query',
  name: dimension,
  label,
  datasource: chosen,
  query: { refId: dimension, kind: 'dimension', dimension },
  definition: label,
  current: { text: ['All'], value: ['$__all'] },
  includeAll: true,
  multi: true,
  allowCustomValue: false,
  // When the dashboard is loaded, in alphabetical order.
  refresh: 1,
  sort: 1,
  regex: '',
  options: [],
});

/** A choice among a few texts; the first is chosen. */
export const choiceVariable = (name: string, label: string, choices: readonly [string, ...string[]]): Variable => ({
  type: 'custom',
  name,
  label,
  query: choices.join(','),
  current: { text: choices[0], value: choices[0] },
  options: choices.map((value, index) => ({ text: value, value, selected: index === 0 })),
  includeAll: false,
  multi: false,
});
