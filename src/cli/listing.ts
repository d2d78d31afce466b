/** `salesfunnel metrics`: the catalogue, and with a model what can be asked for and why the rest cannot. */
import { listMetrics } from '../metrics/catalogue';
import { postgres } from '../dialects/postgres';
import type { MetricInfo } from '../metrics/types';
import type { SalesModel } from '../model/types';
import { whyMetricNotNative } from '../native/nativeForm';

/** Metrics have a native form unless they say otherwise: alert rules and exported dashboards can use them. */
function withoutNative(id: string, model: SalesModel | undefined): string {
  const reason = model && whyMetricNotNative(id, model, postgres);
  return reason ? `no alert rule or export: ${reason}` : '';
}

export function metricsListing(model: SalesModel | undefined): string {
  const metrics = listMetrics(model);
  const width = Math.max(...metrics.map(({ info }) => info.id.length));
  // The mean of a duration and its percentiles mean the same, read at another place.
  const isTold = ({ id, meaning }: MetricInfo): boolean => metrics.some(({ info }) => info.id !== id && info.meaning === meaning);
  const groups = [...new Set(metrics.filter((one) => !one.later).map(({ info }) => info.group))];
  const sections = groups.map((group) => {
    const lines = metrics.filter((one) => !one.later && one.info.group === group).map(({ info, missing }) => {
      const note = missing ? `not available: ${missing}` : withoutNative(info.id, model);
      const state = note ? `\n${' '.repeat(width + 4)}${note}` : '';
      return `  ${info.id.padEnd(width)}  ${isTold(info) ? `${info.label}: ` : ''}${info.meaning}${state}`;
    });
    return `${group}\n${lines.join('\n')}`;
  });
  const later = metrics.filter((one) => one.later).map(({ info }) => `  ${info.id}`);
  return `${[...sections, `Not yet available\n${later.join('\n')}`].join('\n\n')}\n`;
}
