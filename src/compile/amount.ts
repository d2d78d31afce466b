/**
 * Amounts in the model's currency (docs/metrics.md R10): converted by the latest rate on or before the day of closing, of
 * the row's date, or of the as-of instant for what was open then. A row without a rate has no amount. Without a rate table
 * only rows in the model's own currency have one, and assemble refuses a sum that would leave others out.
 */
import { binary, call, cast, column, isNotNull, isNull, literal, nothing, or, when, and, not } from '../sql/build';
import type { Join, Select, Sql } from '../sql/tree';
import { amountAsOf } from './dealChanges';
import { source } from './entity';
import { probabilityOf } from './probability';
import { addJoin, type Scan } from './Scan';
import { asDate, timeValue } from './time';

/** Which amount: today's, or the one at the scan's instant; `weighted`: times the probability. */
export interface AmountForm {
  readonly past?: true;
  readonly weighted?: true;
}

export function amountOf(scan: Scan, { past, weighted }: AmountForm = {}): Sql {
  const amount = inModelCurrency(ownAmount(scan, past), scan);
  return weighted ? binary(amount, '*', probabilityOf(scan)) : amount;
}

const ownAmount = (scan: Scan, past: true | undefined): Sql => (past ? amountAsOf(scan) : column(scan.entity.columns['amount']!, scan.alias));

function inModelCurrency(amount: Sql, scan: Scan): Sql {
  const currency = currencyOf(scan);
  if (!currency) {
    return amount;
  }
  const own = binary(currency, '=', literal(scan.model.currency));
  return {
    kind: 'case',
    when: [[own, amount]],
    otherwise: scan.model.rate ? binary(amount, '*', rateOf(scan, currency)) : nothing,
  };
}

const currencyOf = (scan: Scan): Sql | undefined =>
  scan.entity.columns['currency'] ? column(scan.entity.columns['currency'], scan.alias) : undefined;

function rateOf(scan: Scan, currency: Sql): Sql {
  const rate = scan.model.rate!;
  const from = column(rate.date, 'rate');
  const latest = (...where: readonly Sql[]): Select => ({
    kind: 'select',
    columns: [{ as: 'rate', of: column(rate.rate, 'rate') }],
    from: source(rate.from, 'rate'),
    where: [...where, binary(column(rate.currency, 'rate'), '=', currency), binary(from, '<=', rateDay(scan))],
    // Of two rates of one day the lowest, so that the same one counts whenever it is asked.
    orderBy: [{ of: from, descending: true }, { of: column(rate.rate, 'rate') }],
    limit: 1,
  });
  if (!scan.joinsRates || !scan.dialect.lateral) {
    return { kind: 'scalar', of: latest() };
  }
  // Amounts in the model's own currency need none.
  const join: Join = { how: 'left', lateral: true, to: { kind: 'nested', of: latest(binary(currency, '<>', literal(scan.model.currency))), as: 'conversion' }, on: literal(true) };
  addJoin(scan, 'conversion', () => join);
  // A scan that is looked at on two days has two rates.
  return JSON.stringify(scan.joins.get('conversion')) === JSON.stringify(join) ? column('rate', 'conversion') : { kind: 'scalar', of: latest() };
}

/** The day whose rate holds: the row's own date for facts, closing for closed items, the as-of day for those open then. */
function rateDay(scan: Scan): Sql {
  const { entity, alias, dialect, zone } = scan;
  const at = entity.times['at'];
  if (at) {
    return asDate(timeValue(at, alias), dialect, zone);
  }
  const today = scan.rateDay ?? scan.asOf.day;
  const closedAt = entity.times['closedAt'];
  if (!closedAt || scan.areOpen) {
    return today;
  }
  const closed = timeValue(closedAt, alias);
  return when(and(scan.outcome.closed, isNotNull(closed.of)), asDate(closed, dialect, zone), today);
}

/** The row has an amount in another currency that nothing converts. */
export function isForeign(scan: Scan, { past }: AmountForm = {}): Sql {
  const currency = currencyOf(scan);
  const amount = ownAmount(scan, past);
  if (!currency || scan.model.rate) {
    return literal(false);
  }
  return and(isNotNull(amount), or(isNull(currency), binary(currency, '<>', literal(scan.model.currency))));
}

/** The row has an amount, a rate table exists, and no rate of it fits. */
export function isWithoutRate(scan: Scan, { past }: AmountForm = {}): Sql {
  const currency = currencyOf(scan);
  if (!currency || !scan.model.rate) {
    return literal(false);
  }
  const amount = ownAmount(scan, past);
  const own = call('COALESCE', binary(currency, '=', literal(scan.model.currency)), literal(false));
  return and(isNotNull(amount), not(own), isNull(rateOf(scan, currency)));
}

export const asNumber = (of: Sql): Sql => cast(of, 'number');
