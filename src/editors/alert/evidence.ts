/** What must stand behind a number before it may fire, in the words of people who do not know what a z is. */
import { findEntry } from '../../metrics/resolve';
import type { SalesModel } from '../../model/types';
import type { AlertDefinition, Chance } from '../../native/alerts/AlertDefinition';
import { hasInstances, usualZ } from '../../native/alerts/values';
import type { Choice } from '../parts/Choice';

/** Half-widths of an interval, in standard errors. */
export const sureness: readonly Choice[] = [
  { value: '1.96', label: '95 %', description: 'one false alarm in forty looks: right for a rule with one line' },
  {
    value: '3',
    label: '99.7 %',
    description: 'one false alarm in 700 looks: right for a rule that looks at many groups each time',
  },
];

export const surenessOf = (definition: AlertDefinition): string => String(usualZ(definition));

export const withSureness = (definition: AlertDefinition, z: string): AlertDefinition => ({
  ...definition,
  gate: { ...definition.gate, z: Number(z) },
});

/** `first`: how chance can be allowed for with this metric. */
export function withChance(definition: AlertDefinition, isAllowed: boolean, first: Chance): AlertDefinition {
  return { ...definition, gate: { ...definition.gate, chance: isAllowed ? first : { by: 'nothing' } } };
}

export const withMinimum = (definition: AlertDefinition, minimum: number | undefined): AlertDefinition => ({
  ...definition,
  gate: { ...definition.gate, minimum },
});

/** Why chance can be allowed for, or cannot. */
export function chanceInWords(chance: Chance, definition: AlertDefinition, model: SalesModel): string {
  switch (chance.by) {
    case 'proportion':
      return 'A rate of few deals jumps about by chance alone. The rule fires only when the whole interval around the rate lies beyond the threshold.';
    case 'count':
      return 'Counts go up and down by chance. The rule fires only when the count is beyond what chance does.';
    case 'error':
      return `Few large deals move sums and means. The rule fires only when the value is beyond what chance does (${findEntry(chance.metric, model).label.toLowerCase()}).`;
    case 'nothing':
      return definition.question.type === 'metric' && findEntry(definition.question.metric, model).basis === 'as_of'
        ? 'This is known exactly, not by chance: the value itself decides.'
        : 'How far chance moves this metric is not known: the value itself decides.';
  }
}

/** What the minimum counts. */
export const minimumInWords = (definition: AlertDefinition): string =>
  hasInstances(definition)
    ? 'Groups with fewer observations than this never fire.'
    : 'With fewer observations than this the rule does not fire.';
