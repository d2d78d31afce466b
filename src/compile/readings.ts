/**
 * A metrics plan as readings: one source in one window, each a statement of its own. Plans that are asked together
 * share the readings that they have in common, by whatever they are grouped: the database goes through the rows once and
 * adds them up in each way that is wanted, so every number is still the database's own.
 */
import type { Component } from '../metrics/components';
import type { Dimension } from '../model/types';
import { foreignCurrency, withoutRate } from '../plan/planMetrics';
import type { MetricsPlan, PlannedSource } from '../plan/Plan';
import type { Window } from '../plan/windows';
import { call } from '../sql/build';
import type { Dialect, Grain } from '../sql/Dialect';
import type { Select, Sql } from '../sql/tree';
import { bucketForm, type BucketForm } from './bucket';
import type { Group } from './Group';
import { compileMetrics, compileSource, groupKeys, single } from './metrics';
import { windowsOf } from './sources/grouping';

/** What one plan wants of a reading. */
export interface Wish {
  /** Equal for wishes over the same rows. */
  readonly key: string;
  readonly plan: MetricsPlan;
  /** Position among the plan's sources. */
  readonly at: number;
  readonly window: Window;
}

/** Column that says which dimensions a row is not grouped by, as bits; no dimension's alias begins like it. */
export const groupedAlias = 'in_grouping';

export const wishesOf = (plan: MetricsPlan, dialect: Dialect): readonly Wish[] =>
  plan.sources.flatMap((source, at) => windowsOf(plan, source).map((window) => ({ key: keyOf(plan, source, window as Window, dialect), plan, at, window: window as Window })));

function keyOf(plan: MetricsPlan, source: PlannedSource, { role, from, to, until, buckets }: Window, dialect: Dialect): string {
  const { model, range, filters, horizon, query, dimensions } = plan;
  const grouping = canRegroup(plan, source, dialect) ? [] : [query.grain ?? '', buckets.length, ...dimensions.map(({ id }) => id)];
  return JSON.stringify([model.hash, range.now, filters, horizon, source.key, role, from, to, until, grouping]);
}

/**
 * Whether the rows of a source are the same by whatever they are grouped. States at the end of each bucket are not, and
 * reps are told apart within their group.
 */
function canRegroup({ query }: MetricsPlan, { spec }: PlannedSource, dialect: Dialect): boolean {
  const isState = spec.kind === 'open' || spec.kind === 'due';
  return dialect.groupingSets === true && spec.kind !== 'reps' && !(isState && query.grain);
}

interface Grouping {
  readonly grain?: Grain;
  readonly dimensions: readonly Dimension[];
}

/** Equal for wishes that are grouped alike. */
export const groupingText = ({ plan }: Wish): string => JSON.stringify([plan.query.grain ?? '', ...plan.dimensions.map(({ id }) => id).sort()]);

/** Each grouping that is wanted, once. */
const groupingsOf = (wishes: readonly Wish[]): readonly Grouping[] => [...new Map(wishes.map((wish): [string, Grouping] => [groupingText(wish), { grain: wish.plan.query.grain, dimensions: wish.plan.dimensions }])).values()];

/** Every dimension that is wanted, once. */
const dimensionsOf = (wishes: readonly Wish[]): readonly Dimension[] => [...new Map(wishes.flatMap(({ plan }) => plan.dimensions.map((one) => [one.id, one]))).values()];

/** How a wish's own rows are told from those of the other groupings; undefined where there are none. */
export function markOf(wish: Wish, wishes: readonly Wish[]): { readonly grouped: number; readonly hasBucket: boolean } | undefined {
  if (groupingsOf(wishes).length === 1) {
    return undefined;
  }
  const own = new Set(wish.plan.dimensions.map(({ id }) => id));
  return { grouped: dimensionsOf(wishes).reduce((bits, { id }) => 2 * bits + (own.has(id) ? 0 : 1), 0), hasBucket: wish.plan.query.grain !== undefined };
}

/** The name of a component in the statement of its reading: checks are numbered by source, and here is one. */
export const nameInReading = (name: string, at: number): string =>
  [withoutRate, foreignCurrency].reduce((found, prefix) => (found === `${prefix}${at + 1}` ? `${prefix}1` : found), name);

/** @throws Error where one statement cannot tell the wishes apart; then each has its own */
export function compileReading(wishes: readonly Wish[], dialect: Dialect): Select {
  const [first] = wishes as readonly [Wish, ...Wish[]];
  const timed = wishes.find(({ plan }) => plan.query.grain) ?? first;
  const source: PlannedSource = { ...first.plan.sources[first.at]!, components: componentsOf(wishes), compares: true };
  const plan: MetricsPlan = { ...timed.plan, windows: [timed.window], dimensions: dimensionsOf(wishes), sources: [source], joinsRates: true };
  const groupings = groupingsOf(wishes);
  if (groupings.length === 1) {
    return compileMetrics(plan, dialect);
  }
  const [group, ...more] = compileSource(plan, source, dialect) as readonly [Group, ...Group[]];
  const keys = group.dimensions.map(({ key }) => key);
  if (more.length > 0 || new Set(keys.map((key) => JSON.stringify(key))).size < keys.length) {
    throw new Error('rows that cannot be grouped in several ways at once');
  }
  const form = bucketForm(plan, dialect);
  const { columns, ...select } = single({ ...group, at: 0 }, form);
  return {
    ...select,
    columns: [...columns, ...(keys.length ? [{ as: groupedAlias, of: call('GROUPING', ...keys) }] : [])],
    groupBy: undefined,
    groupingSets: groupings.map((grouping) => keysOf(grouping, group, form)),
  };
}

function keysOf({ grain, dimensions }: Grouping, group: Group, form: BucketForm | undefined): readonly Sql[] {
  const ids = new Set(dimensions.map(({ id }) => id));
  return groupKeys({ ...group, bucket: grain && group.bucket, dimensions: group.dimensions.filter(({ dimension }) => ids.has(dimension.id)) }, form);
}

function componentsOf(wishes: readonly Wish[]): Readonly<Record<string, Component>> {
  const found: Record<string, Component> = {};
  for (const { plan, at } of wishes) {
    for (const [own, component] of Object.entries(plan.sources[at]!.components)) {
      const name = nameInReading(own, at);
      if (found[name] && JSON.stringify(found[name]) !== JSON.stringify(component)) {
        throw new Error(`two components are named ${name}`);
      }
      found[name] = component;
    }
  }
  return found;
}
