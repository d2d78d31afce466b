/** Rows of a metrics statement by group, and where each group's rows lie by window and bucket. */
import { blankValue, isBlankText } from '../compile/blank';
import { aliasOf, isLabelled, labelAliasOf, noValue } from '../compile/dimension';
import type { Dimension, SalesModel } from '../model/types';
import type { MetricsPlan } from '../plan/Plan';
import type { Row } from './read';
import { text } from './read';

export interface Group {
  /** Key of each dimension, null for rows without a value. */
  readonly keys: ReadonlyArray<string | null>;
  readonly labels: readonly string[];
}

export interface Grouped {
  readonly groups: readonly Group[];
  /**
   * Row of each cell by window: cells run through the groups of the first bucket, then of the second, and so on;
   * undefined where the database returned none.
   */
  readonly cells: ReadonlyArray<ReadonlyArray<Row | undefined>>;
}

/** Groups in the order of the rows, then `further` ones that have no row; without dimensions there is exactly one, also without rows. */
export function readGroups(rows: readonly Row[], plan: MetricsPlan, further: readonly string[][] = []): Grouped {
  const { dimensions, model, windows } = plan;
  const aliases = dimensions.map((dimension) => aliasOf(dimension));
  const found = new Map<string, number>();
  const groups: Array<{ keys: Array<string | null>; labels: string[] }> = [];
  const groupOf = new Int32Array(rows.length);
  if (dimensions.length === 0) {
    groups.push({ keys: [], labels: [] });
  }
  const labelled = dimensions.flatMap((dimension, place) => (isLabelled(dimension) ? [place] : []));
  // A statement without a join to the labels leaves them out, and which row comes first is the database's choice.
  const addLabels = ({ keys, labels }: (typeof groups)[number], row: Row): void => {
    for (const place of labelled) {
      if (keys[place] !== null && labels[place] === labelOf(dimensions[place]!, keys[place]!, {}, model)) {
        labels[place] = labelOf(dimensions[place]!, keys[place]!, row, model);
      }
    }
  };
  const position = (keys: Array<string | null>, row: Row): number => {
    const id = keys.length === 1 ? `${keys[0] === null ? 'n' : 's'}${keys[0] ?? ''}` : JSON.stringify(keys);
    const known = found.get(id);
    if (known !== undefined) {
      addLabels(groups[known]!, row);
      return known;
    }
    const index = groups.push({ keys, labels: dimensions.map((dimension, place) => labelOf(dimension, keys[place]!, row, model)) }) - 1;
    found.set(id, index);
    return index;
  };
  rows.forEach((row, at) => {
    if (dimensions.length === 0) {
      return;
    }
    groupOf[at] = position(aliases.map((alias) => text(row, alias)), row);
  });
  further.forEach((keys) => position(keys, {}));
  const buckets = windows.map((window) => new Map(window.buckets.map((bucket, index) => [bucket.key, index])));
  const cells = windows.map((window) => new Array<Row | undefined>(window.buckets.length * groups.length));
  rows.forEach((row, at) => {
    const window = windows.length > 1 && row['window'] === 'previous' ? 1 : 0;
    const bucket = plan.query.grain ? buckets[window]!.get(String(row['bucket'])) : 0;
    if (bucket !== undefined) {
      cells[window]![bucket * groups.length + groupOf[at]!] = row;
    }
  });
  return { groups: distinctLabels(groups, dimensions), cells };
}

export function labelOf(dimension: Dimension, key: string | null, row: Row, model: SalesModel): string {
  if (key === null) {
    return noValue;
  }
  if (dimension.kind === 'stage' || dimension.kind === 'pipeline') {
    const choices = dimension.kind === 'pipeline' ? model.pipelines : model.pipelines.flatMap((pipeline) => pipeline.stages);
    return choices.find((choice) => choice.id === key)?.label ?? key;
  }
  const label = isLabelled(dimension) ? text(row, labelAliasOf(dimension)) : key;
  return label === null || isBlankText(label) ? (isBlankText(key) ? blankValue : key) : label;
}

/** Two keys that are shown alike get their key beside the label: no two rows may look the same. */
function distinctLabels(groups: readonly Group[], dimensions: readonly Dimension[]): readonly Group[] {
  const clashes = dimensions.map((_, at) => {
    const byLabel = new Map<string, Set<string | null>>();
    for (const { labels, keys } of groups) {
      byLabel.set(labels[at]!, (byLabel.get(labels[at]!) ?? new Set()).add(keys[at]!));
    }
    return byLabel;
  });
  return groups.map((group) => ({
    ...group,
    labels: group.labels.map((label, at) => (clashes[at]!.get(label)!.size > 1 && group.keys[at] !== null ? `${label} (${group.keys[at]})` : label)),
  }));
}
