/** How Grafana prints our numbers. A field's own settings in a panel still win: these are the data source's defaults. */
import type { FieldConfig } from '@grafana/data';
import { decimalsOf, unitOf, type ShownUnit } from '../result/display';
import type { ResultColumn, Value } from '../result/Result';

/** Counts are whole, except where means of them are counted. */
function decimals(unit: ShownUnit, values: readonly Value[]): number | undefined {
  return unit === 'count' ? (values.every((value) => typeof value !== 'number' || Number.isInteger(value)) ? 0 : 1) : decimalsOf(unit);
}

/** Scales begin at 0 unless the column has something below it; a score may always fall below. */
export function numberConfig(column: ResultColumn, currency: string): FieldConfig {
  const { unit, values } = column;
  const negative = unit === 'score' || values.some((value) => typeof value === 'number' && value < 0);
  const min = negative ? undefined : 0;
  return unit ? { unit: unitOf(unit, currency), decimals: decimals(unit, values), min } : { min };
}
