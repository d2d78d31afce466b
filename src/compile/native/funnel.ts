/** A funnel as one statement with one row a stage (and group): what result/assembleFunnel.ts makes of its columns. */
import { functionByName } from '../../formula';
import type { Dimension } from '../../model/types';
import type { Instant } from '../../plan/Moment';
import type { FunnelPlan, FunnelStep } from '../../plan/Plan';
import { and, binary, call, cast, column, isNotNull, literal, nothing, sql, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { SalesError } from '../../sql/SalesError';
import type { Column, Join, Order, Select, Sql, Step } from '../../sql/tree';
import { aliasOf, isLabelled, labelAliasOf } from '../dimension';
import { compileFunnel } from '../funnel/compileFunnel';
import { labelOfGroup, shownColumn } from './labels';
import { isKeyed, valueName, zOf, type Output } from './Output';

export interface NativeFunnel {
  readonly plan: FunnelPlan<Instant>;
  readonly before?: FunnelPlan<Instant>;
}

/** Name of the column `name` of the period before, in the step `stages`. */
const before = (name: string): string => `${name}_before`;

export function compileNativeFunnel({ plan, before: earlier }: NativeFunnel, dialect: Dialect, output: Output): Select {
  if (output.kind === 'series') {
    throw new SalesError('native/funnel-by-time', 'a funnel has no time axis: show it as a table');
  }
  const wantsBefore = output.kind === 'number' && /\.(previous|change)/.test(output.column);
  const windows = wantsBefore && earlier ? [plan, earlier] : [plan];
  const steps: Step[] = windows.flatMap((one, at) => {
    const funnel = { name: at ? 'funnel_before' : 'funnel', comment: at ? 'the period before' : 'the funnel', of: compileFunnel(one, dialect) };
    return [funnel, { name: at ? 'stages_before' : 'stages', comment: 'one row a stage', of: { kind: 'union', of: one.shown.map((step) => stageRow(one, step, funnel)) } }];
  });
  const numbers: Step = { name: 'numbers', comment: wantsBefore ? 'each stage with the period before' : 'with the labels of groups', of: together(plan, windows.length > 1) };
  const labels: Column[] = [...(plan.dimension ? [{ as: plan.dimension.id, of: labelOfGroup(plan.dimension, [], isKeyed(output)) }] : []), { as: 'stage', of: column('stage') }];
  const from = { kind: 'step', name: 'numbers' } as const;
  if (output.kind === 'number') {
    const of = columnOf(output.column, plan, zOf(output), windows.length > 1);
    return {
      kind: 'select',
      steps: [...steps, numbers, { name: 'answers', comment: 'one row an instance', of: { kind: 'select', columns: [...labels, { as: valueName, of: cast(of, 'number') }], from } }],
      columns: [...labels.map(({ as }) => ({ as, of: column(as) })), { as: valueName, of: column(valueName) }],
      from: { kind: 'step', name: 'answers' },
      ...(output.nulls === 'keep' ? {} : { where: [isNotNull(column(valueName))] }),
    };
  }
  const shown = tableColumns(plan).map((name) => ({ as: name, of: columnOf(name, plan, zOf(output), false) }));
  const bySize: readonly Order[] = plan.dimension ? [{ of: column('entered'), descending: true }, { of: column(aliasOf(plan.dimension)) }] : [];
  return { kind: 'select', steps: [...steps, numbers], columns: [...labels, ...shown], from, orderBy: [...bySize, { of: column('rank') }] };
}

/** The sums of one stage, with those of the stage before it, the one after it and the first. */
function stageRow(plan: FunnelPlan<Instant>, step: FunnelStep, from: { readonly name: string; readonly of: Select }): Select {
  const has = (as: string): boolean => from.of.columns.some((one) => one.as === as);
  const none = cast(nothing, 'number');
  const { shown } = plan;
  const at = shown.indexOf(step);
  const reached = (of: FunnelStep | undefined): Sql => (of ? call('COALESCE', cast(column(`reached_${of.rank}`), 'number'), literal(0)) : none);
  const value = (of: FunnelStep | undefined): Sql => (of && plan.hasAmount ? when(binary(reached(of), '=', literal(0)), literal(0), column(`value_${of.rank}`)) : none);
  const measured = plan.measure === 'amount' ? value : reached;
  const days = (which: string): Sql => (at > 0 && has(`days_n_${step.rank}`) ? when(binary(column(`days_n_${step.rank}`), '>=', literal(5)), column(`days_${which}_${step.rank}`)) : none);
  return {
    kind: 'select',
    columns: [
      ...keysOf(plan).map((as) => ({ as, of: column(as) })),
      { as: 'rank', of: literal(step.rank) },
      { as: 'stage', of: cast(literal(step.label), 'text') },
      { as: 'reached', of: reached(step) },
      { as: 'value', of: value(step) },
      { as: 'amount', of: measured(step) },
      { as: 'amount_before_it', of: at > 0 ? measured(shown[at - 1]) : none },
      { as: 'reached_before_it', of: reached(at > 0 ? shown[at - 1] : undefined) },
      { as: 'entered', of: reached(shown[0]) },
      { as: 'entered_amount', of: measured(shown[0]) },
      { as: 'reached_after_it', of: reached(shown[at + 1]) },
      { as: 'lost_here', of: has(`lost_${step.rank}`) ? cast(column(`lost_${step.rank}`), 'number') : none },
      { as: 'step_days_p50', of: days('p50') },
      { as: 'step_days_p90', of: days('p90') },
      { as: 'immature', of: column('immature') },
    ],
    from: { kind: 'step', name: from.name },
  };
}

const labelsOf = (dimension: Dimension): readonly string[] => (isLabelled(dimension) ? [labelAliasOf(dimension)] : []);
const keysOf = (plan: FunnelPlan<Instant>): readonly string[] => (plan.dimension ? [aliasOf(plan.dimension), ...labelsOf(plan.dimension)] : []);

const sums = ['reached', 'value', 'amount', 'amount_before_it', 'reached_before_it', 'entered', 'entered_amount', 'reached_after_it', 'lost_here', 'step_days_p50', 'step_days_p90', 'immature'] as const;

function together(plan: FunnelPlan<Instant>, compares: boolean): Select {
  const key = plan.dimension && aliasOf(plan.dimension);
  const on = and(
    binary(column('rank', 'earlier'), '=', column('rank', 'here')),
    ...(key ? [sql`${column(key, 'earlier')} IS NOT DISTINCT FROM ${column(key, 'here')}`] : [])
  );
  const join: Join = { how: 'left', to: { kind: 'step', name: 'stages_before', as: 'earlier' }, on };
  return {
    kind: 'select',
    columns: [
      ...(key ? [{ as: key, of: column(key, 'here') }, shownColumn(plan.dimension!, plan.model, labelsOf(plan.dimension!), 'here')] : []),
      ...['rank', 'stage', ...sums].map((as) => ({ as, of: column(as, 'here') })),
      ...(compares ? sums.map((as) => ({ as: before(as), of: column(as, 'earlier') })) : []),
    ],
    from: { kind: 'step', name: 'stages', as: 'here' },
    ...(compares ? { joins: [join] } : {}),
  };
}

const ratio = (numerator: Sql, denominator: Sql): Sql => binary(numerator, '/', call('NULLIF', denominator, literal(0)));

const rates = ['step_conversion', 'cumulative_conversion'] as const;

const tableColumns = (plan: FunnelPlan<Instant>): readonly string[] => [
  ...(plan.query.pad ? ['pad'] : []),
  'reached', 'step_conversion', 'cumulative_conversion', 'drop_off', 'drop_off_rate', 'value', 'step_days_p50', 'step_days_p90',
  ...(plan.query.evidence ? rates.flatMap((rate) => ['n', 'numerator', 'denominator', 'low', 'high', 'mature'].map((suffix) => `${rate}.${suffix}`)) : []),
];

function columnOf(name: string, plan: FunnelPlan<Instant>, z: number, compares: boolean): Sql {
  const [rate, suffix] = name.split('.') as [string, string | undefined];
  const isRate = rates.some((one) => one === rate);
  const of = suffix === undefined ? plain(rate, plan, (as) => column(as)) : isRate ? evidence(rate, suffix, plan, z, compares) : comparedCount(rate, suffix, plan, compares);
  if (!of) {
    throw new SalesError('native/unknown-column', `"${name}" is not a column of the funnel: it has ${tableColumns(plan).join(', ')}`);
  }
  return of;
}

type Read = (as: (typeof sums)[number]) => Sql;

function plain(name: string, plan: FunnelPlan<Instant>, read: Read): Sql | undefined {
  switch (name) {
    case 'reached':
    case 'value':
    case 'step_days_p50':
    case 'step_days_p90':
      return read(name);
    case 'step_conversion':
      return ratio(read('amount'), read('amount_before_it'));
    case 'cumulative_conversion':
      return ratio(read('amount'), read('entered_amount'));
    case 'drop_off':
      return binary(read('reached'), '-', read('reached_after_it'));
    case 'drop_off_rate':
      return ratio(read('lost_here'), read('reached'));
    case 'pad': {
      const size = call('COALESCE', read('amount'), literal(0));
      const widest: Sql = { kind: 'over', of: call('MAX', size), partition: [], order: [] };
      return binary(binary(widest, '-', size), '/', literal(2));
    }
    default:
      return undefined;
  }
}

const here: Read = (as) => column(as);
const earlier: Read = (as) => column(before(as));
const baseOf = (rate: string, read: Read): Sql => (rate === 'step_conversion' ? read('reached_before_it') : read('entered'));

function evidence(rate: string, suffix: string, plan: FunnelPlan<Instant>, z: number, compares: boolean): Sql | undefined {
  const n = baseOf(rate, here);
  // Step rates are proportions only where everyone in the numerator is in the denominator.
  const isProportion = plan.basis === 'cohort' && plan.measure === 'count' && plan.policy !== 'any';
  const bound = (of: Sql): Sql => (isProportion ? of : cast(nothing, 'number'));
  switch (suffix) {
    case 'n':
    case 'denominator':
      return n;
    case 'numerator':
      return when(isNotNull(n), column('reached'));
    case 'low':
    case 'high':
      return bound(when(isNotNull(n), functionByName(`wilson_${suffix}`)!.sql(column('reached'), n, literal(z))));
    case 'mature':
      return when(binary(call('COALESCE', column('immature'), literal(0)), '=', literal(0)), literal(1), literal(0));
    case 'change_low':
    case 'change_high':
      return compares ? bound(functionByName(suffix === 'change_low' ? 'newcombe_low' : 'newcombe_high')!.sql(column('reached'), n, earlier('reached'), baseOf(rate, earlier), literal(z))) : undefined;
    case 'previous':
    case 'change': {
      const was = plain(rate, plan, earlier)!;
      return !compares ? undefined : suffix === 'previous' ? was : binary(plain(rate, plan, here)!, '-', was);
    }
    case 'previous_denominator':
      return compares ? baseOf(rate, earlier) : undefined;
    case 'previous_numerator':
      return compares ? earlier('reached') : undefined;
    default:
      return undefined;
  }
}

function comparedCount(name: string, suffix: string, plan: FunnelPlan<Instant>, compares: boolean): Sql | undefined {
  const [is, was] = [plain(name, plan, here), plain(name, plan, earlier)];
  return !compares || !is || !was ? undefined : suffix === 'previous' ? was : suffix === 'change' ? ratio(binary(is, '-', was), call('ABS', was)) : undefined;
}
