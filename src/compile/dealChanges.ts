/**
 * What a deal's fields held at an instant. The table of changes says it: the old value of the first change from then on;
 * where none follows, the deal's own. Changes of one time are told apart by `seq`, else by their old values, smallest first.
 */
import type { TimeColumn } from '../model/types';
import { and, binary, call, cast, column, isNotNull, isNull, literal, not, or, when } from '../sql/build';
import type { Select, Sql } from '../sql/tree';
import { countBefore, isOneInstant } from './countBefore';
import { existing, sameId, source } from './entity';
import { addJoin, type Scan } from './Scan';
import { timeValue, type TimeValue } from './time';

/** Values of the column that says which field was changed (docs/model.md, Entities). */
type Field = 'amount' | 'expected_close';

const changeOf = (name: string): Sql => column(name, 'change');
/** An empty text is no value. */
const filled = (name: string): Sql => call('NULLIF', cast(changeOf(name), 'text'), literal(''));

/** Rows (item, at, old) of a field, from the as-of instant on; from any time where that differs by row. */
function oldValues(scan: Scan, field: Field, read: (of: Sql) => Sql): { select: Select; at: TimeColumn } {
  const table = scan.model.dealChange!;
  const at = timeValue(table.at, 'change');
  const old = read(filled(table.old));
  return {
    at: { ...table.at, column: 'at' },
    select: {
      kind: 'select',
      comment: `what ${field} was until each of its changes`,
      columns: [
        { as: 'item', of: changeOf(table.item) },
        { as: 'at', of: at.of },
        { as: 'old', of: old },
        { as: 'since', of: { kind: 'over', of: call('LAG', at.of), partition: [changeOf(table.item)], order: [{ of: at.of }, { of: table.seq ? changeOf(table.seq) : old }] } },
      ],
      from: source(table.from, 'change'),
      where: [...existing(table.where, 'change'), binary(changeOf(table.field), '=', literal(field)), ...(isOneInstant(scan) ? [not(scan.asOf.isAfter(at))] : [])],
    },
  };
}

/** The field at the scan's instant, `current` being the deal's own; `read` gives the change's text the field's type. */
function fieldAsOf(scan: Scan, field: Field, current: Sql, read: (of: Sql) => Sql, as: string): Sql {
  const { isNow } = scan.asOf;
  if (isNow === true || !scan.model.dealChange) {
    return current;
  }
  const id = column(scan.entity.columns['id']!, scan.alias);
  addJoin(scan, as, () => {
    const { select, at } = oldValues(scan, field, read);
    const since = column('since', as);
    return {
      how: 'left',
      to: { kind: 'nested', of: select, as },
      on: and(
        sameId(column('item', as), id, scan.model),
        ...(isOneInstant(scan)
          ? [isNull(since)]
          : [not(scan.asOf.isAfter({ of: column('at', as), time: at })), or(isNull(since), scan.asOf.isAfter({ of: since, time: at }))])
      ),
    };
  });
  const changed = isNotNull(column('item', as));
  return when(isNow === false ? changed : and(not(isNow), changed), column('old', as), current);
}

/** The deal's amount at the scan's instant, in its own currency. */
export const amountAsOf = (scan: Scan): Sql =>
  fieldAsOf(scan, 'amount', column(scan.entity.columns['amount']!, scan.alias), (of) => cast(of, 'number'), 'amount_then');

/** When the deal was expected to close, as known at the scan's instant. `as` names the join, for scans of two instants. */
export function expectedCloseAsOf(scan: Scan, as = 'expected_then'): TimeValue {
  const { of, time } = timeValue(scan.entity.times['expectedClose']!, scan.alias);
  return { of: fieldAsOf(scan, 'expected_close', of, (text) => cast(text, time.is), as), time };
}

/** A date has passed when its day is over; another time when it lies before the instant. */
export const hasPassed = ({ asOf }: Pick<Scan, 'asOf'>, close: TimeValue): Sql =>
  close.time.is === 'date' ? binary(close.of, '<', asOf.day) : asOf.isAfter(close);

/** How often a deal's expected close was moved to a later one, before the scan's instant. */
export function pushesOf(scan: Scan): Sql {
  const table = scan.model.dealChange!;
  const { is } = scan.entity.times['expectedClose']!;
  // Other fields hold texts that are no times: they may not be compared.
  const later = when(binary(changeOf(table.field), '=', literal('expected_close')), binary(cast(filled(table.new), is), '>', cast(filled(table.old), is)), literal(false));
  return countBefore(scan, 'pushed', {
    comment: 'moves of the expected close to a later one',
    item: changeOf(table.item), at: timeValue(table.at, 'change'), from: source(table.from, 'change'), where: [...existing(table.where, 'change'), later],
  });
}
