/** Times and states that come from other tables by a many-to-one join: a lead's first win, a deal's last change. */
import type { ItemName, TimeColumn } from '../model/types';
import { aggregate, and, binary, call, cast, column, isNotNull, isNull, literal, nothing, or, sql, when } from '../sql/build';
import type { Select, Sql } from '../sql/tree';
import { existing, outcomeOf, sameId, source } from './entity';
import { historyRows } from './history';
import { addJoin, type Scan } from './Scan';
import { asOfValue } from './AsOf';
import { daysBetween, timeValue, type TimeValue } from './time';

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
  const history = historyRows(scan.entity.name as ItemName, scan.model, scan.at, scan.dialect);
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

/** A small part of the items has to be told of, as a rule: the others' changes would be added up in vain. */
function ofRowsAmong({ among, entity, alias, model }: Scan, item: Sql): readonly Sql[] {
  if (!among) {
    return [];
  }
  const asId = (of: Sql): Sql => (model.ids === 'text' ? cast(of, 'text') : of);
  const id = column(entity.columns['id']!, alias);
  const rows: Select = { kind: 'select', columns: [{ as: 'item', of: asId(id) }], from: source(entity.from, alias), where: [...existing(entity.where, alias), among] };
  return [sql`${asId(item)} IN ${{ kind: 'scalar', of: rows }}`];
}

/** The last change of each item before one instant: cheaper than its stages from change to change. */
function joinLastChange(scan: Scan): TimeColumn | undefined {
  const history = historyRows(scan.entity.name as ItemName, scan.model, scan.at, scan.dialect);
  if (!history) {
    return undefined;
  }
  addJoin(scan, 'last_change', () => {
    const last: Select = {
      kind: 'select',
      comment: `the last stage change of each item${scan.dialect.sortsGroups ? ', in the order in which an index has them' : ''}`,
      columns: [{ as: 'item', of: column('item', 'change') }, { as: 'at', of: aggregate('MAX', column('at', 'change')) }],
      from: { kind: 'nested', of: history.relation, as: 'change' },
      where: ofRowsAmong(scan, column('item', 'change')),
      groupBy: [column('item', 'change')],
      ...(scan.dialect.sortsGroups && { orderBy: [{ of: column('item', 'change') }] }),
    };
    return { how: 'left', to: { kind: 'nested', of: last, as: 'last_change' }, on: sameId(column('item', 'last_change'), column(scan.entity.columns['id']!, scan.alias), scan.model) };
  });
  return history.at;
}

/**
 * Days from the item's last stage change before the as-of instant to it; from its created date where it never changed.
 * Each pair is counted in its own kind (R9).
 */
export function daysSinceChange(scan: Scan): Sql {
  const { dialect, zone } = scan;
  const since = (from: TimeValue): Sql => daysBetween(from, asOfValue(scan.asOf, from.time), dialect, zone);
  const created = since(timeValue(scan.entity.times['createdAt']!, scan.alias));
  const at = scan.asOf.isConstant ? joinLastChange(scan) : joinStageAt(scan);
  const change = column('at', scan.asOf.isConstant ? 'last_change' : 'stage_at');
  return at ? when(isNotNull(change), since({ of: change, time: at }), created) : created;
}

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
  // The item and its history may store a stage in two ways, as they may its id.
  const asId = (of: Sql): Sql => (scan.model.ids === 'text' ? cast(of, 'text') : of);
  const past = call('COALESCE', asId(column('stage', 'stage_at')), firstStage(scan));
  return scan.asOf.isNow === false ? past : when(scan.asOf.isNow, asId(current), past);
}

/** The stage of rank 1 of the item's pipeline. */
function firstStage(scan: Scan): Sql {
  const own = scan.model.pipelines.filter((pipeline) => pipeline.of === scan.entity.name);
  const first = (pipeline: (typeof own)[number] | undefined): Sql => {
    const stage = pipeline?.stages.find((one) => one.rank === 1);
    return stage ? literal(stage.id) : nothing;
  };
  const name = scan.entity.columns['pipeline'];
  return own.length < 2 || !name
    ? first(own[0])
    : { kind: 'case', when: own.map((pipeline) => [binary(column(name, scan.alias), '=', literal(pipeline.id)), first(pipeline)] as const), otherwise: nothing };
}
