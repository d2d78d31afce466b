import type { From, SalesModel } from './types';

/** The model in a few lines, for the configuration page and the command line. */
export function describeModel(model: SalesModel): string[] {
  const { calendar, entities, history, dealChange, pipelines, rate, targets, metrics } = model;
  const tables = Object.values(entities).map(({ name, from }) => `${name} (${nameOf(from)})`);
  const histories = Object.entries(history).map(([item, { from }]) => `stage changes of ${item}s (${nameOf(from)})`);
  const rest = [...(dealChange ? [`changes of deals (${nameOf(dealChange.from)})`] : []), ...(rate ? [`rates (${nameOf(rate.from)})`] : []), ...(targets ? [targets.kind === 'table' ? `targets (${nameOf(targets.from)})` : `${targets.rows.length} targets`] : [])];
  const dimensions = [...new Set(Object.values(entities).flatMap((entity) => Object.values(entity.dimensions).map(({ label }) => label)))];
  return [
    `Tables: ${[...tables, ...histories, ...rest].join(', ')}`,
    ...pipelines.map(({ label, of, stages }) => `Pipeline "${label}" of ${of}s: ${stages.map((stage) => stage.label).join(' → ')}`),
    `Dimensions: ${dimensions.join(', ') || 'none'}`,
    ...(metrics.length ? [`Own metrics: ${metrics.map(({ label }) => label).join(', ')}`] : []),
    `Calendar: ${calendar.timeZone}, weeks start on ${calendar.weekStart.replace(/^./, (first) => first.toUpperCase())}, fiscal years in month ${calendar.fiscalYearStart}`,
    `Money in ${model.currency}; leads count as mature after ${model.horizon.lead} days, deals after ${model.horizon.deal}`,
  ];
}

const nameOf = (from: From): string => ('table' in from ? from.table.join('.') : 'SQL');
