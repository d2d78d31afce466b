/** What the dialog offers for a rule: what cannot be is listed with the reason. */
import { dimensionsOf, entityDimensions } from '../../metrics/dimensions';
import { resolveMetric } from '../../metrics/resolve';
import type { SalesModel } from '../../model/types';
import type { AlertComparison, AlertDefinition } from '../../native/alerts/AlertDefinition';
import { looksAhead } from '../../native/alerts/definitionFrom';
import type { RelativeWindow } from '../../plan/native';
import type { Choice } from '../parts/Choice';
import { isSameWindow, make, type AlertContext, type Draft } from './draft';

export type ComparedWith = AlertComparison['with'];

const comparisonWords: ReadonlyArray<Choice<ComparedWith>> = [
  { value: 'absolute', label: 'A fixed value' },
  { value: 'previous-period', label: 'The period before' },
  { value: 'target', label: 'Its target' },
];

/** Where each kind of comparison begins; the size of a usual change is a fifth. */
export function withComparison(
  definition: AlertDefinition,
  kind: ComparedWith,
  before: AlertDefinition
): AlertDefinition {
  if (kind === definition.comparison.with) {
    return definition;
  }
  const usual: Readonly<Record<ComparedWith, AlertComparison>> = {
    absolute: { with: 'absolute', threshold: 0 },
    'previous-period': { with: 'previous-period', threshold: definition.direction === 'below' ? -0.2 : 0.2 },
    target: { with: 'target', threshold: 0.9 },
  };
  return { ...definition, comparison: before.comparison.with === kind ? before.comparison : usual[kind] };
}

/** Comparisons with the reason why some cannot be made for this metric and window. */
export const comparisonChoices = (draft: Draft, context: AlertContext): ReadonlyArray<Choice<ComparedWith>> =>
  comparisonWords.map((choice) => {
    const made = make(
      { ...draft, definition: withComparison(draft.definition, choice.value, draft.definition) },
      context
    );
    return 'problem' in made ? { ...choice, isDisabled: true, description: made.problem } : choice;
  });

const lastDays = 'last-days';
const asAsked = 'as-asked';

const units: ReadonlyArray<Choice & { readonly window: RelativeWindow }> = [
  { value: 'this-month', label: 'This month so far', window: { kind: 'unit', grain: 'month', offset: 0, soFar: true } },
  { value: 'last-month', label: 'Last month', window: { kind: 'unit', grain: 'month', offset: -1 } },
  {
    value: 'this-quarter',
    label: 'This quarter so far',
    window: { kind: 'unit', grain: 'quarter', offset: 0, soFar: true },
  },
  { value: 'last-quarter', label: 'Last quarter', window: { kind: 'unit', grain: 'quarter', offset: -1 } },
];
const ahead: typeof units = [
  { value: 'month-ahead', label: 'This month to its end', window: { kind: 'unit', grain: 'month', offset: 0 } },
  { value: 'next-month', label: 'Next month', window: { kind: 'unit', grain: 'month', offset: 1 } },
  { value: 'quarter-ahead', label: 'This quarter to its end', window: { kind: 'unit', grain: 'quarter', offset: 0 } },
  { value: 'next-quarter', label: 'Next quarter', window: { kind: 'unit', grain: 'quarter', offset: 1 } },
];
const now: (typeof units)[number] = { value: 'now', label: 'As it is now', window: { kind: 'range' } };

/** Facts have days that are over; a state is read now, or, like all that lies ahead, in a calendar unit of its own. */
function windows(
  definition: AlertDefinition,
  model: SalesModel
): ReadonlyArray<Choice & { readonly window: RelativeWindow }> {
  const { question, window } = definition;
  const isState = question.type === 'metric' && resolveMetric(question.metric, model).metric.basis === 'as_of';
  const days = {
    value: lastDays,
    label: 'Last full days',
    window: window.kind === 'lastDays' ? window : { kind: 'lastDays' as const, days: 91 },
  };
  const offered = looksAhead(question, model) ? ahead : isState ? [now, ...ahead] : [days, ...units];
  return offered.some((one) => isSameWindow(one.window, window))
    ? offered
    : [{ value: asAsked, label: windowInWords(window), window }, ...offered];
}

export const windowChoices = (definition: AlertDefinition, model: SalesModel): readonly Choice[] =>
  windows(definition, model).map(({ value, label }) => ({ value, label }));

/** The choice that a definition has. */
export const windowChosen = (definition: AlertDefinition, model: SalesModel): string =>
  windows(definition, model).find(({ window }) => isSameWindow(window, definition.window))?.value ?? asAsked;

/** Members of a cohort need their time, whatever the days are: `back` of the first window is kept. */
export function withWindow(
  definition: AlertDefinition,
  chosen: string,
  first: AlertDefinition,
  model: SalesModel
): AlertDefinition {
  const window =
    chosen === lastDays && first.window.kind === 'lastDays'
      ? first.window
      : windows(definition, model).find(({ value }) => value === chosen)?.window;
  if (!window) {
    return definition;
  }
  const comparison: AlertComparison =
    window.kind === 'range' && definition.comparison.with === 'previous-period'
      ? { with: 'absolute', threshold: 0 }
      : definition.comparison;
  return { ...definition, window, comparison };
}

export function windowInWords(window: RelativeWindow): string {
  switch (window.kind) {
    case 'range':
      return 'now';
    case 'lastDays':
      return `the last ${window.days} full days${window.back ? `, up to ${window.back} days ago` : ''}`;
    case 'unit': {
      const which =
        window.offset === 0
          ? 'this'
          : window.offset === -1
            ? 'last'
            : window.offset === 1
              ? 'next'
              : `${Math.abs(window.offset)} ${window.grain}s ${window.offset < 0 ? 'ago' : 'ahead'}:`;
      return `${which} ${window.grain}${window.soFar ? ' so far' : ''}`;
    }
  }
}

/** Dimensions by which the rule can have an instance each. */
export function byChoices({ question }: AlertDefinition, model: SalesModel): readonly Choice[] {
  const all =
    question.type === 'funnel'
      ? entityDimensions(model, question.entity === 'deal' ? 'deal' : 'lead')
      : dimensionsOf(model, [question.metric]);
  return all.map(({ id, label }) => ({ value: id, label }));
}

/** The spine belongs to groups: a source that has gone silent is still one. */
export const withBy = (definition: AlertDefinition, by: readonly string[]): AlertDefinition => {
  const { spine, ...rest } = definition;
  const counts = definition.gate.chance.by === 'count' && by.length > 0;
  return { ...rest, by, ...(counts ? { spine: spine ?? 4 } : {}) };
};
