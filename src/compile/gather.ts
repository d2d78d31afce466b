/** Which wishes over the same rows one statement answers. */
import type { Component } from '../metrics/components';
import type { Dialect } from '../sql/Dialect';
import { compileReading, groupingText, type Wish } from './readings';

/**
 * Wishes of one grouping always stand together. Different groupings do when they cost about the same, so that a plain
 * count never waits for the history of every deal; percentiles stand apart, because they sort the rows for each grouping.
 */
export const gather = (wishes: readonly Wish[], dialect: Dialect): ReadonlyArray<readonly Wish[]> =>
  [...groupBy([...groupBy(wishes, groupingText).values()], companyOf).values()]
    .flatMap((groupings) => byGrain(groupings.flat()))
    .flatMap((same) => (canCompile(same, dialect) ? [same] : same.map((wish) => [wish])));

const companyOf = (wishes: readonly Wish[]): string => `${joinsOf(wishes)} ${costOf(wishes)}`;

/** A key that is in a joined table twice counts its rows twice: only where that table is asked for. */
const joinsOf = ([first]: readonly Wish[]): string =>
  JSON.stringify([...new Set(first!.plan.dimensions.flatMap((one) => (one.kind === 'join' ? [JSON.stringify([one.table, one.on, one.key])] : [])))].sort());

const costOf = (wishes: readonly Wish[]): string => {
  const components = wishes.flatMap(({ plan, at }) => Object.values(plan.sources[at]!.components));
  return components.some(({ of }) => of.fn === 'quantile') ? groupingText(wishes[0]!) : components.some(readsFurther) ? 'further tables' : 'own table';
};

/** Adds up the history, the changes or the activities of each item. */
const readsFurther = ({ of }: Component): boolean => /"row":"(stalled|pushes|recentActivities|untouched|noHistory|bulkMove)"/.test(JSON.stringify(of));

/** A row has one bucket; what has none goes with the first grain. */
function byGrain(wishes: readonly Wish[]): ReadonlyArray<readonly Wish[]> {
  const grains = [...new Set(wishes.flatMap(({ plan }) => plan.query.grain ?? []))].sort();
  return grains.length < 2 ? [wishes] : grains.map((grain, at) => wishes.filter(({ plan }) => plan.query.grain === grain || (at === 0 && !plan.query.grain)));
}

function canCompile(wishes: readonly Wish[], dialect: Dialect): boolean {
  try {
    return wishes.length > 1 && compileReading(wishes, dialect) !== undefined;
  } catch {
    return false;
  }
}

/** Groups in the order of their first member. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  all.forEach((one) => groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]));
  return groups;
}
