/** The rows of a plan out of readings that it shares with others: those of its grouping, put together by their keys. */
import { aliasOf, isLabelled, labelAliasOf } from '../compile/dimension';
import { rowCountAlias } from '../compile/metrics';
import { groupedAlias, nameInReading } from '../compile/readings';
import type { Part } from '../compile/together';
import type { MetricsPlan } from '../plan/Plan';
import { number, rowsOf, text, type Answers, type Row } from './read';

/** What the plan's own statements would have answered. */
export function ownRows(plan: MetricsPlan, parts: readonly Part[], answers: Answers): Answers {
  const rows = new Map<string, Record<string, unknown>>();
  for (const part of parts) {
    for (const row of rowsOf(answers, part.id).filter((one) => isOwn(one, part))) {
      const keys = keysOf(plan, part, row);
      const id = JSON.stringify(Object.values(keys));
      rows.set(id, { ...rows.get(id), ...keys, ...valuesOf(plan, part, row) });
    }
  }
  return { ...answers, main: [...rows.values()] };
}

/** A row has a bucket unless it stands for all of them. */
const isOwn = (row: Row, { mark }: Part): boolean =>
  mark === undefined || ((number(row, groupedAlias) ?? 0) === mark.grouped && (text(row, 'bucket') !== null) === mark.hasBucket);

const keysOf = (plan: MetricsPlan, { role }: Part, row: Row): Record<string, unknown> => ({
  window: role,
  bucket: plan.query.grain ? row['bucket'] : null,
  ...Object.fromEntries(plan.dimensions.map((dimension) => [aliasOf(dimension), text(row, aliasOf(dimension))])),
});

const valuesOf = (plan: MetricsPlan, { at }: Part, row: Row): Record<string, unknown> => ({
  ...Object.fromEntries(plan.dimensions.filter(isLabelled).map((dimension) => [labelAliasOf(dimension), row[labelAliasOf(dimension)]])),
  [rowCountAlias(at)]: row[rowCountAlias(0)],
  ...Object.fromEntries(Object.keys(plan.sources[at]!.components).map((name) => [name, row[nameInReading(name, at)]])),
});
