/**
 * One row a group (and bucket) with every number that a formula may name, as result/values.ts has them: sums are 0
 * where nothing happened, other aggregates NULL, and the future has no state. Numbers of the window before have a name
 * of their own, because formulas speak of both.
 */
import { combine } from '../aggregates';
import type { Component } from '../../metrics/components';
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { aggregate, and, binary, call, cast, column, literal, nothing, sql, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Column, Join, Select, Source, Sql, Step } from '../../sql/tree';
import { aliasOf } from '../dimension';
import type { Group } from '../Group';
import { rowCountAlias } from '../metrics';
import { foreignCurrency, isOfAmounts } from '../../plan/planMetrics';
import { shownColumn } from './labels';
import { periodStep, periodsStep } from './periods';
import { stack, stackName, valueColumns } from './stack';
import { targetsNamed, targetStepName, targetSteps } from './targetSteps';
import { daysInRangeSql, elapsedShareSql, holidaySteps } from './workdays';

type Role = 'current' | 'previous';

/** Name of a number in the step `numbers`. */
export const numberName = (name: string, role: Role): string => (role === 'previous' ? `${name}_before` : name);
export const targetName = (metric: string): string => `${metric.replace(/\W/g, '_')}_target`;

/** How a history reads a plan on each of its days; the plan's buckets are those days. */
export interface Daily {
  /** `periods`, and `periods_before` where the plan compares: a row for each day. */
  readonly periods: readonly Step[];
  read(group: Group): Group;
}

/** The steps up to `numbers`. */
export function numbersSteps(plan: MetricsPlan<Instant>, dialect: Dialect, daily?: Daily): readonly Step[] {
  const { steps, labels, single } = stack(plan, dialect, daily?.read);
  const windows = plan.windows.filter(({ role }) => role !== 'lookback');
  const compares = windows.length > 1;
  return [
    ...(needsGiven(plan) ? holidaySteps(plan.model.calendar) : []),
    ...(daily ? daily.periods : needsPeriods(plan) ? windows.map((window) => periodStep(plan, window, dialect)) : []),
    ...steps,
    ...(compares ? targetSteps(plan, dialect, 'previous') : []),
    ...(!single && hasCells(plan) ? [{ name: 'cells', comment: 'one row a group', of: cells(plan, labels, compares) }] : []),
    { name: 'numbers', comment: 'with what is missing filled in', of: numbers(plan, labels, { compares, cells: single ?? 'cells', isDaily: daily !== undefined }, dialect) },
  ];
}

/** Without rows a statement without groups still has its one row. */
function cells(plan: MetricsPlan<Instant>, labels: readonly string[], compares: boolean): Select {
  const keys = keysOf(plan);
  const components = Object.assign({}, ...plan.sources.map((source) => source.components)) as Readonly<Record<string, Component>>;
  const of = (role: Role): Sql | undefined => (plan.windows.length > 1 ? binary(column('window'), '=', literal(role)) : undefined);
  const roles: readonly Role[] = compares ? ['current', 'previous'] : ['current'];
  return {
    kind: 'select',
    columns: [
      ...keys.map((as) => ({ as, of: column(as) })),
      ...labels.map((as) => ({ as, of: call('MAX', column(as)) })),
      ...roles.flatMap((role) => valueColumns(plan).map(({ as }) => ({ as: numberName(as, role), of: aggregate(components[as] ? combine(components[as]) : 'SUM', column(as), of(role)) }))),
    ],
    from: { kind: 'step', name: stackName },
    groupBy: keys.length ? keys.map((as) => column(as)) : undefined,
  };
}

const keysOf = (plan: MetricsPlan<Instant>): readonly string[] => [...(plan.query.grain ? ['bucket'] : []), ...plan.dimensions.map((dimension) => aliasOf(dimension))];

function numbers(plan: MetricsPlan<Instant>, labels: readonly string[], { compares, cells: from, isDaily }: { readonly compares: boolean; readonly cells: string; readonly isDaily: boolean }, dialect: Dialect): Select {
  const dimensions = plan.dimensions.map((dimension) => aliasOf(dimension));
  const { grain } = plan.query;
  const roles: readonly Role[] = compares ? ['current', 'previous'] : ['current'];
  const table = grain && !isDaily ? 'group' : 'cell';
  return {
    kind: 'select',
    columns: [
      ...(grain ? [{ as: 'bucket', of: column('bucket', 'period') }] : []),
      ...dimensions.map((as) => ({ as, of: column(as, table) })),
      ...plan.dimensions.map((dimension) => shownColumn(dimension, plan.model, labels, table)),
      ...roles.flatMap((role) => plan.sources.flatMap((source, at) => filled(source.components, at, role, plan))),
      ...roles.flatMap((role) => given(plan, role, dialect)),
    ],
    from: needsPeriods(plan) ? { kind: 'step', name: 'periods', as: 'period' } : { kind: 'step', name: from, as: 'cell' },
    joins: [...(isDaily ? [ofTheDay(plan)] : grain ? grid(plan, dimensions, labels) : needsPeriods(plan) && hasCells(plan) ? [{ how: 'cross', to: { kind: 'step', name: from, as: 'cell' } } as const] : []), ...roles.flatMap((role) => targetJoins(plan, dimensions, role, table)), ...(compares && needsGiven(plan) ? [beforeJoin(plan)] : [])],
  };
}

const hasCells = (plan: MetricsPlan<Instant>): boolean => plan.sources.length > 0 || plan.dimensions.length > 0;

/** The groups that each day has; without groups it has its one row all the same. */
const ofTheDay = (plan: MetricsPlan<Instant>): Join => ({
  how: plan.dimensions.length ? 'inner' : 'left',
  to: { kind: 'step', name: 'cells', as: 'cell' },
  on: binary(column('bucket', 'cell'), '=', column('bucket', 'period')),
});

/** Every group in every bucket. */
function grid(plan: MetricsPlan<Instant>, dimensions: readonly string[], labels: readonly string[]): readonly Join[] {
  const names = [...dimensions, ...labels];
  const groups: Source = {
    kind: 'nested', as: 'group',
    of: {
      kind: 'select', from: { kind: 'step', name: 'cells' },
      columns: [...dimensions.map((as) => ({ as, of: column(as) })), ...labels.map((as) => ({ as, of: call('MAX', column(as)) }))],
      groupBy: dimensions.map((as) => column(as)),
    },
  };
  const on = and(binary(column('bucket', 'cell'), '=', column('bucket', 'period')), ...dimensions.map((as) => same(column(as, 'cell'), column(as, 'group'))));
  return [...(names.length ? [{ how: 'cross', to: groups } as const] : []), ...(hasCells(plan) ? [{ how: 'left', to: { kind: 'step', name: 'cells', as: 'cell' }, on } as const] : [])];
}

const same = (one: Sql, other: Sql): Sql => sql`${one} IS NOT DISTINCT FROM ${other}`;

function filled(components: Readonly<Record<string, Component>>, at: number, role: Role, plan: MetricsPlan<Instant>): readonly Column[] {
  const rows = column(numberName(rowCountAlias(at), role), 'cell');
  const foreign = `${foreignCurrency}${at + 1}`;
  // A panel refuses sums of several currencies; a statement can only say nothing.
  const whole = (component: Component, of: Sql): Sql =>
    components[foreign] && isOfAmounts(component) ? when(binary(call('COALESCE', column(numberName(foreign, role), 'cell'), literal(0)), '=', literal(0)), of) : of;
  return [
    { as: numberName(rowCountAlias(at), role), of: call('COALESCE', cast(rows, 'number'), literal(0)) },
    ...Object.entries(components).map(([name, component]): Column => {
      const own = column(numberName(name, role), 'cell');
      if (combine(component) !== 'SUM') {
        return { as: numberName(name, role), of: whole(component, when(binary(rows, '>', literal(0)), own)) };
      }
      const isState = plan.query.grain !== undefined && component.source.kind === 'open' && !component.source.expected;
      const empty = isState ? when(column('is_future', 'period'), nothing, literal(0)) : literal(0);
      return { as: numberName(name, role), of: whole(component, when(binary(rows, '>', literal(0)), own, empty)) };
    }),
  ];
}

/** The names of `given` in metrics/Metric.ts, and targets. */
function given(plan: MetricsPlan<Instant>, role: Role, dialect: Dialect): readonly Column[] {
  const period = role === 'previous' ? 'period_before' : 'period';
  const [from, to, today] = ['from_day', 'to_day', 'today'].map((as) => column(as, period)) as [Sql, Sql, Sql];
  return [
    ...(needsGiven(plan)
      ? [
          { as: numberName('days_in_range', role), of: daysInRangeSql(from, today, dialect) },
          { as: numberName('elapsed_share', role), of: elapsedShareSql(from, to, today, plan.model.calendar, dialect) },
        ]
      : []),
    ...targetsNamed(plan).map((metric) => ({ as: numberName(targetName(metric), role), of: column('target', targetStepName(metric, role)) })),
  ];
}

/** The days of the range: where a formula, a target or a grain asks for them. */
const needsPeriods = (plan: MetricsPlan<Instant>): boolean => plan.query.grain !== undefined || needsGiven(plan) || targetsNamed(plan).length > 0;

/** Working days cost a reading of the calendar: only where a formula asks. */
function needsGiven(plan: MetricsPlan<Instant>): boolean {
  return /"(elapsed_share|days_in_range)"/.test(JSON.stringify(plan.metrics.map(({ value, parts, numerator, denominator }) => [value, parts, numerator, denominator])));
}

const beforeJoin = (plan: MetricsPlan<Instant>): Join => ({
  how: 'left',
  to: { kind: 'step', name: periodsStep('previous'), as: 'period_before' },
  on: plan.query.grain ? binary(column('bucket', 'period_before'), '=', column('bucket_before', 'period')) : literal(true),
});

function targetJoins(plan: MetricsPlan<Instant>, dimensions: readonly string[], role: Role, table: string): readonly Join[] {
  return targetsNamed(plan).map((metric) => {
    const as = targetStepName(metric, role);
    const bucket = plan.query.grain ? [binary(column('bucket', as), '=', column(role === 'previous' ? 'bucket_before' : 'bucket', 'period'))] : [];
    const keys = dimensions.map((name) => same(column(name, as), column(name, table)));
    return { how: 'left', to: { kind: 'step', name: as, as }, on: and(...bucket, ...keys) };
  });
}

