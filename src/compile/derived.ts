/** Times and states that come from other tables by a many-to-one join: a lead's first win, a deal's last change. */
import type { ItemName, TimeColumn } from '../model/types';
import { aggregate, and, call, column, isNull, literal, nothing, or, when } from '../sql/build';
import type { Select, Sql } from '../sql/tree';
import { existing, outcomeOf, sameId, source } from './entity';
import { historyRows } from './history';
import { addJoin, type Scan } from './Scan';
import { asDate, asInstant, type TimeValue } from './time';

/** Closed date of the lead's first won deal; NULL where none was won. */
export function firstWon(scan: Scan): TimeValue {
  const { model } = scan;
  const deal = model.entities.deal!;
  const time = deal.times['closedAt']!;
  const { won } = outcomeOf(deal, 'deal', model);
  const rows = [...existing(deal.where, 'deal'), won];
  const leadId = column(scan.entity.columns['id']!, scan.alias);
  addJoin(scan, 'first_win', () => {
    if (deal.columns['lead']) {
      const lead = column(deal.columns['lead'], 'deal');
      const wins: Select = {
        kind: 'select',
        comment: 'first won deal of each lead',
        columns: [
          { as: 'lead', of: lead },
          { as: 'closed_at', of: aggregate('MIN', column(time.column, 'deal')) },
        ],
        from: source(deal.from, 'deal'),
        where: rows,
        groupBy: [lead],
      };
      return { how: 'left', to: { kind: 'nested', of: wins, as: 'first_win' }, on: sameId(column('lead', 'first_win'), leadId, model) };
    }
    const wins: Select = {
      kind: 'select',
      comment: 'won deals by id',
      columns: [
        { as: 'id', of: column(deal.columns['id']!, 'deal') },
        { as: 'closed_at', of: column(time.column, 'deal') },
      ],
      from: source(deal.from, 'deal'),
      where: rows,
    };
    const link = column(scan.entity.columns['deal']!, scan.alias);
    return { how: 'left', to: { kind: 'nested', of: wins, as: 'first_win' }, on: sameId(column('id', 'first_win'), link, model) };
  });
  return { of: column('closed_at', 'first_win'), time: { ...time, column: 'closed_at' } };
}

/** The stage each item was in, from one change up to the next: at most one row an item at any instant. */
function joinStageAt(scan: Scan): TimeColumn | undefined {
  const history = historyRows(scan.entity.name as ItemName, scan.model, scan.at);
  if (!history) {
    return undefined;
  }
  addJoin(scan, 'stage_at', () => {
    const order = [{ of: column('at', 'change') }, ...(history.hasSeq ? [{ of: column('seq', 'change') }] : [])];
    const lead = (name: string): Sql => ({ kind: 'over', of: call('LEAD', column(name, 'change')), partition: [column('item', 'change')], order });
    const spans: Select = {
      kind: 'select',
      comment: 'the stage of each item from one change to the next',
      columns: [
        { as: 'item', of: column('item', 'change') },
        { as: 'stage', of: column('stage', 'change') },
        { as: 'at', of: column('at', 'change') },
        { as: 'until', of: lead('at') },
      ],
      from: { kind: 'nested', of: history.relation, as: 'change' },
    };
    const begun = scan.asOf.isAfter({ of: column('at', 'stage_at'), time: history.at });
    const ended = scan.asOf.isAfter({ of: column('until', 'stage_at'), time: history.at });
    return {
      how: 'left',
      to: { kind: 'nested', of: spans, as: 'stage_at' },
      on: and(
        sameId(column('item', 'stage_at'), column(scan.entity.columns['id']!, scan.alias), scan.model),
        begun,
        or(isNull(column('until', 'stage_at')), { kind: 'not', of: ended })
      ),
    };
  });
  return history.at;
}

/** When the item last changed its stage before the as-of instant; its created date where it never did. */
export function lastChange(scan: Scan): TimeValue {
  const created = scan.entity.times['createdAt']!;
  const at = joinStageAt(scan);
  const createdColumn = column(created.column, scan.alias);
  if (!at) {
    return { of: createdColumn, time: created };
  }
  if (at.is === created.is && (at.is !== 'local' || at.zone === (created.is === 'local' ? created.zone : ''))) {
    return { of: call('COALESCE', column('at', 'stage_at'), createdColumn), time: { ...at, column: 'at' } };
  }
  return mixedKinds(scan, at, created);
}

/** Stored in two ways: a date on either side makes it a date (R9), else both are instants. */
function mixedKinds(scan: Scan, at: TimeColumn, created: TimeColumn): TimeValue {
  const [change, creation] = [
    { of: column('at', 'stage_at'), time: at },
    { of: column(created.column, scan.alias), time: created },
  ];
  const toDate = at.is === 'date' || created.is === 'date';
  const convert = toDate ? asDateOf : asInstantOf;
  return {
    of: call('COALESCE', convert(change, scan), convert(creation, scan)),
    time: { column: '', is: toDate ? 'date' : 'instant', nullable: true },
  };
}

const asDateOf = (value: TimeValue, scan: Scan): Sql => asDate(value, scan.dialect, scan.zone);
const asInstantOf = (value: TimeValue, scan: Scan): Sql => asInstant(value, scan.dialect, scan.zone);

/** The stage at the as-of instant: the current one now, else the history's; the first stage before its first row. */
export function stageAsOf(scan: Scan): Sql | undefined {
  const name = scan.entity.columns['stage'];
  if (!name) {
    return undefined;
  }
  const current = column(name, scan.alias);
  if (scan.asOf.isNow === true || !joinStageAt(scan)) {
    return current;
  }
  const first = scan.model.pipelines.find((pipeline) => pipeline.of === scan.entity.name)?.stages[0];
  const past = call('COALESCE', column('stage', 'stage_at'), first ? literal(first.id) : nothing);
  return scan.asOf.isNow === false ? past : when(scan.asOf.isNow, current, past);
}
