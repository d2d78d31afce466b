import { targetDimension } from '../compile/targets';
import { firstDayFrom, startOfDay } from '../model/calendar';
import { foreignCurrency, withoutRate } from '../plan/planMetrics';
import type { MetricsPlan } from '../plan/Plan';
import { SalesError } from '../sql/SalesError';
import { readGroups } from './groups';
import { isMature, metricColumns, observations, valueOf, type Cell } from './metricColumns';
import { orderGroups } from './order';
import { number, rowsOf, text, type Answers, type Row } from './read';
import type { Notice, Result, ResultColumn } from './Result';
import { parseTargets, targetFor, type ParsedTarget } from './targets';
import { undatedNotices } from './undated';
import { Values } from './values';

/** Rows of a metrics plan → columns. Additive metrics are 0 where nothing happened, all others NULL (R13). */
export function assembleMetrics(plan: MetricsPlan, answers: Answers): Result {
  const rows = rowsOf(answers, 'main');
  const notices: Notice[] = [...plan.notices.map(warning), ...currencyNotices(plan, rows), ...undatedNotices(answers)];
  const groups = readGroups(rows, plan.dimensions, plan.model);
  const targets = readTargets(plan, answers);
  const reasons = new Set<string>();
  let prorated = false;
  const values = new Values(plan, groups, (metric, group, bucket) => {
    const zone = plan.model.calendar.timeZone;
    const entry = Object.fromEntries(plan.dimensions.map((dimension, at) => [dimension.id, group.keys[at]!]));
    const answer = targetFor(
      {
        metric, group: entry, filters: plan.filters, from: firstDayFrom(bucket.start, zone), to: firstDayFrom(bucket.end, zone),
        additive: isAdditive(metric, plan),
      },
      targets,
      plan.model.calendar
    );
    prorated ||= answer.prorated;
    if (answer.reason) {
      reasons.add(answer.reason);
    }
    return answer.value;
  });
  const { shown, cut } = orderGroups(plan, groups, values);
  const buckets = plan.windows[0]!.buckets;
  const cells: Cell[] = buckets.flatMap((_, bucket) => shown.map((group) => ({ group, bucket })));
  const columns: ResultColumn[] = [
    ...(plan.query.grain ? [timeColumn(plan, cells)] : []),
    ...plan.dimensions.map((dimension, at): ResultColumn => ({
      name: dimension.id, role: 'dimension', type: 'text', label: dimension.label,
      values: cells.map(({ group }) => group.labels[at]!), keys: cells.map(({ group }) => group.keys[at]!),
    })),
    ...plan.metrics.flatMap((one) => metricColumns(one, plan, cells, values)),
  ];
  if (cut > 0) {
    notices.push(warning(`${cut} more groups are not shown: raise the limit to see them`));
  }
  if (prorated) {
    notices.push(warning('a target period that the range cuts counts by its share of working days'));
  }
  notices.push(...[...reasons].slice(0, 3).map(warning), ...evidenceNotices(plan, cells, values));
  return {
    columns, length: cells.length, notices, currency: plan.model.currency, modelHash: plan.model.hash, zone: plan.model.calendar.timeZone,
    ...(plan.query.grain
      ? {
          grain: plan.query.grain,
          instants: cells.map(({ bucket }) => startOfDay(buckets[bucket]!.key, plan.model.calendar.timeZone)),
          partial: buckets.filter((bucket) => !bucket.whole || bucket.end > plan.range.now).map((bucket) => bucket.key),
        }
      : {}),
  };
}

const warning = (sentence: string): Notice => ({ severity: 'warning', text: sentence });
const info = (sentence: string): Notice => ({ severity: 'info', text: sentence });

const timeColumn = (plan: MetricsPlan, cells: readonly Cell[]): ResultColumn => ({
  name: 'time', role: 'time', type: 'text', label: 'Time', values: cells.map(({ bucket }) => plan.windows[0]!.buckets[bucket]!.key),
});

const isAdditive = (metric: string, plan: MetricsPlan): boolean => {
  const found = plan.metrics.find((one) => one.metric.id === metric || one.targets.includes(metric));
  const own = found?.metric.id === metric || found?.metric.id.startsWith(`${metric}.`) ? found.metric : undefined;
  return own === undefined || own.unit === 'money' || own.unit === 'count' || metric === 'bookings';
};

function currencyNotices(plan: MetricsPlan, rows: readonly Row[]): readonly Notice[] {
  const total = (prefix: string) => plan.sources.reduce((sum, _, at) => sum + rows.reduce((all, row) => all + (number(row, `${prefix}${at + 1}`) ?? 0), 0), 0);
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

/** Values that rest on few observations, and cohorts that are still young. */
function evidenceNotices(plan: MetricsPlan, cells: readonly Cell[], values: Values): readonly Notice[] {
  return plan.metrics.flatMap((one): readonly Notice[] => {
    const { id } = one.metric;
    const known = cells.filter((cell) => valueOf(one, cell, values) !== null);
    const small = known.filter((cell) => {
      const n = observations(one, cell, values);
      return n !== null && n < plan.model.minSample;
    }).length;
    const warned = one.warning !== undefined && cells.some((cell) => (values.of(one.warning!, cell.group, cell.bucket) ?? 0) > 0);
    const young = one.metric.basis === 'cohort' ? cells.filter((cell) => !isMature(one, plan, cell, values)).length : 0;
    const few = small === 1 && known.length === 1 ? `${id} rests on fewer than ${plan.model.minSample} observations` : `${small} of ${known.length} values of ${id} rest on fewer than ${plan.model.minSample} observations`;
    return [
      ...(warned ? [warning(one.metric.warning!.text)] : []),
      ...(small > 0 ? [info(`low sample: ${few}`)] : []),
      ...(young > 0 ? [info(`maturing: ${young === 1 && cells.length === 1 ? id : `${young} of ${cells.length} cohorts of ${id}`} include members that are too young to tell and are not counted`)] : []),
    ];
  });
}

function readTargets(plan: MetricsPlan, answers: Answers): readonly ParsedTarget[] {
  const { targets, calendar } = plan.model;
  if (!targets) {
    return [];
  }
  if (targets.kind === 'rows') {
    return parseTargets(targets.rows, calendar);
  }
  if (plan.targetMetrics.length === 0) {
    return [];
  }
  const rows = rowsOf(answers, 'targets').flatMap((row) => {
    const currency = targets.currency ? text(row, 'target_currency') : null;
    if (currency !== null && currency !== plan.model.currency) {
      return [];
    }
    const pairs = Object.keys(targets.dimensions).flatMap((id) => {
      const key = text(row, targetDimension(id));
      return key === null ? [] : [[id, key] as const];
    });
    return [{ metric: text(row, 'target_metric') ?? '', period: text(row, 'target_period') ?? '', value: number(row, 'target_value'), dimensions: Object.fromEntries(pairs) }];
  });
  return parseTargets(rows, calendar);
}

