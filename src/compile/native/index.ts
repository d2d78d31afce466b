/**
 * The native form: a plan as one statement that gives the panel's numbers without us. Alert rules and exported
 * dashboards run it on Grafana's own SQL data sources; bounds are Grafana's macros, and "now" is the range's end or the
 * database's clock (plan/native.ts).
 *
 *   readings ─► stacked ─► cells ─► numbers ─► answers
 *   of each     one shape  summed   filled in,  formulas, intervals, labels
 *   source      for all    by group targets
 */
import type { NativePlan } from '../../plan/native';
import type { Dialect } from '../../sql/Dialect';
import { SalesError, unreachable } from '../../sql/SalesError';
import type { Select } from '../../sql/tree';
import { compileNativeFunnel } from './funnel';
import { compileNativeMetrics } from './metrics';
import type { Output } from './Output';
import { prune } from './prune';

export { columnNames } from './answers';
export { bucketName, valueName, type Output } from './Output';

/** @throws SalesError `native/unknown-column`, `native/reserved-label`, `native/funnel-by-time` */
export function compileNative(native: NativePlan, dialect: Dialect, output: Output): Select {
  const { plan } = native;
  const labels = native.kind === 'metrics' ? native.plan.dimensions.map(({ id }) => id) : native.plan.dimension ? [native.plan.dimension.id, 'stage'] : ['stage'];
  checkLabels(labels);
  switch (native.kind) {
    case 'metrics':
      return prune(compileNativeMetrics(native.plan, dialect, output));
    case 'funnel':
      return prune(compileNativeFunnel(native, dialect, output));
    default:
      return unreachable(plan as never);
  }
}

/** Names to which Grafana's SQL data sources give a meaning of their own, and ours. */
const reserved = ['time', 'time_sec', 'timeend', 'metric', 'value'];

function checkLabels(labels: readonly string[]): void {
  const taken = labels.find((label, at) => reserved.includes(label.toLowerCase()) || labels.indexOf(label) !== at);
  if (taken !== undefined) {
    throw new SalesError('native/reserved-label', `the dimension "${taken}" has a name that Grafana or the answer uses itself: give it another id in the model`);
  }
}
