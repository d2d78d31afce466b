/** Small builders: what every panel of ours has is written here once. */
import {
  currentSchemaVersion,
  type FunnelQuery,
  type MetricsQuery,
  type PipelineQuery,
  type RecordsQuery,
} from '../plan/query';
import { pluginId } from '../native/pluginId';
import type { DataSourceRef, FieldConfig, GridPos, Json, Override, Panel, Target } from './schema';

export { pluginId };

/** The data source that is chosen at the top of the dashboard: the same JSON serves import and provisioning. */
export const chosen: DataSourceRef = { type: pluginId, uid: '${ds}' };

type Asked<Query, Filled extends string = never> = Omit<Query, 'refId' | 'schemaVersion' | Filled> & {
  readonly shape?: 'series' | 'table';
  readonly matrix?: string;
} & { readonly [Key in Filled]?: `$${string}` };

/** What a panel asks; where a dashboard variable fills a setting, its name stands there. */
export type Question =
  | Asked<MetricsQuery, 'grain' | 'period'>
  | Asked<FunnelQuery, 'period'>
  | Asked<PipelineQuery, 'closing'>
  | (Omit<Asked<RecordsQuery, 'period'>, 'which'> & { readonly which: RecordsQuery['which'] | `$${string}` });

export interface PanelSpec {
  /** Stays when panels are added or moved: links and alert rules name it. */
  readonly id: number;
  readonly type: 'stat' | 'barchart' | 'bargauge' | 'timeseries' | 'table';
  readonly title: string;
  readonly description: string;
  readonly at: GridPos;
  /** Each succeeds or fails on its own. */
  readonly ask: readonly Question[];
  readonly transformations?: readonly Json[];
  /** A range of its own that ends now, such as `7d`. */
  readonly timeFrom?: string;
  readonly options: Json;
  readonly defaults?: FieldConfig;
  readonly overrides?: readonly Override[];
}

export const toPanel = ({ ask, at, defaults = {}, overrides = [], ...rest }: PanelSpec): Panel => ({
  ...rest,
  pluginVersion: '11.6.0',
  gridPos: at,
  datasource: chosen,
  targets: ask.map(target),
  fieldConfig: { defaults, overrides },
});

/**
 * `rerunOn` asks for nothing. A link to a panel of the same dashboard changes the ad hoc filters while no panel is
 * active, and Grafana does not notice that for a panel that has run once: it would show the old answer under the new
 * filter. It does notice a variable that stands in the query.
 */
const target = (ask: Question, index: number): Target => ({
  refId: 'ABCDEF'.charAt(index),
  datasource: chosen,
  schemaVersion: currentSchemaVersion,
  ...ask,
  rerunOn: '$filters',
});

/** Properties of one column, by the name that answers give it. */
export const column = (name: string, properties: Json): Override => ({
  matcher: { id: 'byName', options: name },
  properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
});

/** A column that serves another one and is not drawn. */
export const hidden = (name: string): Override =>
  column(name, { 'custom.hideFrom': { viz: true, legend: true, tooltip: true }, 'custom.axisPlacement': 'hidden' });

/** A bar without its number. */
export const unwritten: Json = {
  noValue: '',
  mappings: [{ type: 'range', options: { from: 0, to: 1e15, result: { text: ' ', index: 0 } } }],
};

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
  'custom.minWidth': 110,
  'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
  color: fixedColor('blue'),
  fieldMinMax: true,
};
