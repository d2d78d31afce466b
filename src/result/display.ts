/** How numbers are printed: Grafana's unit ids and decimals, for frames and for exported dashboards. */
import type { Unit } from '../model/types';

/** `points`: the difference of two rates, as a fraction; Grafana has no unit for it but the percent. */
export type ShownUnit = Unit | 'points';

/** Currencies that Grafana 11.6 and later have a format for. */
const withOwnFormat = new Set(
  'USD GBP EUR JPY RUB UAH BRL DKK ISK NOK SEK CZK CHF PLN ZAR INR KRW IDR PHP VND TRY MYR XPF BGN PYG UYU ILS'.split(' ')
);

/** Grafana's unit id. Its own `d` prints 75.3 days as "10.8 weeks", so durations carry a plain suffix. */
export function unitOf(unit: ShownUnit, currency: string): string {
  switch (unit) {
    case 'count':
      return 'locale';
    case 'percent':
    case 'points':
      return 'percentunit';
    case 'money':
      return withOwnFormat.has(currency) ? `currency${currency}` : `currency:${currency} `;
    case 'moneyPerDay':
      return `suffix:${currency}/day`;
    case 'days':
      return 'suffix:days';
    case 'hours':
      return 'suffix:hours';
    case 'ratio':
      return 'suffix:×';
    case 'score':
      return 'none';
  }
}

/** Undefined where the values decide: money is scaled by Grafana (1.2 M), and counts are whole as a rule. */
export function decimalsOf(unit: ShownUnit): number | undefined {
  switch (unit) {
    case 'percent':
    case 'points':
    case 'days':
    case 'hours':
    case 'score':
      return 1;
    case 'ratio':
      return 2;
    case 'moneyPerDay':
      return 0;
    case 'count':
    case 'money':
      return undefined;
  }
}
