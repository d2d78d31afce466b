/** Rows of a metrics statement by group and bucket. */
import { aliasOf } from '../compile/dimension';
import type { Dimension, SalesModel } from '../model/types';
import type { Row } from './read';
import { text } from './read';

export interface Group {
  /** Key of each dimension, null for rows without a value. */
  readonly keys: ReadonlyArray<string | null>;
  readonly labels: readonly string[];
  /** By window and bucket: `current 2026-01-01`. */
  readonly cells: ReadonlyMap<string, Row>;
}

export const cellKey = (window: string, bucket: string): string => `${window} ${bucket}`;

const noValue = '(none)';

/** Groups in the order of the rows; without dimensions there is exactly one, also without rows. */
export function readGroups(rows: readonly Row[], dimensions: readonly Dimension[], model: SalesModel): readonly Group[] {
  const found = new Map<string, { keys: Array<string | null>; labels: string[]; cells: Map<string, Row> }>();
  if (dimensions.length === 0) {
    found.set('[]', { keys: [], labels: [], cells: new Map() });
  }
  for (const row of rows) {
    const keys = dimensions.map((dimension) => text(row, aliasOf(dimension)));
    const id = JSON.stringify(keys);
    const group = found.get(id) ?? { keys, labels: keys.map(() => ''), cells: new Map<string, Row>() };
    group.labels = dimensions.map((dimension, at) => labelOf(dimension, keys[at]!, row, model) || group.labels[at]!);
    group.cells.set(cellKey(text(row, 'window') ?? 'current', text(row, 'bucket') ?? ''), row);
    found.set(id, group);
  }
  return distinctLabels([...found.values()], dimensions);
}

export function labelOf(dimension: Dimension, key: string | null, row: Row, model: SalesModel): string {
  if (key === null) {
    return noValue;
  }
  if (dimension.kind === 'stage' || dimension.kind === 'pipeline') {
    const choices = dimension.kind === 'pipeline' ? model.pipelines : model.pipelines.flatMap((pipeline) => pipeline.stages);
    return choices.find((choice) => choice.id === key)?.label ?? key;
  }
  const label = dimension.kind === 'join' && dimension.labelColumn ? text(row, `${aliasOf(dimension)}_label`) : key;
  return label === null || label.trim() === '' ? (key.trim() === '' ? '(empty)' : key) : label;
}

/** Two keys that are shown alike get their key beside the label: no two rows may look the same. */
function distinctLabels<T extends Group>(groups: readonly T[], dimensions: readonly Dimension[]): readonly T[] {
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
