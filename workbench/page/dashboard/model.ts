/** The classic dashboard schema, as far as the workbench reads it. */
import type { DataSourceRef, DataTransformerConfig, FieldConfigSource, TimeOption } from '@grafana/data';
import type { SceneDataQuery } from '@grafana/scenes';
import type { VariableHide, VariableRefresh, VariableSort } from '@grafana/schema';

export interface DashboardModel {
  readonly title?: string;
  readonly description?: string;
  readonly uid?: string;
  readonly timezone?: string;
  readonly weekStart?: 'monday' | 'sunday' | 'saturday' | '';
  readonly fiscalYearStartMonth?: number;
  readonly time?: { readonly from: string; readonly to: string };
  readonly timepicker?: {
    readonly hidden?: boolean;
    readonly refresh_intervals?: string[];
    readonly quick_ranges?: TimeOption[];
  };
  readonly refresh?: string | false;
  readonly graphTooltip?: number;
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly links?: readonly DashboardLinkModel[];
  readonly panels?: readonly PanelModel[];
}

/** A link of type `link`; those of type `dashboards` are not drawn. */
export interface DashboardLinkModel {
  readonly type: string;
  readonly title: string;
  readonly url: string;
  readonly tooltip?: string;
}

export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: DataSourceRef | null;
  readonly targets?: SceneDataQuery[];
  readonly options?: object;
  readonly fieldConfig?: FieldConfigSource;
  readonly transformations?: DataTransformerConfig[];
  readonly maxDataPoints?: number | null;
  readonly interval?: string;
  readonly timeFrom?: string | null;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
}

export interface VariableModel {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly hide?: VariableHide;
  readonly query?: string | SceneDataQuery;
  readonly current?: { readonly value?: string | string[]; readonly text?: string | string[] };
  readonly options?: ReadonlyArray<{ readonly text: string; readonly value: string }>;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly allowCustomValue?: boolean;
  readonly datasource?: DataSourceRef | null;
  readonly regex?: string;
  readonly refresh?: VariableRefresh;
  readonly sort?: VariableSort;
  readonly filters?: ReadonlyArray<{
    readonly key: string;
    readonly operator: string;
    readonly value: string;
    readonly values?: string[];
  }>;
  readonly baseFilters?: VariableModel['filters'];
}
