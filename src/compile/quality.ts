/** Conditions of the data-quality checks that look beyond the row. */
import { binary, call, cast, column, countRows, isNotNull, isNull, fragment, literal, not, nothing, or, sql, when } from '../sql/build';
import type { Select, Source, Sql } from '../sql/tree';
import { existing, sameId, source } from './entity';
import { historyRows } from './history';
import { addJoin, type Scan } from './Scan';
import { asDate, asInstant, asLocal, isBefore, timeValue } from './time';

const exists = (of: Select): Sql => fragment`EXISTS ${{ kind: 'scalar', of }}`;

const itemIs = (scan: Scan, item: Sql): Sql => sameId(item, column(scan.entity.columns['id']!, scan.alias), scan.model);

export function hasNoHistory(scan: Scan): Sql {
  const history = historyRows('deal', scan.model, scan.at, scan.dialect)!;
  return not(
    exists({
      kind: 'select',
      columns: [{ as: 'found', of: literal(1) }],
      from: { kind: 'nested', of: history.relation, as: 'history' },
      where: [itemIs(scan, column('item', 'history'))],
    })
  );
}

/** Two or more stage changes in one second. Dates cannot tell. */
export function hasBulkMove(scan: Scan): Sql {
  const history = historyRows('deal', scan.model, scan.at, scan.dialect)!;
  if (history.at.is === 'date') {
    return literal(false);
  }
  const second = scan.dialect.startOf(asLocal({ of: column('at', 'history'), time: history.at }, scan.dialect, scan.zone), 'second');
  const asId = (of: Sql): Sql => (scan.model.ids === 'text' ? cast(of, 'text') : of);
  const item = column('item', 'history');
  const bulk: Select = {
    kind: 'select',
    columns: [{ as: 'item', of: asId(item) }],
    from: { kind: 'nested', of: history.relation, as: 'history' },
    groupBy: [item, second],
    having: [binary(countRows(), '>=', literal(2))],
  };
  return sql`${asId(column(scan.entity.columns['id']!, scan.alias))} IN ${{ kind: 'scalar', of: bulk }}`;
}

/** Created on a day with more than 20 times the median day's count, over days with any. */
export function isOnImportDay(scan: Scan): Sql {
  const created = timeValue(scan.entity.times['createdAt']!, 'row');
  const day = asDate(created, scan.dialect, scan.zone);
  const perDay: Select = {
    kind: 'select',
    columns: [
      { as: 'day', of: day },
      { as: 'n', of: countRows() },
    ],
    from: source(scan.entity.from, 'row'),
    where: [...existing(scan.entity.where, 'row'), isNotNull(created.of), isBefore(created, scan.at, scan.dialect, scan.zone)],
    groupBy: [day],
  };
  const median: Select = {
    kind: 'select',
    columns: [{ as: 'median', of: scan.dialect.quantile!(column('n', 'usual'), 0.5) }],
    from: { kind: 'nested', of: perDay, as: 'usual' },
  };
  const busy: Select = {
    kind: 'select',
    columns: [{ as: 'day', of: column('day', 'days') }],
    from: { kind: 'nested', of: perDay, as: 'days' },
    where: [binary(column('n', 'days'), '>', binary(literal(20), '*', { kind: 'scalar', of: median }))],
  };
  const own = asDate(timeValue(scan.entity.times['createdAt']!, scan.alias), scan.dialect, scan.zone);
  return sql`${own} IN ${{ kind: 'scalar', of: busy }}`;
}

/** Rows that exist at the scan's instant: created before it, or nobody knows when. */
export function createdBefore(scan: Scan): readonly Sql[] {
  const time = scan.entity.times['createdAt'];
  const created = time && timeValue(time, scan.alias);
  return created ? [or(isNull(created.of), scan.asOf.isAfter(created))] : [];
}

/** The newest of a time before the scan's instant; a date counts as the end of its day. */
function newestOf(name: string, { entity, alias, asOf, dialect, zone }: Scan): readonly Sql[] {
  const mapped = entity.times[name];
  if (!mapped) {
    return [];
  }
  const time = timeValue(mapped, alias);
  const end = mapped.is === 'date' ? dialect.toInstant(dialect.addDays({ kind: 'cast', of: time.of, to: 'local' }, literal(1)), zone) : asInstant(time, dialect, zone);
  return [call('MAX', when(asOf.isAfter(time), end, nothing))];
}

const newestDeal = (of: Sql, { entity, alias }: Scan, otherwise: Sql): Sql =>
  call('COALESCE', { kind: 'scalar', of: { kind: 'select', columns: [{ as: 'at', of }], from: source(entity.from, alias), where: existing(entity.where, alias) } }, otherwise);

/** Hours from the newest created, closed or changed instant before now to now; a date counts as the end of its day. */
export function freshness(scan: Scan): Sql {
  const { dialect, zone, entity } = scan;
  const long = { kind: 'literal', value: '0001-01-01T00:00:00.000Z', as: 'instant' } as const;
  const newest = ['createdAt', 'closedAt'].flatMap((name) => newestOf(name, scan));
  const history = historyRows('deal', scan.model, scan.at, scan.dialect);
  if (history && history.at.is !== 'date') {
    const at = asInstant({ of: column('at', 'history'), time: history.at }, dialect, zone);
    const item = column('item', 'history');
    const from: Source = { kind: 'nested', of: history.relation, as: 'history' };
    // Only of the deals that are asked for. Of all of them one is enough, and it is newer than the newest deal or says nothing.
    const kept: Scan = { ...scan, alias: 'kept' };
    const change: Select = scan.isWhole
      ? {
          kind: 'select', columns: [{ as: 'at', of: at }], from,
          joins: [{ how: 'inner', to: source(entity.from, kept.alias), on: itemIs(kept, item) }],
          where: [...existing(entity.where, kept.alias), ...createdBefore(kept), ...newestOf('createdAt', kept).map((of) => binary(at, '>', newestDeal(of, kept, long)))],
          orderBy: [{ of: at, descending: true }],
          limit: 1,
        }
      : { kind: 'select', columns: [{ as: 'item', of: item }, { as: 'at', of: call('MAX', at) }], from, groupBy: [item] };
    const on = scan.isWhole ? literal(true) : itemIs(scan, column('item', 'latest_change'));
    addJoin(scan, 'latest_change', () => ({ how: 'left', to: { kind: 'nested', of: change, as: 'latest_change' }, on }));
    newest.push(call('MAX', column('at', 'latest_change')));
  }
  const latest = call('GREATEST', ...newest.map((one) => call('COALESCE', one, long)), long);
  const hours = binary(dialect.seconds(latest, scan.asOf.instant), '/', literal(3600));
  return when(binary(latest, '>', long), call('GREATEST', hours, literal(0)));
}

