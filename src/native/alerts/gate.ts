/**
 * The Math step that decides: 1 where the rule fires, else 0. Every part stands in parentheses, because a minus sign
 * binds weaker in Grafana's Math than anywhere else; `&&` looks no further once a part is 0, so that a group without
 * evidence is 0 whatever its value is. There is no `||` and no `!`: both take NaN for true or lose it.
 */
import type { SalesModel } from '../../model/types';
import type { AlertDefinition } from './AlertDefinition';
import { addsUp, unitOf, usualZ, type RefId } from './values';

/**
 * A Math expression over the rule's queries: 1 or 0, never NaN.
 * @param refIds the queries that there are
 */
export function gateOf(definition: AlertDefinition, model: SalesModel, refIds: ReadonlySet<RefId>): string {
  const { comparison, direction } = definition;
  const end = direction === 'below' ? 'high' : 'low';
  const far = comparison.with === 'previous-period' ? changeBound(definition, model, end) : valueBound(definition, end);
  const limit = number(comparison.threshold);
  const crossed = `(${far} ${direction === 'below' ? '<' : '>'} ${comparison.with === 'target' ? `($target * ${limit})` : limit})`;
  const begun = definition.gate.elapsed === undefined ? [] : [`($elapsed >= ${number(definition.gate.elapsed)})`];
  const parts = [...begun, ...enough(definition, model, refIds), ...comparable(definition, model), crossed];
  return [...new Set(parts.join(' ').match(/\$[A-Za-z]+/g))].map((name) => `is_number(${name})`).concat(parts).join(' && ');
}

/** So many observations, here and in what it is compared with; of a count, as many expected. */
function enough(definition: AlertDefinition, model: SalesModel, refIds: ReadonlySet<RefId>): readonly string[] {
  const { gate } = definition;
  if (gate.minimum === undefined) {
    return [];
  }
  const least = number(gate.minimum);
  const counts = [...(refIds.has('n') ? ['$n'] : []), ...(refIds.has('previousN') ? ['$previousN'] : [])];
  return (counts.length > 0 ? counts : [was(definition, model)]).map((count) => `(${count} >= ${least})`);
}

/** A fraction of nothing is no number. */
const comparable = (definition: AlertDefinition, model: SalesModel): readonly string[] =>
  definition.comparison.with === 'previous-period' && unitOf(definition, model) !== 'percent' ? [`(${was(definition, model)} > 0)`] : [];

/** The end of the value's interval that must cross the threshold. */
function valueBound(definition: AlertDefinition, end: 'low' | 'high'): string {
  const sign = end === 'high' ? '+' : '-';
  const z = number(usualZ(definition));
  switch (definition.gate.chance.by) {
    case 'nothing':
      return '$value';
    case 'proportion':
      return `$${end}`;
    case 'count':
      return `($value ${sign} (${z} * ($value ** 0.5)))`;
    case 'error':
      return `($value ${sign} (${z} * $error))`;
  }
}

/** The same end of the change: a difference for rates, else a fraction of what was. */
function changeBound(definition: AlertDefinition, model: SalesModel, end: 'low' | 'high'): string {
  const { gate } = definition;
  const before = was(definition, model);
  const of = unitOf(definition, model) === 'percent' ? '' : ` / ${before}`;
  const difference = `$value - ${before}`;
  const windows = divisor(definition, model);
  const allowed = (spread: string): string => `((${difference} ${end === 'high' ? '+' : '-'} ${spread})${of})`;
  const z = number(usualZ(definition));
  switch (gate.chance.by) {
    case 'nothing':
      return `((${difference})${of})`;
    case 'proportion':
      if (!windowsOf(definition)) {
        return end === 'high' ? '$changeHigh' : '$changeLow';
      }
      return allowed(root(...(end === 'high' ? ['($high - $value)', '($previous - $previousLow)'] : ['($value - $low)', '($previousHigh - $previous)'])));
    case 'count':
      return allowed(`(${z} * (($value + (${before}${windows === 1 ? '' : ` / ${windows}`})) ** 0.5))`);
    case 'error':
      return allowed(`(${z} * ${root('$error', windows === 1 ? '$previousError' : `($previousError / ${windows})`)})`);
  }
}

/** Of the sum of squares. */
const root = (...of: readonly string[]): string => `((${of.map((one) => `(${one} ** 2)`).join(' + ')}) ** 0.5)`;

const windowsOf = ({ comparison }: AlertDefinition): number | undefined => (comparison.with === 'previous-period' ? comparison.windows : undefined);

/** By what the long window before is divided to be one window. */
const divisor = (definition: AlertDefinition, model: SalesModel): number => (addsUp(definition, model) ? (windowsOf(definition) ?? 1) : 1);

/** What the value is compared with. */
function was(definition: AlertDefinition, model: SalesModel): string {
  const windows = divisor(definition, model);
  return windows === 1 ? '$previous' : `($previous / ${windows})`;
}

/** As Math reads it: it has no negative literals that end where they seem to. */
export const number = (value: number): string => (value < 0 ? `(0 - ${plain(-value)})` : plain(value));

/** Without an exponent, whatever the size; 12 decimals are more than a threshold has. */
const plain = (value: number): string => (Number.isInteger(value) ? value.toFixed(0) : value.toFixed(12).replace(/0+$/, ''));
