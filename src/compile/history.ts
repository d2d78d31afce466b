/**
 * Stage history as rows (item, stage, at, seq): from a table of changes, or from dated columns of the item itself.
 * Every use goes through `historyRows`, so the two forms cannot be told apart above it.
 */
import type { ItemName, SalesModel, TimeColumn } from '../model/types';
import { column, isNotNull, literal } from '../sql/build';
import type { Instant } from '../plan/Moment';
import type { Dialect } from '../sql/Dialect';
import type { Relation, Select } from '../sql/tree';
import { existing, source } from './entity';
import { asInstant, isBefore } from './time';

export interface HistoryRows {
  readonly relation: Relation;
  /** How `at` is stored in `relation`. */
  readonly at: TimeColumn;
  readonly hasSeq: boolean;
}

/** Changes before `until`; undefined when the model has no history of that item. */
export function historyRows(of: ItemName, model: SalesModel, until: Instant, dialect: Dialect): HistoryRows | undefined {
  const zone = model.calendar.timeZone;
  const table = model.history[of];
  if (table) {
    const alias = 'change';
    const at = { of: column(table.at.column, alias), time: table.at };
    const relation: Select = {
      kind: 'select',
      columns: [
        { as: 'item', of: column(table.item, alias) },
        { as: 'stage', of: column(table.to, alias) },
        { as: 'at', of: at.of },
        ...(table.seq ? [{ as: 'seq', of: column(table.seq, alias) }] : []),
      ],
      from: source(table.from, alias),
      where: [...existing(table.where, alias), isBefore(at, until, dialect, zone)],
    };
    return { relation, at: { ...table.at, column: 'at' }, hasSeq: table.seq !== undefined };
  }
  const entity = model.entities[of];
  const dates = Object.entries(entity?.stageDates ?? {});
  if (!entity || dates.length === 0) {
    return undefined;
  }
  // Stored in several ways, the times meet as instants.
  const kinds = new Set(dates.map(([, time]) => (time.is === 'local' ? time.zone : time.is)));
  const mixed = kinds.size > 1;
  const stages = model.pipelines.filter((pipeline) => pipeline.of === of).flatMap((pipeline) => pipeline.stages);
  const selects = dates.map(([stage, time]): Select => {
    const at = { of: column(time.column, 'item'), time };
    return {
      kind: 'select',
      columns: [
        { as: 'item', of: column(entity.columns['id']!, 'item') },
        { as: 'stage', of: literal(stage) },
        { as: 'at', of: mixed ? asInstant(at, dialect, zone) : at.of },
        // Equal times are in stage order.
        { as: 'seq', of: literal(stages.find((one) => one.id === stage)?.rank ?? stages.length) },
      ],
      from: source(entity.from, 'item'),
      where: [...existing(entity.where, 'item'), isNotNull(at.of), isBefore(at, until, dialect, zone)],
    };
  });
  return {
    relation: selects.length === 1 ? selects[0]! : { kind: 'union', of: selects },
    at: mixed ? { column: 'at', is: 'instant', nullable: false } : { ...dates[0]![1], column: 'at' },
    hasSeq: true,
  };
}

/** Newest first: the order of a history by time and, where there is one, by sequence. */
export const newestFirst = (history: HistoryRows, table: string) => [
  { of: column('at', table), descending: true },
  ...(history.hasSeq ? [{ of: column('seq', table), descending: true }] : []),
];

export const oldestFirst = (history: HistoryRows, table: string) => newestFirst(history, table).map(({ of }) => ({ of }));

