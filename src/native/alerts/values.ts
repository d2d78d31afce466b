/** The numbers that a rule asks for: one statement each, with the same labels. */
import { observationsOf } from '../../metrics/evidence';
import { findEntry, resolveMetric } from '../../metrics/resolve';
import type { SalesModel, Unit } from '../../model/types';
import type { RelativeWindow } from '../../plan/native';
import { currentSchemaVersion, type FunnelQuery, type MetricsQuery } from '../../plan/query';
import { SalesError } from '../../sql/SalesError';
import type { AlertDefinition } from './AlertDefinition';

/** One query of the rule. */
export interface RuleValue {
  /** Letters only: Grafana's Math takes `$value` for a variable. */
  readonly refId: RefId;
  readonly query: MetricsQuery | FunnelQuery;
  /** A name of docs/metrics.md, Columns, such as `win_rate.high`. */
  readonly column: string;
  readonly window: RelativeWindow;
  readonly spine?: number;
  readonly z: number;
  readonly nulls: 'keep' | 'omit';
  /** Statements over several windows may have other groups: names are distinct in each only with their keys. */
  readonly keyed?: true;
}

export type RefId =
  | 'value'
  | 'n'
  | 'numerator'
  | 'low'
  | 'high'
  | 'error'
  | 'previous'
  | 'previousN'
  | 'previousError'
  | 'changeLow'
  | 'changeHigh'
  | 'previousLow'
  | 'previousHigh'
  | 'target';

/** When the window began and ended, in milliseconds since 1970: where the link leads. */
export type EndId = 'from' | 'to';

/** Numbers of the window itself, without labels: its ends, and which part of its working days has begun. */
export type WindowId = EndId | 'elapsed';

/**
 * Windows that are over when the rule is evaluated have ends to lead to. One that runs up to now is shown as of when its
 * link is opened: what was open at an earlier instant is read from other columns than what is open now.
 */
export const endsOf = ({ window }: AlertDefinition): readonly EndId[] => (window.kind === 'lastDays' || (window.kind === 'unit' && window.offset < 0) ? ['from', 'to'] : []);

/** What rules over many instances allow for chance, and single ones (docs/metrics.md R2). */
export const usualZ = (definition: AlertDefinition): number => definition.gate.z ?? (hasInstances(definition) ? 3 : 1.96);

export const hasInstances = ({ by = [], question }: AlertDefinition): boolean => by.length > 0 || question.type === 'funnel';

/** Label columns of the rule's instances. */
export const labelNames = ({ by = [], question }: AlertDefinition): readonly string[] => [...(question.type === 'funnel' ? ['stage'] : []), ...by];

/** The column that the rule is about. */
export const subject = ({ question }: AlertDefinition): string => (question.type === 'funnel' ? question.column : question.metric);

/** The unit of `value`; a `percent` is a fraction. */
export function unitOf({ question }: AlertDefinition, model: SalesModel): Unit {
  if (question.type === 'funnel') {
    return question.column === 'reached' ? 'count' : 'percent';
  }
  return findEntry(question.metric, model).unit;
}

/**
 * The values that gate and texts need, and the metric has; the first is the one that the rule is about.
 * @throws SalesError `alert/…` where the definition asks for what the metric cannot say
 */
export function valuesOf(definition: AlertDefinition, model: SalesModel): readonly RuleValue[] {
  const { comparison, window } = definition;
  const shared = { query: queryOf(definition), z: usualZ(definition), nulls: definition.nulls ?? ('keep' as const), ...(comparison.with === 'previous-period' && comparison.windows && { keyed: true as const }) };
  const spine = spineOf(definition);
  const over = (stretch: RelativeWindow, names: readonly Named[]): RuleValue[] =>
    names.map(([refId, column]) => ({ ...shared, refId, column, window: stretch, ...(spine && stretch === window && { spine }) }));
  const here = over(window, [['value', subject(definition)], ...evidence(definition, model)]);
  if (comparison.with !== 'previous-period') {
    return here;
  }
  if (!comparison.windows) {
    return [...here, ...over(window, before(definition, model))];
  }
  const long = longBefore(definition, model, comparison.windows);
  return [...here, ...over(long.window, long.names)];
}

/**
 * Every group of the windows before is one of the window's own, or Math would put a group that is alone here beside
 * another one that was alone then.
 */
function spineOf({ id, question, by = [], comparison, spine = 0 }: AlertDefinition): number {
  if (question.type === 'funnel' && question.column === 'reached' && by.length > 0 && (spine > 0 || (comparison.with === 'previous-period' && comparison.windows))) {
    throw new SalesError('alert/funnel-groups', `"${id}" looks for groups of other times, which a funnel does not keep: count them with deals_created or leads_created`);
  }
  return by.length > 0 && comparison.with === 'previous-period' ? Math.max(spine, comparison.windows ?? 0) : spine;
}

/** Whether several windows before add up, so that one of them is their mean. */
export const addsUp = ({ question }: AlertDefinition, model: SalesModel): boolean =>
  question.type === 'funnel' ? question.column === 'reached' : findEntry(question.metric, model).additivity === 'flow';

type Named = readonly [RefId, string];

/** Beside the value: what stands behind it, in the window itself. */
function evidence(definition: AlertDefinition, model: SalesModel): readonly Named[] {
  const { gate, comparison } = definition;
  const of = subject(definition);
  const observed = counted(definition, model);
  if (gate.minimum !== undefined && !observed && comparison.with !== 'previous-period') {
    throw new SalesError('alert/no-count', `"${definition.id}" asks for ${gate.minimum} observations, and ${of} has no number of them: name a metric that counts them`);
  }
  return [
    ...(observed ? [['n', observed.n] as const] : []),
    ...(hasNumerator(definition, model) ? [['numerator', `${of}.numerator`] as const] : []),
    ...interval(definition, model),
    ...(gate.chance.by === 'error' ? [['error', gate.chance.metric] as const] : []),
    ...target(definition),
  ];
}

function interval(definition: AlertDefinition, model: SalesModel): readonly Named[] {
  if (definition.gate.chance.by !== 'proportion') {
    return [];
  }
  requireProportion(definition, model);
  const of = subject(definition);
  return [['low', `${of}.low`], ['high', `${of}.high`]];
}

function target(definition: AlertDefinition): readonly Named[] {
  if (definition.comparison.with !== 'target') {
    return [];
  }
  const of = subject(definition);
  if (definition.question.type === 'funnel') {
    throw new SalesError('alert/no-target', `"${definition.id}" compares ${of} with a target: a funnel has none; compare it with the period before, or with a number`);
  }
  return [['target', `${of}.target`]];
}

/** The window before, in the same statement's terms. */
function before(definition: AlertDefinition, model: SalesModel): readonly Named[] {
  const { gate, direction } = definition;
  const of = subject(definition);
  const observed = counted(definition, model)?.before;
  const change: Named = direction === 'below' ? ['changeHigh', `${of}.change_high`] : ['changeLow', `${of}.change_low`];
  return [
    ['previous', `${of}.previous`] as const,
    ...(observed === undefined ? [] : [['previousN', observed] as const]),
    ...(gate.chance.by === 'error' ? [['previousError', `${gate.chance.metric}.previous`] as const] : []),
    ...(gate.chance.by === 'proportion' ? [change] : []),
  ];
}

/** Several windows before: one long window that ends where this one begins. */
function longBefore(definition: AlertDefinition, model: SalesModel, windows: number): { readonly window: RelativeWindow; readonly names: readonly Named[] } {
  const { gate, window, direction } = definition;
  if (window.kind !== 'lastDays') {
    throw new SalesError('alert/windows-before', `"${definition.id}" compares with ${windows} windows before: only a window of so many last days has them`);
  }
  const of = subject(definition);
  const observed = counted(definition, model);
  return {
    window: { kind: 'lastDays', days: window.days * windows, back: (window.back ?? 0) + window.days },
    names: [
      ['previous', of] as const,
      ...(observed ? [['previousN', observed.n] as const] : []),
      ...(gate.chance.by === 'error' ? [['previousError', gate.chance.metric] as const] : []),
      ...(gate.chance.by === 'proportion' ? [direction === 'below' ? (['previousLow', `${of}.low`] as const) : (['previousHigh', `${of}.high`] as const)] : []),
    ],
  };
}

/** Columns that count observations, in the window and in the one before; undefined for values that have none. */
function counted({ gate, question }: AlertDefinition, model: SalesModel): { readonly n: string; readonly before?: string } | undefined {
  if (gate.counted) {
    return { n: gate.counted, before: `${gate.counted}.previous` };
  }
  if (question.type === 'funnel') {
    const { column } = question;
    return column === 'reached' ? undefined : { n: `${column}.n`, before: `${column}.previous_denominator` };
  }
  const one = resolveMetric(question.metric, model);
  const isDenominator = one.n === undefined && one.numerator !== undefined;
  return observationsOf(one) && { n: `${question.metric}.n`, ...(isDenominator && { before: `${question.metric}.previous_denominator` }) };
}

function hasNumerator({ question }: AlertDefinition, model: SalesModel): boolean {
  if (question.type === 'funnel') {
    return question.column !== 'reached';
  }
  return findEntry(question.metric, model).interval === 'wilson';
}

function requireProportion(definition: AlertDefinition, model: SalesModel): void {
  const { question } = definition;
  const has = question.type === 'funnel' ? question.column !== 'reached' && question.policy !== 'any' : findEntry(question.metric, model).interval !== 'none';
  if (!has) {
    throw new SalesError(
      'alert/no-interval',
      `"${definition.id}" asks for the interval of ${subject(definition)}, which has none: gate it by "count", by a metric that is its standard error, or by nothing`
    );
  }
}

/** All metrics of the rule in one query, so that each statement has the same rows. */
function queryOf(definition: AlertDefinition): MetricsQuery | FunnelQuery {
  const { question, by = [], filters = [], comparison, gate } = definition;
  const shared = { refId: definition.id, schemaVersion: currentSchemaVersion, filters, evidence: true };
  if (question.type === 'funnel') {
    const [dimension, another] = by;
    if (another !== undefined) {
      throw new SalesError('alert/funnel-by', `"${definition.id}" splits a funnel by ${by.join(' and ')}: a funnel has one dimension beside its stages`);
    }
    const { column, ...funnel } = question;
    return { ...shared, ...funnel, ...(dimension !== undefined && { by: dimension }), timing: false, values: false, losses: column === 'drop_off_rate' };
  }
  const { metric, horizon } = question;
  const metrics = [
    metric,
    ...(gate.chance.by === 'error' ? [gate.chance.metric] : []),
    ...(gate.counted ? [gate.counted] : []),
    ...(comparison.with === 'target' ? [`${metric}.target`] : []),
  ];
  return {
    ...shared,
    type: 'metrics',
    metrics,
    by,
    ...(horizon !== undefined && { horizon }),
    ...(comparison.with === 'previous-period' && !comparison.windows && { compare: 'previous-period' as const }),
  };
}
