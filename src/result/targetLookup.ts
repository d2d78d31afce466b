/** The targets of a plan's metrics: read once, asked for by group and bucket, with what there is to say about them. */
import { targetDimension } from '../compile/targets';
import { firstDayFrom } from '../model/calendar';
import { findEntry } from '../metrics/resolve';
import type { MetricsPlan } from '../plan/Plan';
import { number, rowsOf, text, type Answers, type Row } from './read';
import type { Notice } from './Result';
import { parseTargets, targetFor, targetGroups, type ParsedTarget } from './targets';
import type { TargetLookup } from './values';

export interface Targets {
  readonly of: TargetLookup;
  notices(): readonly Notice[];
  /** Keys of groups that have a target, with or without rows: who sold nothing is behind, not absent. */
  readonly groups: readonly string[][];
}

export function targetLookup(plan: MetricsPlan, answers: Answers): Targets {
  const { targets, foreign } = readTargets(plan, answers);
  const zone = plan.model.calendar.timeZone;
  const reasons = new Set<string>();
  let [prorated, doubled] = [false, false];
  const of: TargetLookup = (metric, group, bucket) => {
    const keys = Object.fromEntries(plan.dimensions.map((dimension, at) => [dimension.id, group.keys[at]!]));
    const [from, to] = [firstDayFrom(bucket.start, zone), firstDayFrom(bucket.end, zone)];
    const answer = targetFor({ metric, group: keys, filters: plan.filters, from, to, additive: findEntry(metric, plan.model).additivity === 'flow' }, targets, plan.model.calendar);
    prorated ||= answer.prorated;
    doubled ||= answer.doubled ?? false;
    if (answer.reason) {
      reasons.add(answer.reason);
    }
    return answer.value;
  };
  const warning = (sentence: string): Notice => ({ severity: 'warning', text: sentence });
  const { from, to } = plan.windows[0]!;
  const asked = [...new Set(plan.metrics.flatMap((one) => one.targets))];
  const names = plan.dimensions.map((dimension) => dimension.id);
  return {
    of,
    groups: names.length && asked.length ? targetGroups(names, { filters: plan.filters, from: firstDayFrom(from, zone), to: firstDayFrom(to, zone) }, asked, targets) : [],
    notices: () => [
      ...(prorated ? [warning('a target period that the range cuts counts by its share of working days')] : []),
      ...(doubled ? [warning(`several target rows are for one period and group: the ${plan.model.targets?.kind === 'rows' ? 'first' : 'lowest'} of them counts`)] : []),
      ...(foreign > 0 ? [warning(`${foreign === 1 ? '1 target row is' : `${foreign} target rows are`} in another currency than ${plan.model.currency} and left out`)] : []),
      ...[...reasons].sort().slice(0, 3).map(warning),
    ],
  };
}

/** `foreign`: rows in another currency, which nothing converts. */
function readTargets(plan: MetricsPlan, answers: Answers): { readonly targets: readonly ParsedTarget[]; readonly foreign: number } {
  const { targets, calendar } = plan.model;
  if (!targets) {
    return { targets: [], foreign: 0 };
  }
  if (targets.kind === 'rows') {
    return { targets: parseTargets(targets.rows, calendar), foreign: 0 };
  }
  if (plan.targetMetrics.length === 0) {
    return { targets: [], foreign: 0 };
  }
  const isForeign = (row: Row): boolean => {
    const currency = targets.currency ? text(row, 'target_currency') : null;
    return currency !== null && currency !== plan.model.currency;
  };
  // A shared statement has the rows of other panels' metrics, too.
  const asked = rowsOf(answers, 'targets').filter((row) => plan.targetMetrics.includes(text(row, 'target_metric') ?? ''));
  const own = asked.filter((row) => !isForeign(row));
  const rows = own.map((row) => {
    const pairs = Object.keys(targets.dimensions).flatMap((id) => {
      const key = text(row, targetDimension(id));
      return key === null ? [] : [[id, key] as const];
    });
    return { metric: text(row, 'target_metric') ?? '', period: text(row, 'target_period') ?? '', value: number(row, 'target_value'), dimensions: Object.fromEntries(pairs) };
  });
  // A table has no order; the native form takes the lowest of two as well.
  return { targets: parseTargets([...rows].sort((left, right) => (left.value ?? 0) - (right.value ?? 0)), calendar), foreign: asked.length - own.length };
}
