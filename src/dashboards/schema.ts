/** Grafana's classic dashboard schema, as far as our dashboards use it. */

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly schemaVersion: number;
  readonly editable: boolean;
  readonly graphTooltip: 0 | 1;
  readonly refresh: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly timepicker: { readonly refresh_intervals: readonly string[]; readonly quick_ranges: readonly QuickRange[] };
  readonly timezone: string;
  readonly annotations: { readonly list: readonly unknown[] };
  readonly links: readonly DashboardLink[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

export interface QuickRange {
  readonly display: string;
  readonly from: string;
  readonly to: string;
}

export interface DashboardLink {
  readonly type: 'link';
  readonly title: string;
  readonly url: string;
  readonly tooltip: string;
  readonly icon: string;
  readonly tags: readonly string[];
  readonly asDropdown: boolean;
  readonly includeVars: boolean;
  readonly keepTime: boolean;
  readonly targetBlank: boolean;
}

export interface DataSourceRef {
  readonly type: string;
  readonly uid: string;
}

export interface Variable {
  readonly type: 'datasource' | 'query' | 'custom' | 'adhoc';
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly [option: string]: unknown;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly pluginVersion: string;
  readonly gridPos: GridPos;
  readonly datasource: DataSourceRef;
  readonly targets: readonly Target[];
  readonly transformations?: readonly Json[];
  readonly timeFrom?: string;
  readonly options: Json;
  readonly fieldConfig: { readonly defaults: FieldConfig; readonly overrides: readonly Override[] };
}

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Target {
  readonly refId: string;
  readonly datasource: DataSourceRef;
  readonly [key: string]: unknown;
}

export interface FieldConfig {
  readonly displayName?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly fieldMinMax?: boolean;
  readonly noValue?: string;
  readonly color?: Json;
  readonly thresholds?: Json;
  readonly mappings?: readonly Json[];
  readonly links?: readonly Json[];
  readonly custom?: Json;
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options: unknown };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value: unknown }>;
}

export type Json = Readonly<Record<string, unknown>>;
