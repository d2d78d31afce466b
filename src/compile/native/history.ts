/**
 * On which of the last days a rule would have fired, as one statement: the days are a step, and every row is read once
 * for each day in whose window it lies. Numbers come of the same formulas as those of the rule itself (answers.ts).
 */
import type { SourceSpec } from '../../metrics/components';
import type { Instant } from '../../plan/Moment';
import type { NativePlan } from '../../plan/native';
import type { MetricsPlan } from '../../plan/Plan';
import { cast, column, literal, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import { SalesError, unreachable } from '../../sql/SalesError';
import type { Column, Select } from '../../sql/tree';
import { columnOf } from './answers';
import { historyDays } from './historyDays';
import { labelOfGroup } from './labels';
import { numbersSteps } from './numbers';
import { ruleDay } from './ofDay';

export interface History {
  /** Days, the last of them that of the range's end. */
  readonly days: number;
  /** What the rule's own range covers, for a window of that kind. */
  readonly rangeSeconds: number;
  /** Columns of the answer (docs/metrics.md, Columns) by the name that they have in the result. */
  readonly columns: Readonly<Record<string, string>>;
  /** Normal quantile of intervals. */
  readonly z: number;
  /** Labels with their keys, as the rule's statements have them (Output.ts). */
  readonly keyed?: boolean;
}

/** Day of a row, `YYYY-MM-DD`. */
export const historyDay = 'day';

/** Column of a dimension's labels; no number is called so. */
export const historyLabel = (dimension: string): string => `by_${dimension}`;

/**
 * One row for each day and group: `day`, the labels, and the numbers, NULL where there is none.
 * @throws SalesError `history/…` for what cannot be told of other days in one statement
 */
export function compileHistory({ kind, plan }: NativePlan, dialect: Dialect, { days, rangeSeconds, columns, z, keyed }: History): Select {
  if (kind === 'funnel') {
    throw new SalesError('history/funnel', 'the past of a funnel is not worked out: look at its panel at earlier ranges');
  }
  plan.sources.forEach(({ spec }) => checkSource(spec));
  const { plan: daily, step, daily: readings } = historyDays(plan, days, rangeSeconds, dialect);
  const steps = [step, ...numbersSteps(daily, dialect, readings)];
  if (steps.some(({ of }) => readsDayWithin(of))) {
    throw new SalesError('history/stages', `the past of ${namesOf(plan)} is not worked out: it follows deals or leads through their stages, on each day anew`);
  }
  return {
    kind: 'select',
    steps,
    columns: [
      { as: historyDay, of: dialect.dayText(column('bucket')) },
      ...plan.dimensions.map((dimension): Column => ({ as: historyLabel(dimension.id), of: labelOfGroup(dimension, [column('bucket')], keyed) })),
      ...Object.entries(columns).map(([as, name]): Column => {
        const { of, type } = columnOf(name, daily, z);
        return { as, of: cast(type === 'boolean' ? when(of, literal(1), literal(0)) : of, 'number') };
      }),
    ],
    from: { kind: 'step', name: 'numbers' },
  };
}

const namesOf = (plan: MetricsPlan<Instant>): string => plan.metrics.map(({ metric }) => metric.id).join(', ');

/** What is true of now is not known of other days. */
function checkSource(spec: SourceSpec): void {
  switch (spec.kind) {
    case 'event':
    case 'cohort':
      return;
    case 'open':
    case 'due':
      throw new SalesError('history/open', 'the past of open deals is not worked out: what was open on another day has changed since; look at the panel over a longer range by day');
    case 'closes':
      throw new SalesError('history/stages', 'the past of moves between stages is not worked out: look at the panel over a longer range by day');
    case 'reps':
      throw new SalesError('history/reps', 'the past of figures per rep is not worked out: who was active on another day is not known');
    case 'all':
      throw new SalesError('history/now', 'the past is not known: this is about the whole table as it is now');
    default:
      unreachable(spec);
  }
}

/** Whether something that is read in FROM depends on the day: a database reads it once, for all days. */
function readsDayWithin(node: unknown, isWithin = false): boolean {
  if (node === null || typeof node !== 'object') {
    return false;
  }
  const one = node as { readonly kind?: string; readonly table?: string };
  if (isWithin && one.kind === 'column' && one.table === ruleDay) {
    return true;
  }
  return Object.values(one).some((part) => readsDayWithin(part, isWithin || one.kind === 'nested'));
}
