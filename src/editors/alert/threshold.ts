/** A threshold as a person types it: percent for rates, the size of a change without its sign. */
import type { SalesModel } from '../../model/types';
import type { AlertDefinition } from '../../native/alerts/AlertDefinition';
import { unitOf } from '../../native/alerts/values';

export interface Typed {
  /** The number in the box. */
  readonly value: number;
  /** What stands behind it. */
  readonly unit: string;
  /** The least that makes sense. */
  readonly min?: number;
}

/** Enough digits for a percentage, without those that binary fractions add. */
const rounded = (value: number): number => Number(value.toPrecision(12));

export function typed({ comparison, direction, ...rest }: AlertDefinition, model: SalesModel): Typed {
  const unit = unitOf({ comparison, direction, ...rest }, model);
  switch (comparison.with) {
    case 'absolute':
      return unit === 'percent'
        ? { value: rounded(comparison.threshold * 100), unit: '%' }
        : { value: comparison.threshold, unit: unitWords(unit, model.currency) };
    case 'previous-period':
      return {
        value: rounded(Math.abs(comparison.threshold) * 100),
        unit: unit === 'percent' ? 'points' : '%',
        min: 0,
      };
    case 'target':
      return { value: rounded(comparison.threshold * 100), unit: '% of the target', min: 0 };
  }
}

/** The definition with what was typed. */
export function withThreshold(definition: AlertDefinition, value: number, model: SalesModel): AlertDefinition {
  const { comparison, direction } = definition;
  switch (comparison.with) {
    case 'absolute':
      return {
        ...definition,
        comparison: {
          ...comparison,
          threshold: unitOf(definition, model) === 'percent' ? rounded(value / 100) : value,
        },
      };
    case 'previous-period':
      return { ...definition, comparison: { ...comparison, threshold: signed(rounded(value / 100), direction) } };
    case 'target':
      return { ...definition, comparison: { ...comparison, threshold: rounded(value / 100) } };
  }
}

/** A change that is bad downwards is below a negative number. */
const signed = (size: number, direction: AlertDefinition['direction']): number =>
  direction === 'below' && size !== 0 ? -Math.abs(size) : Math.abs(size);

/** The other direction keeps the size of a change. */
export function withDirection(definition: AlertDefinition, direction: AlertDefinition['direction']): AlertDefinition {
  const { comparison } = definition;
  return comparison.with === 'previous-period'
    ? { ...definition, direction, comparison: { ...comparison, threshold: signed(comparison.threshold, direction) } }
    : { ...definition, direction };
}

function unitWords(unit: string, currency: string): string {
  switch (unit) {
    case 'money':
      return currency;
    case 'moneyPerDay':
      return `${currency} a day`;
    case 'days':
    case 'hours':
      return unit;
    default:
      return '';
  }
}
