/** The values that stat, bar gauge and gauge show: one a field or one a row, formatted. */
import {
  ReducerID,
  getFieldDisplayValues,
  type FieldDisplay,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';
import { config } from '@grafana/runtime';

export interface DisplayOptions {
  readonly reduceOptions?: Partial<ReduceDataOptions>;
}

export interface Wanted {
  readonly sparkline?: boolean;
  readonly percentChange?: boolean;
}

export function displaysOf(props: PanelProps<DisplayOptions>, wanted: Wanted = {}): FieldDisplay[] {
  const { data, fieldConfig, options, replaceVariables, timeZone } = props;
  return getFieldDisplayValues({
    ...wanted,
    data: data.series,
    fieldConfig,
    reduceOptions: { calcs: [ReducerID.lastNotNull], ...options.reduceOptions },
    replaceVariables,
    theme: config.theme2,
    timeZone,
  });
}

export function hasRows({ data }: PanelProps): boolean {
  return data.series.some(({ length }) => length > 0);
}
