/** What a rule watches, as one sentence. */
import type { SalesModel } from '../../model/types';
import type { AlertDefinition } from '../../native/alerts/AlertDefinition';
import { ruleInWords } from '../../native/alerts/texts';
import type { Filter } from '../../plan/query';
import { listed, lowerFirst } from '../parts/text';
import { relationOf } from '../query/filters';
import { dimensionLabel, metricLabel } from '../query/labels';
import { windowInWords } from './choices';

export function watchedInWords(definition: AlertDefinition, model: SalesModel): string {
  const { question, by = [], filters = [], window } = definition;
  const name =
    question.type === 'funnel'
      ? `${question.column.replaceAll('_', ' ')} of each stage`
      : lowerFirst(metricLabel(question.metric, model));
  const groups =
    by.length > 0 ? `, for each ${listed(by.map((id) => lowerFirst(dimensionLabel(id, model))))} on its own` : '';
  const slice = filters.length > 0 ? `, where ${listed(filters.map((filter) => filterInWords(filter, model)))}` : '';
  return `The rule watches ${name} of ${windowInWords(window)}${groups}${slice}. It fires when that is ${ruleInWords(definition, model)}.`;
}

const filterInWords = ({ dimension, operator, values }: Filter, model: SalesModel): string =>
  `${lowerFirst(dimensionLabel(dimension, model))} ${relationOf(operator)} ${listed(values, 'or')}`;
