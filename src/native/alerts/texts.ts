/** What a firing rule says: one sentence with its evidence, then what the number means and what to do. */
import { findEntry } from '../../metrics/resolve';
import { basisWords } from '../../metrics/words';
import type { SalesModel, Unit } from '../../model/types';
import type { AlertDefinition } from './AlertDefinition';
import { label, text, value, where } from './template';
import { addsUp, hasInstances, labelNames, unitOf, usualZ, type RefId } from './values';

/** @param refIds the queries that the rule has */
export function summaryOf(definition: AlertDefinition, model: SalesModel, refIds: ReadonlySet<RefId>): string {
  const unit = unitOf(definition, model);
  const show = (refId: RefId, as: Unit = unit): string => value(refId, as, model.currency);
  const when = (needed: readonly RefId[], said: string): string => (needed.every((refId) => refIds.has(refId)) ? where(needed, said) : '');
  const slice = labelNames(definition).map(label).join(', ');
  const counts = refIds.has('numerator')
    ? when(['numerator', 'n'], `, ${show('numerator', 'count')} of ${show('n', 'count')}`)
    : when(['n'], `, n = ${show('n', 'count')}`);
  return [
    `${text(definition.title)}${slice && `: ${slice}`}: ${where(['value'], show('value'), 'no value')}`,
    counts,
    when(['low', 'high'], `, interval (z = ${usualZ(definition)}) ${show('low')} to ${show('high')}`),
    when(['error'], `, standard error ${show('error')}`),
    when(['previous'], `; ${show('previous')} in ${beforeInWords(definition, model)}`),
    when(['target'], `; target ${show('target')}`),
    `; the rule: ${text(ruleInWords(definition, model))}.`,
  ].join('');
}

/** Definition, basis and caveat of the number, the gate, and what to do. */
export function descriptionOf(definition: AlertDefinition, model: SalesModel): string {
  return [meaningOf(definition, model), gateInWords(definition, model), definition.advice].map(text).join('\n');
}

function meaningOf({ question }: AlertDefinition, model: SalesModel): string {
  if (question.type === 'funnel') {
    const window = question.window === undefined ? '' : ` within ${question.window} days`;
    const mature = question.matureOnly ? ' Only those that are old enough to tell count.' : '';
    return `Of the ${question.entity === 'lead' ? 'leads' : 'deals'} created in the period that reached the stage before, the share that reached this one or a later one${window}; by created date (cohort).${mature}`;
  }
  const { label: name, meaning, formula, basis, caveat } = findEntry(question.metric, model);
  return `${name}: ${meaning} Formula: ${formula}; ${basisWords[basis]}. ${caveat}`;
}

function gateInWords(definition: AlertDefinition, model: SalesModel): string {
  const { gate, comparison } = definition;
  const z = usualZ(definition);
  const chances: Readonly<Record<typeof gate.chance.by, string>> = {
    nothing: 'The value itself must cross the threshold.',
    proportion: `The whole interval (z = ${z}) must lie beyond the threshold, not the value alone.`,
    count: `The value must cross the threshold even when chance is allowed for (z = ${z}, independent events).`,
    error: `The value must cross the threshold even when ${z} standard errors are allowed for.`,
  };
  const before = comparison.with === 'previous-period';
  const isCount = before && addsUp(definition, model) && !gate.counted;
  const minimum = gate.minimum === undefined ? '' : isCount ? ` At least ${gate.minimum} must be usual.` : ` At least ${gate.minimum} observations are needed${before ? ', in the time before, too' : ''}.`;
  const elapsed = gate.elapsed === undefined || definition.window.kind !== 'unit' ? '' : ` ${percent(gate.elapsed)} of the ${definition.window.grain}'s working days must have begun.`;
  return `${chances[gate.chance.by]}${minimum}${elapsed}${hasInstances(definition) ? ' Each group is judged on its own.' : ''}`;
}

/** The comparison as a person says it: `under 25 %`, `down by more than 20 % against the period before`. */
export function ruleInWords(definition: AlertDefinition, model: SalesModel): string {
  const { comparison, direction, gate } = definition;
  const unit = unitOf(definition, model);
  const sure = gate.chance.by === 'nothing' ? '' : ', with chance allowed for';
  switch (comparison.with) {
    case 'absolute':
      return `${direction === 'below' ? 'under' : 'over'} ${amountInWords(comparison.threshold, unit, model.currency)}${sure}`;
    case 'target':
      return `${direction === 'below' ? 'under' : 'over'} ${percent(comparison.threshold)} of the target${sure}`;
    case 'previous-period': {
      const by = Math.abs(comparison.threshold);
      const much = by === 0 ? '' : ` by more than ${unit === 'percent' ? `${decimal(by * 100)} points` : percent(by)}`;
      const mean = comparison.windows && addsUp(definition, model) ? 'the mean of ' : '';
      const against = comparison.windows ? `${mean}the ${comparison.windows} periods before` : 'the period before';
      return `${direction === 'below' ? 'down' : 'up'}${much} against ${against}${sure}`;
    }
  }
}

function beforeInWords(definition: AlertDefinition, model: SalesModel): string {
  const { comparison } = definition;
  const together = addsUp(definition, model) ? ' together' : '';
  return comparison.with === 'previous-period' && comparison.windows ? `the ${comparison.windows} periods before${together}` : 'the period before';
}

function amountInWords(value: number, unit: Unit, currency: string): string {
  switch (unit) {
    case 'percent':
      return percent(value);
    case 'money':
      return `${value.toLocaleString('en-US')} ${currency}`;
    case 'moneyPerDay':
      return `${value.toLocaleString('en-US')} ${currency} a day`;
    case 'days':
      return `${decimal(value)} days`;
    case 'hours':
      return `${decimal(value)} hours`;
    default:
      return decimal(value);
  }
}

const decimal = (value: number): string => String(Math.round(value * 100) / 100);
const percent = (value: number): string => `${decimal(value * 100)} %`;

/** A title for definitions that have none yet: `Win rate by team under 25 %`. */
export const titleOf = (definition: Omit<AlertDefinition, 'title'>, model: SalesModel): string => {
  const whole = { ...definition, title: '' };
  const name = definition.question.type === 'funnel' ? definition.question.column.replaceAll('_', ' ') : findEntry(definition.question.metric, model).label;
  const by = labelNames(whole).length > 0 ? ` by ${labelNames(whole).join(' and ')}` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${by} ${ruleInWords(whole, model)}`;
};

