/**
 * The groups of every source and window in one relation of one shape, as in metrics.ts: keys, labels, and for each
 * source its row count and components. Windows before are put under the buckets of the current one.
 */
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan } from '../../plan/Plan';
import { binary, cast, column, literal, nothing } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select, Sql, Step } from '../../sql/tree';
import { bucketForm } from '../bucket';
import { aliasOf } from '../dimension';
import type { Group } from '../Group';
import { compileSource, groupKeys, keyColumns, labelColumns, rowCountAlias, uniqueNames } from '../metrics';
import { targetSteps } from './targetSteps';

type Placed = Group & { readonly at: number };

export interface Stack {
  readonly steps: readonly Step[];
  readonly labels: readonly string[];
  /** The only reading, where nothing is to be stacked. */
  readonly single?: string;
}

export const stackName = 'stacked';

/** @param read how a source's groups are read, where it differs */
export function stack(plan: MetricsPlan<Instant>, dialect: Dialect, read: (group: Group) => Group = (group) => group): Stack {
  const form = bucketForm(plan, dialect);
  const groups = plan.sources.flatMap((source, at) => compileSource(plan, source, dialect).map(read).map((group): Placed => ({ ...group, at, ...(isLookback(group) && { values: [] }) })));
  const names = uniqueNames(groups);
  const readings = groups.map((group, at): Step => ({
    name: names[at]!,
    comment: group.comment,
    of: {
      ...group.select,
      comment: undefined,
      columns: [...keyColumns(group), ...labelColumns(group), { as: rowCountAlias(group.at), of: group.rowCount }, ...group.values],
      groupBy: groupKeys(group, form),
    },
  }));
  const labels = [...new Set(groups.flatMap((group) => labelColumns(group).map(({ as }) => as)))];
  const parts = groups.map((group, at) => partOf(group, names[at]!, labels, plan));
  const targets = targetSteps(plan, dialect);
  const further = plan.dimensions.length ? targets.map(({ name }) => targetPart(name, labels, plan)) : [];
  const all = [...parts, ...further];
  if (all.length === 1 && readings.length === 1 && !plan.query.grain) {
    return { steps: readings, labels, single: names[0]! };
  }
  return {
    steps: [...readings, ...targets, ...(all.length ? [{ name: stackName, comment: 'the groups of every step, one below the other', of: { kind: 'union', of: all } } as const] : [])],
    labels,
  };
}

const isLookback = ({ window }: Group): boolean => window?.kind === 'literal' && window.value === 'lookback';
const isPrevious = ({ window }: Group): boolean => window?.kind === 'literal' && window.value === 'previous';

/** Every value column of the relation with the source that it comes from. */
export const valueColumns = (plan: MetricsPlan<Instant>): ReadonlyArray<{ readonly as: string; readonly at: number }> =>
  plan.sources.flatMap((source, at) => [rowCountAlias(at), ...Object.keys(source.components)].map((as) => ({ as, at })));

function partOf(group: Placed, name: string, labels: readonly string[], plan: MetricsPlan<Instant>): Select {
  const own = new Set([...labelColumns(group).map(({ as }) => as), rowCountAlias(group.at), ...group.values.map(({ as }) => as)]);
  const typed = (as: string): Sql => (own.has(as) ? column(as, 'part') : cast(nothing, labels.includes(as) ? 'text' : 'number'));
  const isMoved = isPrevious(group) && plan.query.grain !== undefined;
  return {
    kind: 'select',
    columns: [
      { as: 'window', of: group.window ? column('window', 'part') : literal('current') },
      ...(plan.query.grain ? [{ as: 'bucket', of: column('bucket', isMoved ? 'period' : 'part') }] : []),
      ...plan.dimensions.map((dimension) => ({ as: aliasOf(dimension), of: column(aliasOf(dimension), 'part') })),
      ...labels.map((as) => ({ as, of: typed(as) })),
      ...valueColumns(plan).map(({ as }) => ({ as, of: typed(as) })),
    ],
    from: { kind: 'step', name, as: 'part' },
    ...(isMoved && { joins: [{ how: 'inner', to: { kind: 'step', name: 'periods', as: 'period' }, on: binary(column('bucket_before', 'period'), '=', column('bucket', 'part')) }] }),
  };
}

/** Who has a target and no rows is behind, not absent. */
function targetPart(name: string, labels: readonly string[], plan: MetricsPlan<Instant>): Select {
  return {
    kind: 'select',
    columns: [
      { as: 'window', of: literal('current') },
      ...(plan.query.grain ? [{ as: 'bucket', of: column('bucket', 'part') }] : []),
      ...plan.dimensions.map((dimension) => ({ as: aliasOf(dimension), of: column(aliasOf(dimension), 'part') })),
      ...labels.map((as) => ({ as, of: cast(nothing, 'text') })),
      ...valueColumns(plan).map(({ as }) => ({ as, of: cast(nothing, 'number') })),
    ],
    from: { kind: 'step', name, as: 'part' },
    where: [column('targeted', 'part')],
  };
}
