/** Currencies against the euro, a rate a working day; and what a value in euros is in another currency. */
import { dateText, type Clock, type Day } from './clock';
import { currencies, type Currency } from './market';
import { normal, randomFor } from './random';
import { tableOf, type Table } from './tables';

export interface Rates {
  /** Euros for one unit of the currency on a local day, in days since 1970, as published: at weekends, Friday's. */
  readonly euros: (currency: Currency, dayNumber: number) => number;
  /** Euros at which amounts of that day are reckoned. Weekends have their own: no amount depends on where they fall. */
  readonly course: (currency: Currency, day: Day) => number;
  readonly table: Table;
}

/** Before the first day of the history as well: a range may begin earlier, and orders do. */
export const days = 160 * 7;
const isWeekday = (number: number): boolean => (((number + 3) % 7) + 7) % 7 < 5;

export const ratesShape = {
  columns: { day: 'date', currency: 'text', to_eur: 'numeric' },
  key: ['currency', 'day'],
} as const;

export function makeRates(seed: number, clock: Clock): Rates {
  const courses = new Map(currencies.map(({ name, euros }) => [name, course(seed, name, euros)]));
  const published = (number: number): number => (isWeekday(number) ? number : published(number - 1));
  const at = (currency: Currency, day: number): number =>
    courses.get(currency)?.[Math.min(days - 1, Math.max(0, Math.floor(day) + days))] ?? 1;
  const rate = (currency: Currency, number: number): number => at(currency, published(number) - clock.today);
  const rows = [];
  for (let number = clock.today - days; number < clock.today; number++) {
    if (isWeekday(number)) {
      rows.push(...currencies.map(({ name }) => [dateText(number), name, rate(name, number)]));
    }
  }
  return { euros: rate, course: at, table: tableOf(ratesShape, rows) };
}

/** A rate that wanders by a third of a percent a day and is drawn back to its middle. */
function course(seed: number, currency: Currency, middle: number): number[] {
  const random = randomFor(seed, `rate of ${currency}`);
  let away = 0;
  return Array.from({ length: days }, () => {
    away = currency === 'EUR' ? 0 : away * 0.995 + 0.0033 * normal(random);
    return Math.round(middle * Math.exp(away) * 1e6) / 1e6;
  });
}

/** The value in the currency at that day's rate, rounded as people round: to tens, at least a hundred. */
export const amountIn = (rates: Rates, currency: Currency, euros: number, day: Day): number =>
  Math.max(100, Math.round(euros / rates.course(currency, day) / 10) * 10);

