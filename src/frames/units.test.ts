/** @jest-environment jsdom */
import { formattedValueToString, getValueFormat, getValueFormatterIndex } from '@grafana/data';
import type { Unit } from '../model/types';
import type { ResultColumn, Value } from '../result/Result';
import { unitOf } from '../result/display';
import { numberConfig } from './units';

const column = (unit: Unit | undefined, values: readonly Value[]): ResultColumn => ({
  name: 'x',
  role: 'metric',
  type: 'number',
  label: 'X',
  unit,
  values,
});
function printed(unit: Unit, value: number, currency = 'EUR'): string {
  const config = numberConfig(column(unit, [value]), currency);
  return formattedValueToString(getValueFormat(config.unit)(value, config.decimals));
}

it.each<[Unit, number, string]>([
  ['count', 20123, (20123).toLocaleString()],
  ['count', 12.5, '12.5'],
  ['percent', 0.2484, '24.8%'],
  ['money', 1_200_000, '€1.20M'],
  ['money', -950, '-€950'],
  ['moneyPerDay', 5406.4, '5406 EUR/day'],
  ['days', 75.3, '75.3 days'],
  ['hours', 30, '30.0 hours'],
  ['ratio', 3.256, '3.26 ×'],
  ['score', -12.34, '-12.3'],
])('prints %s %d as %s', (unit, value, text) => {
  expect(printed(unit, value)).toMatch(text);
});

it('scales a currency that Grafana has no format for, with its code in front', () => {
  expect(printed('money', 1_200_000, 'AUD')).toMatch(/^AUD 1\.20?0?.?M$/);
});

it('knows every currency that it names as Grafana does', () => {
  const formats = getValueFormatterIndex();
  for (const code of ['USD', 'EUR', 'CHF', 'GBP', 'JPY', 'ILS', 'BGN']) {
    expect(formats[unitOf('money', code)]).toBeDefined();
  }
});

it.each<[string, Unit | undefined, Value[], number | undefined]>([
  ['begins at 0', 'count', [1, null, 3], 0],
  ['begins at 0 without values', 'percent', [], 0],
  ['begins at 0 without a unit', undefined, [2], 0],
  ['leaves room below 0 when there is something', 'money', [-1, 5], undefined],
  ['leaves room below 0 for scores', 'score', [40], undefined],
])('%s', (_, unit, values, min) => {
  expect(numberConfig(column(unit, values), 'EUR').min).toBe(min);
});
