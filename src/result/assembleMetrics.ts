import { startOfDay } from '../model/calendar';
import { foreignCurrency, withoutRate } from '../plan/planMetrics';
import type { MetricsPlan } from '../plan/Plan';
import type { Bucket } from '../plan/windows';
import { SalesError } from '../sql/SalesError';
import { readGroups, type Group } from './groups';
import { maturity, metricColumns, observations, valuesOf } from './metricColumns';
import { orderGroups } from './order';
import { number, rowsOf, type Answers, type Row } from './read';
import type { Notice, Result, ResultColumn } from './Result';
import { targetLookup } from './targetLookup';
import { undatedNotices } from './undated';
import { Values } from './values';

/** Rows of a metrics plan → columns. Additive metrics are 0 where nothing happened, all others NULL (R13). */
export function assembleMetrics(plan: MetricsPlan, answers: Answers): Result {
  // Targets alone need no statement of their own when they are typed into the model.
  const rows = plan.sources.length ? rowsOf(answers, 'main') : [];
  const notices: Notice[] = [...plan.notices.map(warning), ...currencyNotices(plan, rows), ...undatedNotices(answers)];
  const targets = targetLookup(plan, answers);
  const grouped = readGroups(rows, plan, targets.groups);
  const { groups } = grouped;
  const values = new Values(plan, grouped, targets.of);
  const { shown, cut } = orderGroups(plan, groups, values);
  const buckets = plan.windows[0]!.buckets;
  const cells = Int32Array.from(buckets.flatMap((_, bucket) => shown.map((group) => bucket * groups.length + group)));
  const groupAt = (cell: number): Group => groups[cell % groups.length]!;
  const bucketAt = (cell: number): Bucket => buckets[Math.floor(cell / groups.length)]!;
  const columns: ResultColumn[] = [
    ...(plan.query.grain ? [{ name: 'time', role: 'time' as const, type: 'text' as const, label: 'Time', values: Array.from(cells, (cell) => bucketAt(cell).key) }] : []),
    ...plan.dimensions.map((dimension, at): ResultColumn => ({
      name: dimension.id, role: 'dimension', type: 'text', label: dimension.label,
      values: Array.from(cells, (cell) => groupAt(cell).labels[at]!), keys: Array.from(cells, (cell) => groupAt(cell).keys[at]!),
    })),
    ...plan.metrics.flatMap((one) => metricColumns(one, plan, cells, values)),
  ];
  if (cut > 0) {
    notices.push(warning(`${cut} more groups are not shown: raise the limit to see them`));
  }
  notices.push(...targets.notices(), ...evidenceNotices(plan, cells, values));
  return {
    columns, length: cells.length, notices, currency: plan.model.currency, modelHash: plan.model.hash, zone: plan.model.calendar.timeZone,
    ...(plan.query.grain ? timesOf(plan, shown.length) : {}),
  };
}

function timesOf(plan: MetricsPlan, groups: number): Pick<Result, 'grain' | 'instants' | 'partial'> {
  const { buckets } = plan.windows[0]!;
  return {
    grain: plan.query.grain,
    instants: buckets.flatMap((bucket) => {
      const start = startOfDay(bucket.key, plan.model.calendar.timeZone);
      return Array.from({ length: groups }, () => start);
    }),
    partial: buckets.filter((bucket) => !bucket.whole || bucket.end > plan.range.now).map((bucket) => bucket.key),
  };
}

const warning = (sentence: string): Notice => ({ severity: 'warning', text: sentence });
const info = (sentence: string): Notice => ({ severity: 'info', text: sentence });

/** What the plan's own sums leave out; rows of a merged statement tell of other plans' sums too. */
function currencyNotices(plan: MetricsPlan, rows: readonly Row[]): readonly Notice[] {
  const sumOf = (name: string): number => rows.reduce((sum, row) => sum + (number(row, name) ?? 0), 0);
  const total = (prefix: string): number =>
    plan.sources.reduce((sum, { components }, at) => sum + (components[`${prefix}${at + 1}`] ? sumOf(`${prefix}${at + 1}`) : 0), 0);
  const foreign = total(foreignCurrency);
  if (foreign > 0) {
    throw new SalesError(
      'rows/mixed-currencies',
      `${foreign} amounts are in another currency than ${plan.model.currency} and no rates are mapped: add "rate" under entities, or set "currency"`
    );
  }
  const missing = total(withoutRate);
  return missing > 0 ? [warning(`${missing} amounts are left out: no rate to ${plan.model.currency} is known for their day`)] : [];
}

/** Values that rest on few observations, cohorts that are still young, and what a metric warns of itself. */
function evidenceNotices(plan: MetricsPlan, cells: Int32Array, values: Values): readonly Notice[] {
  const { minSample } = plan.model;
  const count = (holds: (cell: number) => boolean): number => cells.reduce((sum, cell) => sum + (holds(cell) ? 1 : 0), 0);
  return plan.metrics.flatMap((one): readonly Notice[] => {
    const { id } = one.metric;
    const [value, n, mature] = [valuesOf(one, values), observations(one, values), maturity(one, values)];
    const warned = one.warning && values.of(one.warning);
    const known = count((cell) => !Number.isNaN(value[cell]!));
    const small = n ? count((cell) => !Number.isNaN(value[cell]!) && n[cell]! < minSample) : 0;
    const young = mature ? count((cell) => !mature[cell]) : 0;
    const few = small === 1 && known === 1 ? `${id} rests on fewer than ${minSample} observations` : `${small} of ${known} values of ${id} rest on fewer than ${minSample} observations`;
    const maturing = young === 1 && cells.length === 1 ? id : `${young} of ${cells.length} cohorts of ${id}`;
    return [
      ...(warned && count((cell) => warned[cell]! > 0) > 0 ? [warning(one.metric.warning!.text)] : []),
      ...(small > 0 ? [info(`low sample: ${few}`)] : []),
      ...(young > 0 ? [info(`maturing: ${maturing} include members that are too young to tell and are not counted`)] : []),
    ];
  });
}
