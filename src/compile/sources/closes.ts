/** Moves of deals into a closed stage, from the stage history, each with whether a later move opened the deal again. */
import type { Instant } from '../../plan/Moment';
import type { MetricsPlan, PlannedSource } from '../../plan/Plan';
import { and, binary, call, column, isIn, literal, not, nothing, or, isNull, when } from '../../sql/build';
import type { Dialect } from '../../sql/Dialect';
import type { Select, Sql } from '../../sql/tree';
import { constantAsOf } from '../AsOf';
import { sameId, source as tableOf } from '../entity';
import type { Group } from '../Group';
import { historyRows, oldestFirst } from '../history';
import { makeScan } from '../Scan';
import { bucketForm } from '../bucket';
import { isBefore, isFrom } from '../time';
import { groupOf, windowColumn, windowsOf } from './grouping';

export function compileClosed(plan: MetricsPlan<Instant>, source: PlannedSource, dialect: Dialect): readonly Group[] {
  const { model, range } = plan;
  const zone = model.calendar.timeZone;
  const history = historyRows('deal', model, range.now, dialect)!;
  const at = { of: column('at', 'close'), time: history.at };
  return windowsOf(plan, source).map((window) => {
    const scan = makeScan('deal', plan, dialect, constantAsOf(range.now, true, dialect, zone), range.now);
    return groupOf(plan, source, scan, {
      name: 'closes',
      comment: 'moves into a closed stage, in the range',
      from: { kind: 'nested', of: closeEvents(plan, dialect), as: 'close' },
      joins: [
        { how: 'inner', to: tableOf(scan.entity.from, scan.alias), on: sameId(column(scan.entity.columns['id']!, scan.alias), column('item', 'close'), model) },
      ],
      where: [column('is_close', 'close'), isFrom(at, window.from, dialect, zone), isBefore(at, window.until, dialect, zone)],
      window: windowColumn(plan, window.role),
      bucket: bucketForm(plan, dialect)?.of(at, window),
    });
  });
}

/** Every history row with: is it a move from open to closed, and does an open row of the same deal follow. */
function closeEvents({ model, range }: MetricsPlan<Instant>, dialect: Dialect): Select {
  const history = historyRows('deal', model, range.now, dialect)!;
  const closedIds = model.pipelines.filter((one) => one.of === 'deal').flatMap((one) => one.stages.filter((stage) => stage.kind !== 'open').map((stage) => stage.id));
  const listed = [...new Set(model.pipelines.filter((one) => one.of === 'deal').flatMap((one) => one.stages.map((stage) => stage.id)))];
  const closed = (table: string): Sql => isIn(column('stage', table), [...new Set(closedIds)].map(literal));
  const order = oldestFirst(history, 'change');
  const over = (of: Sql): Sql => ({ kind: 'over', of, partition: [column('item', 'change')], order });
  const numbered: Select = {
    kind: 'select',
    columns: [
      { as: 'item', of: column('item', 'change') },
      { as: 'at', of: column('at', 'change') },
      { as: 'closed', of: closed('change') },
      { as: 'was_closed', of: over(call('LAG', closed('change'))) },
      { as: 'position', of: over(call('ROW_NUMBER')) },
    ],
    from: { kind: 'nested', of: history.relation, as: 'change' },
    // Stages that no pipeline lists are no moves.
    where: [isIn(column('stage', 'change'), listed.map(literal))],
  };
  const lastOpen: Sql = {
    kind: 'over', of: call('MAX', when(not(column('closed', 'move')), column('position', 'move'), nothing)), partition: [column('item', 'move')], order: [],
  };
  const moves: Select = {
    kind: 'select',
    columns: [
      { as: 'item', of: column('item', 'move') },
      { as: 'at', of: column('at', 'move') },
      { as: 'is_close', of: and(column('closed', 'move'), or(isNull(column('was_closed', 'move')), not(column('was_closed', 'move')))) },
      { as: 'reopened', of: call('COALESCE', binary(lastOpen, '>', column('position', 'move')), literal(false)) },
    ],
    from: { kind: 'nested', of: numbered, as: 'move' },
  };
  return moves;
}
