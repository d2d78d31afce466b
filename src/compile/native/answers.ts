/** The columns of a metric (docs/metrics.md, Columns) as SQL over the step `numbers`: what result/metricColumns.ts computes for a panel. */
import { functionByName, toSql, type Formula, type Scope } from '../../formula';
import { cohortOf, observationsOf } from '../../metrics/evidence';
import type { ResolvedMetric } from '../../metrics/resolve';
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { binary, call, column, literal, when } from '../../sql/build';
import { SalesError } from '../../sql/SalesError';
import type { Sql } from '../../sql/tree';
import { rowCountAlias } from '../metrics';
import { boundOf, type Side } from './bounds';
import { numberName, targetName } from './numbers';

export interface AskedColumn {
  readonly of: Sql;
  readonly type: 'number' | 'boolean';
}

type Role = 'current' | 'previous';

/**
 * A column of the answer by its name; `z` is the normal quantile of its interval.
 * @throws SalesError `native/unknown-column`
 */
export function columnOf(name: string, plan: MetricsPlan<Instant>, z: number): AskedColumn {
  const one = plan.metrics.find(({ metric }) => name === metric.id) ?? plan.metrics.find(({ metric }) => name.startsWith(`${metric.id}.`));
  const suffix = one && name.slice(one.metric.id.length + 1);
  const of = one && (suffix === '' ? valueOf(one, plan, 'current') : suffixOf(one, suffix!, plan, z));
  if (!of) {
    throw new SalesError('native/unknown-column', `"${name}" is not a column of the answer: it has ${columnNames(plan).join(', ')}`);
  }
  return { of, type: suffix === 'mature' ? 'boolean' : 'number' };
}

/** Every column that `columnOf` knows. */
export const columnNames = (plan: MetricsPlan<Instant>): readonly string[] =>
  plan.metrics.flatMap((one) => [one.metric.id, ...suffixes.concat(Object.keys(one.parts)).filter((suffix) => suffixOf(one, suffix, plan, 1)).map((suffix) => `${one.metric.id}.${suffix}`)]);

const suffixes: readonly string[] = ['n', 'numerator', 'denominator', 'low', 'high', 'mature', 'previous', 'change', 'change_low', 'change_high', 'previous_numerator', 'previous_denominator'];

function suffixOf(one: ResolvedMetric, suffix: string, plan: MetricsPlan<Instant>, z: number): Sql | undefined {
  const compares = plan.query.compare !== undefined;
  const at = (formula: Formula | undefined, role: Role = 'current') => formula && formulaSql(formula, role, plan);
  const hasSums = one.numerator !== undefined && one.denominator !== undefined;
  switch (suffix) {
    case 'n':
      return at(observationsOf(one));
    case 'numerator':
    case 'denominator':
      return hasSums ? at(one[suffix]) : undefined;
    case 'low':
    case 'high':
      return one.metric.interval === 'none' || !hasSums ? undefined : boundOf(one.metric.interval, { numerator: at(one.numerator)!, denominator: at(one.denominator)!, squares: at(one.squares) }, suffix, z);
    case 'mature':
      return maturity(one, plan);
    case 'previous':
      return compares ? valueOf(one, plan, 'previous') : undefined;
    case 'previous_numerator':
    case 'previous_denominator':
      return compares && hasSums ? at(suffix === 'previous_numerator' ? one.numerator : one.denominator, 'previous') : undefined;
    case 'change':
      return compares ? changeOf(one, plan) : undefined;
    case 'change_low':
    case 'change_high':
      return compares && one.metric.interval === 'wilson' ? newcombeOf(one, suffix === 'change_low' ? 'low' : 'high', plan, z) : undefined;
    default:
      return at(one.parts[suffix]);
  }
}

function formulaSql(formula: Formula, role: Role, plan: MetricsPlan<Instant>): Sql {
  return toSql(formula, (name: string, scope: Scope): Sql => {
    const where: Role = scope === 'previous' ? 'previous' : role;
    const of = column(numberName(name.endsWith('.target') ? targetName(name.slice(0, -'.target'.length)) : name, where));
    return scope === 'total' ? { kind: 'over', of: call('SUM', of), partition: plan.query.grain ? [column('bucket')] : [], order: [] } : of;
  });
}

/** NULL under the metric's minimum of observations. */
function valueOf(one: ResolvedMetric, plan: MetricsPlan<Instant>, role: Role): Sql {
  const value = formulaSql(one.value, role, plan);
  const { minimum } = one.metric;
  return minimum === undefined || !one.n ? value : when(binary(formulaSql(one.n, role, plan), '>=', literal(minimum)), value);
}

function changeOf(one: ResolvedMetric, plan: MetricsPlan<Instant>): Sql {
  const [here, before] = [valueOf(one, plan, 'current'), valueOf(one, plan, 'previous')];
  const difference = binary(here, '-', before);
  return one.metric.unit === 'percent' ? difference : binary(difference, '/', call('NULLIF', call('ABS', before), literal(0)));
}

function newcombeOf(one: ResolvedMetric, side: Side, plan: MetricsPlan<Instant>, z: number): Sql {
  const sums = (['current', 'previous'] as const).flatMap((role) => [one.numerator!, one.denominator!].map((formula) => formulaSql(formula, role, plan)));
  return functionByName(`newcombe_${side}`)!.sql(...sums, literal(z));
}

/** Whether every member of the group is old enough to tell; a group without members is. */
function maturity(one: ResolvedMetric, plan: MetricsPlan<Instant>): Sql | undefined {
  const cohort = cohortOf(one);
  if (cohort === undefined || one.metric.basis !== 'cohort') {
    return undefined;
  }
  const at = plan.sources.findIndex(({ components }) => components[cohort] !== undefined);
  return binary(column(rowCountAlias(at)), '=', call('COALESCE', formulaSql(one.denominator!, 'current', plan), literal(0)));
}

