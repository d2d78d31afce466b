/**
 * A metrics plan as one statement. Each source is read and added up at its own grain; the groups of all sources are
 * stacked with UNION ALL and summed by key, so no row of one multiplies rows of another. Where one reading answers
 * the question, it is the whole statement.
 */
import type { Instant } from '../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../plan/Plan';
import { aliasOf, labelAliasOf } from './dimension';
import { call, cast, column, literal, nothing } from '../sql/build';
import type { Dialect } from '../sql/Dialect';
import type { Column, Select, Sql, Step } from '../sql/tree';
import { combine } from './aggregates';
import { bucketForm, type BucketForm } from './bucket';
import type { Group } from './Group';
import { compileClosed } from './sources/closes';
import { compileDue } from './sources/due';
import { compileEvents } from './sources/events';
import { compileOpen } from './sources/open';
import { compileReps } from './sources/reps';
import { compileWhole } from './sources/whole';

/** Alias of the column that says how many rows of source `at` fell into a group; NULL or 0 means none. */
export const rowCountAlias = (at: number): string => `row_count_${at + 1}`;

export function compileMetrics(plan: MetricsPlan<Instant>, dialect: Dialect): Select {
  const groups = plan.sources.flatMap((source, at) => compileSource(plan, source, dialect).map((group) => ({ ...group, at })));
  const form = bucketForm(plan, dialect);
  return groups.length === 1 ? single(groups[0]!, form) : stacked(plan, groups, form);
}

/** The reading of one source: a group a window, or several. */
export function compileSource(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  switch (source.spec.kind) {
    case 'event':
    case 'cohort':
      return compileEvents(plan, source, dialect);
    case 'open':
      return compileOpen(plan, source, dialect);
    case 'due':
      return compileDue(plan, source, dialect);
    case 'closes':
      return compileClosed(plan, source, dialect);
    case 'reps':
      return compileReps(plan, source, dialect);
    case 'all':
      return compileWhole(plan, source, dialect);
  }
}

type Placed = Group & { readonly at: number };

/** Key columns of a group under their aliases; the bucket becomes text at the end. */
export const keyColumns = (group: Group): readonly Column[] => [
  ...(group.window ? [{ as: 'window', of: group.window }] : []),
  ...(group.bucket ? [{ as: 'bucket', of: group.bucket }] : []),
  ...group.dimensions.map(({ dimension, key }) => ({ as: aliasOf(dimension), of: cast(key, 'text') })),
];

export const labelColumns = (group: Group): readonly Column[] =>
  group.dimensions.flatMap(({ dimension, label }) => (label ? [{ as: labelAliasOf(dimension), of: cast(call('MAX', label), 'text') }] : []));

export const groupKeys = (group: Group, form: BucketForm | undefined): readonly Sql[] => [
  ...(group.window && group.window.kind !== 'literal' ? [group.window] : []),
  ...(group.bucket && group.bucket.kind !== 'literal' ? [form?.isText ? literal(group.window ? 2 : 1) : group.bucket] : []),
  ...group.dimensions.map(({ key }) => key),
];

export function single(group: Placed, form: BucketForm | undefined): Select {
  const keys = keyColumns(group).map(({ as, of }) => ({ as, of: as === 'bucket' ? form!.text(of) : of }));
  return {
    ...group.select,
    columns: [...keys, ...labelColumns(group), { as: rowCountAlias(group.at), of: group.rowCount }, ...group.values],
    groupBy: groupKeys(group, form),
  };
}

function stacked(plan: MetricsPlan<Instant>, groups: readonly Placed[], form: BucketForm | undefined): Select {
  const names = uniqueNames(groups);
  const steps: Step[] = groups.map((group, at) => ({
    name: names[at]!,
    comment: group.comment,
    of: {
      ...group.select,
      comment: undefined,
      columns: [...keyColumns(group), ...labelColumns(group), { as: rowCountAlias(group.at), of: group.rowCount }, ...group.values],
      groupBy: groupKeys(group, form),
    },
  }));
  const keys = keyColumns(groups[0]!).map(({ as }) => as);
  const labels = [...new Set(groups.flatMap((group) => labelColumns(group).map(({ as }) => as)))];
  const values = plan.sources.flatMap((source, at) => [rowCountAlias(at), ...Object.keys(source.components)]);
  const all = [...keys, ...labels, ...values];
  const parts: Select[] = groups.map((group, at) => {
    const own = new Set([...keys, ...labelColumns(group).map(({ as }) => as), rowCountAlias(group.at), ...group.values.map(({ as }) => as)]);
    const typed = (as: string): Sql => (own.has(as) ? column(as) : cast(nothing, labels.includes(as) ? 'text' : 'number'));
    return { kind: 'select', columns: all.map((as) => ({ as, of: typed(as) })), from: { kind: 'step', name: names[at]! } };
  });
  const components = Object.assign({}, ...plan.sources.map((source) => source.components)) as PlannedSource['components'];
  const total = (as: string): Sql => call(components[as] ? combine(components[as]) : 'SUM', column(as));
  return {
    kind: 'select',
    steps: [...steps, { name: 'stacked', comment: 'the groups of every step, one below the other', of: { kind: 'union', of: parts } }],
    columns: [
      ...keys.map((as) => ({ as, of: as === 'bucket' ? form!.text(column(as)) : column(as) })),
      ...labels.map((as) => ({ as, of: call('MAX', column(as)) })),
      ...values.map((as) => ({ as, of: total(as) })),
    ],
    from: { kind: 'step', name: 'stacked' },
    groupBy: keys.map((as) => column(as)),
  };
}

export function uniqueNames(groups: ReadonlyArray<Pick<Group, 'name'>>): readonly string[] {
  const seen = new Map<string, number>();
  return groups.map(({ name }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

