/** Math on single values, with Go's arithmetic. `null` in gives `null`, but for the questions about null. */
import type { FunctionName, Operator } from './parse';

const truth = (value: boolean): number => (value ? 1 : 0);

/** `||` and `&&` decide by their left side before NaN is looked at. */
export function binary(operator: Operator, a: number | null, b: number | null): number | null {
  if (a === null || b === null) {
    return null;
  }
  if (operator === '||' && a !== 0) {
    return 1;
  }
  if (operator === '&&' && a === 0) {
    return 0;
  }
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : operators[operator](a, b);
}

const operators: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  // Go gives 1 for 1 and -1 to an infinite power, where JavaScript gives NaN.
  '**': (a, b) => (a === 1 || (a === -1 && !Number.isFinite(b)) ? 1 : a ** b),
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  // The left side has been looked at.
  '||': (_, b) => truth(b !== 0),
  '&&': (_, b) => truth(b !== 0),
};

export function unary(operator: '!' | '-', value: number | null): number | null {
  if (value === null || Number.isNaN(value)) {
    return value;
  }
  return operator === '-' ? -value : truth(value === 0);
}

const isReal = (value: number): boolean => !Number.isNaN(value) && Number.isFinite(value);

const ofNumber: Readonly<Record<Exclude<FunctionName, 'is_null' | 'is_number'>, (value: number) => number>> = {
  abs: Math.abs,
  log: Math.log,
  // Halves away from zero.
  round: (value) => Math.sign(value) * Math.round(Math.abs(value)),
  ceil: Math.ceil,
  floor: Math.floor,
  is_nan: (value) => truth(Number.isNaN(value)),
  is_inf: (value) => truth(value === Infinity || value === -Infinity),
};

/** Functions make NaN of null, but for `is_null` and `is_number`. */
export function call(name: FunctionName, value: number | null): number {
  switch (name) {
    case 'is_null':
      return truth(value === null);
    case 'is_number':
      return truth(value !== null && isReal(value));
    default:
      return value === null ? Number.NaN : ofNumber[name](value);
  }
}
