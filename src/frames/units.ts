/** How Grafana prints our numbers. A field's own settings in a panel still win: these are the data source's defaults. */
import type { FieldConfig } from '@grafana/data';
import type { Unit } from '../model/types';
import type { ResultColumn, Value } from '../result/Result';

/** Currencies that Grafana 11.6 and later have a format for. */
const withOwnFormat = new Set(
  'USD GBP EUR JPY RUB UAH BRL DKK ISK NOK SEK CZK CHF PLN ZAR INR KRW IDR PHP VND TRY MYR XPF BGN PYG UYU ILS'.split(
    ' '
  )
);

/** Grafana's unit id. Its own `d` prints 75.3 days as "10.8 weeks", so durations carry a plain suffix. */
export function unitOf(unit: Unit, currency: string): string {
  switch (unit) {
    case 'count':
      return 'locale';
    case 'percent':
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

/** Money is left to Grafana, which scales it (1.2 M) and picks the decimals that fit. */
function decimalsOf(unit: Unit, values: readonly Value[]): number | undefined {
  switch (unit) {
    case 'count':
      return values.every((value) => typeof value !== 'number' || Number.isInteger(value)) ? 0 : 1;
    case 'percent':
    case 'days':
    case 'hours':
    case 'score':
      return 1;
    case 'ratio':
      return 2;
    case 'moneyPerDay':
      return 0;
    case 'money':
      return undefined;
  }
}

/** Scales begin at 0 unless the column has something below it; a score may always fall below. */
export function numberConfig(column: ResultColumn, currency: string): FieldConfig {
  const { unit, values } = column;
  const negative = unit === 'score' || values.some((value) => typeof value === 'number' && value < 0);
  const min = negative ? undefined : 0;
  return unit ? { unit: unitOf(unit, currency), decimals: decimalsOf(unit, values), min } : { min };
}
