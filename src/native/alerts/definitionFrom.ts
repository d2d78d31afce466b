/** From a panel's question to a rule that a person can begin with. */
import { observationsOf } from '../../metrics/evidence';
import { findEntry, resolveMetric } from '../../metrics/resolve';
import type { SalesModel } from '../../model/types';
import type { RelativeWindow } from '../../plan/native';
import { windowOfPeriod } from '../../plan/period';
import type { FunnelQuery, SalesQuery } from '../../plan/query';
import { SalesError } from '../../sql/SalesError';
import type { AlertComparison, AlertDefinition, AlertQuestion, Chance } from './AlertDefinition';
import { titleOf } from './texts';

/** Full days, so that the running one does not look like a loss; whole weeks, so that weekends weigh the same. */
const usualDays = 91;

/**
 * Metric, groups, filters and period are those of the query; window, threshold and gate are a sensible start: a rate
 * or count against the period before, a stock against a number that the caller must choose.
 * @throws SalesError `alert/no-rule` for a query that asks for nothing that a rule could watch
 */
export function definitionFrom(query: SalesQuery, model: SalesModel): AlertDefinition {
  const { question, by } = asked(query);
  const direction = question.type === 'metric' && findEntry(question.metric, model).direction === 'down' ? 'above' : 'below';
  const chance = chanceOf(question, model);
  const window = windowOf(query, question, model);
  const definition = {
    id: idOf(question, by),
    question,
    by,
    ...(query.filters?.length ? { filters: query.filters } : {}),
    window,
    ...(chance.by === 'count' && by.length > 0 && { spine: 4 }),
    comparison: comparisonOf(question, window, direction, model),
    direction,
    gate: { chance, ...(isCounted(question, model) && { minimum: model.minSample }) },
    severity: 'warning',
    advice: 'Open the panel and look at the records behind the number.',
  } satisfies Omit<AlertDefinition, 'title'>;
  return { ...definition, title: titleOf(definition, model) };
}

function asked(query: SalesQuery): { readonly question: AlertQuestion; readonly by: readonly string[] } {
  switch (query.type) {
    case 'metrics': {
      const [metric] = query.metrics;
      if (metric === undefined) {
        throw new SalesError('alert/no-rule', 'the query asks for no metric: choose one');
      }
      return { question: { type: 'metric', metric, ...(query.horizon !== undefined && { horizon: query.horizon }) }, by: query.by ?? [] };
    }
    case 'funnel':
      return { question: funnelQuestion(query), by: query.by === undefined ? [] : [query.by] };
    default:
      throw new SalesError('alert/no-rule', withoutRule[query.type]);
  }
}

const withoutRule: Readonly<Record<Exclude<SalesQuery['type'], 'metrics' | 'funnel'>, string>> = {
  pipeline: 'a waterfall has no rule: ask for a metric of it, such as pipeline_value, deals_created, bookings or push_count',
  records: 'a list of records has no rule: ask for the metric that counts them, such as open_deals or stalled_deals',
  quality: 'the table of data checks has no rule: ask for one of them, such as dq_age_hours or dq_unassigned',
};

const defined = <T extends object>(of: T): T => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;

function funnelQuestion({ entity, pipeline, steps, exclude, policy, window, basis, measure }: FunnelQuery): AlertQuestion {
  if (measure === 'amount') {
    throw new SalesError('alert/no-rule', 'a rule watches how many move on, and this funnel adds up how much money: set "Rates by" to Count, or watch bookings or pipeline_created');
  }
  if (basis === 'event') {
    throw new SalesError('alert/no-rule', 'a rule follows those that entered the funnel, and this one counts the stages that were reached in the range: choose "Entered in the range" as its basis, or watch a count such as won_deals');
  }
  return {
    type: 'funnel',
    column: 'step_conversion',
    ...defined({ entity, pipeline, steps, exclude, policy }),
    // Deals of the last weeks have not had their chance: judged is who could have got there within the window.
    window: window ?? usualConversionDays,
    matureOnly: true,
  };
}

const usualConversionDays = 60;

/** `win-rate-by-team`. */
const idOf = (question: AlertQuestion, by: readonly string[]): string =>
  [question.type === 'funnel' ? question.column : question.metric, ...(by.length > 0 ? ['by', ...by] : [])]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 37)
    .replace(/^-|-$/g, '');

function chanceOf(question: AlertQuestion, model: SalesModel): Chance {
  if (question.type === 'funnel') {
    return question.policy === 'any' ? { by: 'nothing' } : { by: 'proportion' };
  }
  const { interval, unit, additivity } = findEntry(question.metric, model);
  if (interval === 'wilson') {
    return { by: 'proportion' };
  }
  const error = errorsOf[question.metric];
  return error !== undefined ? { by: 'error', metric: error } : unit === 'count' && additivity === 'flow' ? { by: 'count' } : { by: 'nothing' };
}

/** Metrics whose spread the catalogue knows. */
const errorsOf: Readonly<Record<string, string>> = {
  bookings: 'bookings_error',
  gap_to_target: 'bookings_error',
  average_deal_size: 'average_deal_size_error',
  sales_cycle_won: 'sales_cycle_won_error',
};

/** Whether the value comes with a number of observations. */
const isCounted = (question: AlertQuestion, model: SalesModel): boolean =>
  question.type === 'funnel' || observationsOf(resolveMetric(question.metric, model)) !== undefined;

/**
 * What lies ahead keeps its period, or takes this quarter: the last day says nothing of what is expected or planned. Another
 * stock is read now; the rest is judged over full days, cohorts once they are mature.
 */
function windowOf(query: SalesQuery, question: AlertQuestion, model: SalesModel): RelativeWindow {
  if ((query.type === 'metrics' || query.type === 'funnel') && query.period) {
    return windowOfPeriod(query.period);
  }
  if (question.type === 'funnel') {
    return { kind: 'lastDays', days: usualDays, back: question.window };
  }
  const { metric, components } = resolveMetric(question.metric, model);
  const sources = Object.values(components).map(({ source }) => source);
  const horizons = sources.flatMap((source) => (source.kind === 'cohort' ? [question.horizon ?? model.horizon[source.entity]] : []));
  if (horizons.length > 0) {
    return { kind: 'lastDays', days: usualDays, back: Math.max(...horizons) };
  }
  if (looksAhead(question, model)) {
    return windowOfPeriod('this-quarter');
  }
  return metric.basis === 'as_of' ? { kind: 'range' } : { kind: 'lastDays', days: usualDays };
}

/** A state of a period that runs: what is expected in it, or planned for it. */
export function looksAhead(question: AlertQuestion, model: SalesModel): boolean {
  if (question.type === 'funnel') {
    return false;
  }
  const { metric, components, targets } = resolveMetric(question.metric, model);
  return metric.basis === 'as_of' && (targets.length > 0 || Object.values(components).some(({ source }) => source.kind === 'open' && source.expected === true));
}

function comparisonOf(question: AlertQuestion, window: RelativeWindow, direction: AlertDefinition['direction'], model: SalesModel): AlertComparison {
  const benchmark = question.type === 'metric' ? model.benchmarks[question.metric] : undefined;
  if (benchmark !== undefined) {
    return { with: 'absolute', threshold: benchmark };
  }
  // A growth compares already.
  const compares = window.kind === 'lastDays' && !(question.type === 'metric' && resolveMetric(question.metric, model).usesPrevious);
  if (!compares) {
    return { with: 'absolute', threshold: 0 };
  }
  const isRate = question.type === 'funnel' || findEntry(question.metric, model).unit === 'percent';
  return { with: 'previous-period', threshold: isRate ? 0 : direction === 'below' ? -0.2 : 0.2 };
}
